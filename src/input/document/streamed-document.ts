/** A document that is read from disk: once for what is small and what is asked for first, then section by section. */
import type { Json, JsonObject } from '../../resource/resource.ts';
import { type FileSource, fileChunks } from '../bytes/file-source.ts';
import type { Route, Span } from '../json/route.ts';
import { createScanner, type Scanner } from '../json/scan-json.ts';
import { inSpans, storedConfiguration } from './configuration-store.ts';
import {
  type Document,
  HEADER_MEMBERS,
  isReadMode,
  onlyMode,
  SECTIONS,
  type Section,
  type Wanted,
} from './document.ts';
import { type BlockHeader, type ElementSink, type StateFileBlocks, sectionRoute } from './section-route.ts';
import {
  createSummary,
  type Looking,
  parseElement,
  peekElement,
  type SectionSummary,
} from './section-summary.ts';

interface FirstPass {
  readonly source: FileSource;
  readonly seen: (chunk: Buffer) => void;
  readonly looking: Looking;
  readonly keepTypes: ReadonlySet<string>;
  readonly keys: Set<string>;
  readonly header: Record<string, Json>;
  /** Offset of each section's value; of two like keys the last. */
  readonly starts: Map<Section, number>;
  readonly summaries: Map<Section, SectionSummary>;
  readonly blocks: StateFileBlocks;
  readonly superseded: Span[];
  configuration: ReturnType<typeof storedConfiguration>;
}

/**
 * Reads the file once, giving each chunk to `seen`, from the start of the document on, and elements to `looking`; what it then keeps grows with the configuration and the elements of `keepTypes` only.
 * @throws DriftlockError input-unreadable for what is not JSON, with the byte offset; no element is yielded before
 * the whole file has been found well-formed
 */
export function streamedDocument(
  source: FileSource,
  keepTypes: ReadonlySet<string>,
  looking: Looking,
  seen: (chunk: Buffer) => void = () => {},
): Document {
  const pass: FirstPass = {
    source,
    seen,
    looking,
    keepTypes,
    keys: new Set(),
    header: {},
    starts: new Map(),
    summaries: new Map(),
    blocks: { late: new Map(), rooted: new Set() },
    superseded: [],
    configuration: storedConfiguration(source.name),
  };
  scanWhole(pass);
  const { superseded, configuration } = pass;
  if (superseded.length > 0) configuration.drop(superseded);
  if (superseded.length > 0 || pass.blocks.late.size > 0) pass.summaries.clear();
  return {
    name: source.name,
    keys: pass.keys,
    header: pass.header,
    configuration: configuration.source,
    counts: (section) => summary(pass, section).counts,
    others: (section) => summary(pass, section).others,
    hasRoot: (section) => pass.blocks.rooted.has(section),
    get unread() {
      return summary(pass, 'resource_changes').unread;
    },
    get changed() {
      return summary(pass, 'resource_changes').changed;
    },
    get unlocated() {
      return summary(pass, 'resource_changes').unlocated();
    },
    single: configuration.single,
    sensitiveVariables: configuration.sensitiveVariables(),
    existing: () => existingAddresses(pass),
    configured: configuration.managed(),
    elements: (section, wanted) => elements(pass, section, wanted),
    samples: (section) => summary(pass, section).kept('samples'),
  };
}

function scanWhole(pass: FirstPass): void {
  const { source } = pass;
  const scanner = createScanner(topRoute(pass), {
    where: source.name,
    offset: source.start,
    superseded: (span) => pass.superseded.push(span),
  });
  for (const chunk of fileChunks(source, source.start)) {
    pass.seen(chunk);
    scanner.write(chunk);
  }
  scanner.end();
}

function topRoute(pass: FirstPass): Route {
  return {
    member(key, offset) {
      pass.keys.add(key);
      const section = SECTIONS.find((name) => name === key);
      if (section !== undefined) return sectionStart(pass, section, offset);
      if (key === 'configuration') {
        pass.configuration = storedConfiguration(pass.source.name);
        return pass.configuration.route;
      }
      if (!HEADER_MEMBERS.includes(key)) return undefined;
      return {
        take(bytes) {
          pass.header[key] = JSON.parse(bytes.toString('utf8')) as Json;
        },
      };
    },
  };
}

/** Summarised only when asked for, as `resource_changes` tell more. */
const SELDOM_ASKED: ReadonlySet<Section> = new Set(['planned_values', 'resource_drift']);

function sectionStart(pass: FirstPass, section: Section, offset: number): Route | undefined {
  const { source, keepTypes, blocks, looking } = pass;
  pass.starts.set(section, offset);
  blocks.rooted.delete(section);
  if (SELDOM_ASKED.has(section)) return undefined;
  const created = createSummary(source.name, section, keepTypes, looking);
  pass.summaries.set(section, created);
  if (section === 'resources') blocks.late.clear();
  return sectionRoute(section, created.take, blocks);
}

function summary(pass: FirstPass, section: Section): SectionSummary {
  const known = pass.summaries.get(section);
  if (known !== undefined) return known;
  const created = createSummary(pass.source.name, section, pass.keepTypes, pass.looking);
  const scan = sectionScan(pass, section, created.take);
  while (scan.next().done !== true);
  pass.summaries.set(section, created);
  return created;
}

/** From memory where all wanted types were kept, else by one more pass over the section. */
function elements(pass: FirstPass, section: Section, wanted: Wanted): Iterable<JsonObject> {
  const known = summary(pass, section);
  const types = [...known.counts.keys()];
  const isKept = types.every(
    (type) => pass.keepTypes.has(type) || !(wanted(type, 'managed') || wanted(type, 'data')),
  );
  return isKept ? known.kept(wanted) : readElements(pass, section, wanted);
}

function* readElements(pass: FirstPass, section: Section, wanted: Wanted): Generator<JsonObject> {
  const { name } = pass.source;
  const only = onlyMode(section);
  let batch: JsonObject[] = [];
  function take(bytes: Buffer, _offset: number, block?: BlockHeader): void {
    const peeked = peekElement(name, section, bytes, block);
    if (!isReadMode(peeked.mode) || (only !== undefined && peeked.mode !== only)) return;
    if (wanted(peeked.type, peeked.mode)) batch.push(parseElement(name, section, bytes, peeked, block));
  }
  for (const _ of sectionScan(pass, section, take)) {
    yield* batch;
    batch = [];
  }
}

function existingAddresses(pass: FirstPass): ReadonlySet<string> {
  const found = new Set<string>();
  const take: ElementSink = (bytes) => {
    const { mode, address } = peekElement(pass.source.name, 'prior_state', bytes);
    if (mode === 'managed' && address !== undefined) found.add(address);
  };
  const scan = sectionScan(pass, 'prior_state', take);
  while (scan.next().done !== true);
  return found;
}

/** Scans the section's value chunk by chunk; nothing where the document has no such section. */
function* sectionScan(pass: FirstPass, section: Section, sink: ElementSink): Generator<void, void, void> {
  const { source, starts, blocks, superseded } = pass;
  const offset = starts.get(section === 'prior_managed' ? 'prior_state' : section);
  if (offset === undefined) return;
  const route = sectionRoute(section, liveOnly(sink, superseded), blocks);
  const scanner: Scanner = createScanner(route, { where: source.name, offset, single: true });
  for (const chunk of fileChunks(source, offset)) {
    const done = scanner.write(chunk);
    yield;
    if (done) return;
  }
  scanner.end();
}

/** Passes on what does not lie where a later key of the same name has superseded it. */
function liveOnly(sink: ElementSink, superseded: readonly Span[]): ElementSink {
  if (superseded.length === 0) return sink;
  return (bytes, offset, block) => {
    if (!inSpans(offset, superseded)) sink(bytes, offset, block);
  };
}
