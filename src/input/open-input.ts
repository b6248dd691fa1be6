/** Opens one plan or state, whatever its name, size and packing, by what is in it. */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { DriftlockError } from '../errors.ts';
import { isList, isObject, member } from '../resource/json-kind.ts';
import { shape } from '../resource/shape.ts';
import { typeSchema } from '../resource/type-schema.ts';
import { digestOf } from './bytes/file-digest.ts';
import { firstBroken, notUtf8 } from './bytes/file-source.ts';
import { type OpenedSource, openSource } from './bytes/open-source.ts';
import { configurationRoot, rootOf } from './configuration-root.ts';
import type { Document } from './document/document.ts';
import { parseWhole, type WholeJson } from './document/parse-whole.ts';
import { streamedDocument } from './document/streamed-document.ts';
import { wholeDocument } from './document/whole-document.ts';
import type { FilledDocument } from './filled/filled-document.ts';
import { wantedChanges } from './filled/wanted-changes.ts';
import type { Format, ReadInput } from './format.ts';
import { holdsSource } from './hcl/source-folder.ts';
import type { Input, OpenOptions } from './input.ts';
import { createScanner } from './json/scan-json.ts';
import { malformedInput, oneLine } from './malformed-input.ts';
import { planFormat } from './plan/plan-format.ts';
import type { Shaping } from './resource-sequence.ts';
import { type SensitiveTexts, sensitiveTexts } from './sensitive-texts.ts';
import { stateFileFormat } from './state/state-file-format.ts';
import { stateFormat } from './state/state-format.ts';

/** Asked in this order. */
const FORMATS = {
  plan: planFormat,
  state: stateFormat,
  'state-file': stateFileFormat,
} satisfies Record<string, Format>;

/**
 * Uncompressed bytes above which a document is read as a stream. Measured on the recorded plan, repeated (Node 20):
 * 18.6 MB take 0.5 s and 100 MB over an empty process as a whole, 0.75 s and 70 MB as a stream; 187 MB as a stream
 * take 200 MB, which is mostly garbage of the parser.
 */
const STREAM_ABOVE = 32 * 1024 * 1024;

/** The byte order mark, which streamed documents begin behind. */
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** What tests put in place of the real ones. */
export interface Internals {
  readonly shaping: Shaping;
  readonly streamAbove: number;
}

const INTERNALS: Internals = { shaping: { shape, schema: typeSchema }, streamAbove: STREAM_ABOVE };

/**
 * Opens the plan or state `name` (`-` for standard input): JSON of `terraform show -json` or `tofu show -json`, or a
 * state file of version 4; plain or gzip, UTF-8 with or without mark, or UTF-16 with mark.
 * @throws DriftlockError input-missing, input-unreadable or input-unsupported with `where` and mostly a hint;
 * going through `resources()` may throw input-unreadable too
 */
export async function openInput(
  name: string,
  options: OpenOptions,
  { shaping, streamAbove }: Internals = INTERNALS,
): Promise<Input> {
  if (isDirectory(name)) return await openFolder(name, options, shaping);
  const source = await openSource(name, { limit: streamAbove, terraform: options.terraform });
  const secrets = sensitiveTexts(shaping.schema);
  const { document: plain, sha256 } = guarded(name, () =>
    documentOf(name, source, options.keepTypes, secrets),
  );
  const { document, notices } = 'bytes' in source ? await toldBySource(plain, options) : untold(plain);
  return guarded(name, () => {
    const read = formatOf(document).read(document, { shaping, isKept: 'bytes' in source });
    const { before, ...input } = { ...read, notices: [...read.notices, ...notices] };
    addFromHeader(secrets, document);
    const root = configurationRoot(name);
    const whole = (one: Omit<ReadInput, 'before'>): Input => ({
      ...one,
      about: { ...one.about, sha256 },
      configurationRoot: root,
      sensitiveTexts: secrets.texts,
    });
    return {
      ...whole(input),
      ...(before === undefined ? {} : { before: () => guarded(name, () => whole(before())) }),
      ...(options.keepBytes === true && 'bytes' in source ? { bytes: source.bytes } : {}),
    };
  });
}

function untold(document: Document): FilledDocument {
  return { document, notices: [] };
}

/** What a plan leaves open and the configuration at hand tells. */
async function toldBySource(document: Document, { source }: OpenOptions): Promise<FilledDocument> {
  if (source === undefined || guarded(document.name, () => formatOf(document)) !== planFormat)
    return untold(document);
  try {
    // Most plans leave nothing open that a source tells: what looks for one is not even loaded then.
    const wanted = wantedChanges(document);
    if (wanted === undefined) return untold(document);
    const { filledDocument } = await import('./filled/filled-document.ts');
    return await filledDocument(document, wanted, source);
  } catch (cause) {
    throw cause instanceof RangeError ? malformedInput(document.name, TOO_DEEP) : cause;
  }
}

/** A folder of configuration; what else there is in folders is opened by others. */
async function openFolder(name: string, options: OpenOptions, shaping: Shaping): Promise<Input> {
  if (!holdsSource(name))
    throw new DriftlockError('input-missing', 'a folder without Terraform configuration or a snapshot', {
      where: name,
      hint: 'pass a folder that holds .tf or .tofu files, a snapshot of driftlock collect, or a plan: terraform show -json tfplan > tfplan.json',
    });
  const { openConfiguration } = await import('./hcl/open-configuration.ts');
  const opened = await openConfiguration(name, options.configuration ?? { variables: [], environment: {} });
  return guarded(name, () => {
    const secrets = sensitiveTexts(shaping.schema);
    const document = opened.document(secrets.add);
    const { before: _, ...input } = opened.format.read(document, { shaping, isKept: true });
    addFromHeader(secrets, document);
    return { ...input, configurationRoot: rootOf(name), sensitiveTexts: secrets.texts };
  });
}

function isDirectory(name: string): boolean {
  return name !== '-' && statSync(name, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** A file that is read as a stream is hashed on its first way through. */
function documentOf(
  name: string,
  source: OpenedSource,
  keepTypes: ReadonlySet<string>,
  secrets: SensitiveTexts,
): { readonly document: Document; readonly sha256: string } {
  if ('bytes' in source)
    return {
      document: parseDocument(name, source.bytes, secrets),
      sha256: source.sha256 ?? digestOf(source.bytes),
    };
  const { file, sha256 } = source;
  if (sha256 !== undefined) return { document: streamedDocument(file, keepTypes, secrets), sha256 };
  const hash = createHash('sha256').update(MARK.subarray(0, file.start));
  const document = streamedDocument(file, keepTypes, secrets, (chunk) => hash.update(chunk));
  return { document, sha256: hash.digest('hex') };
}

/** What stands in no section: the values of variables, as they are, and changes that were put off. */
function addFromHeader(secrets: SensitiveTexts, { header, sensitiveVariables }: Document): void {
  const deferred = header.deferred_changes;
  for (const item of isList(deferred) ? deferred : []) {
    const change = member(item, 'resource_change');
    if (isObject(change)) secrets.add(change);
  }
  for (const name of sensitiveVariables) secrets.addAll(member(member(header.variables, name), 'value'));
}

function parseDocument(name: string, bytes: Buffer, secrets: SensitiveTexts): Document {
  if (!isUtf8(bytes)) throw notUtf8(name, firstBroken(bytes));
  const { json, planned } = parse(name, bytes);
  if (!isObject(json))
    throw new DriftlockError('input-unsupported', 'JSON, but not an object', { where: name });
  return wholeDocument(name, json, secrets.add, planned);
}

/** The message of JSON.parse quotes the content, which may be secret, so the scanner says what is wrong. */
function parse(name: string, bytes: Buffer): WholeJson {
  try {
    return parseWhole(name, bytes);
  } catch (cause) {
    if (cause instanceof DriftlockError) throw cause;
    const scanner = createScanner({ member: () => undefined }, { where: name });
    scanner.write(bytes);
    scanner.end();
    throw malformedInput(name, `not readable as JSON (${cause instanceof Error ? cause.name : 'error'})`);
  }
}

function formatOf(document: Document): Format {
  const { name, keys } = document;
  const formats = Object.values<Format>(FORMATS);
  const holding = formats.filter(({ holds }) => holds.some((key) => keys.has(key)));
  // Read as the one, it would hide the resources of the other.
  if (holding.length > 1)
    throw malformedInput(name, `it has members of ${holding.map(({ title }) => title).join(' and of ')}`);
  const found = (holding.length === 1 ? holding : formats).find(({ matches }) => matches(document));
  if (found !== undefined) return found;
  const titles = formats.map(({ title }) => title);
  throw new DriftlockError(
    'input-unsupported',
    `JSON, but not one of ${titles.join(', ')}: ${described(keys)}`,
    {
      where: name,
      hint: keys.has('encrypted_data')
        ? 'it is encrypted: pass what `tofu show -json` prints'
        : 'terraform plan -out=tfplan && terraform show -json tfplan > tfplan.json',
    },
  );
}

function described(keys: ReadonlySet<string>): string {
  if (keys.size === 0) return 'it is empty';
  const shown = [...keys].slice(0, 5).map((key) => oneLine(key).slice(0, 40));
  return `its keys are ${shown.join(', ')}${keys.size > 5 ? ', …' : ''}`;
}

const TOO_DEEP = 'nested too deeply';

/** Nesting that overflows the stack is the file's fault. */
function guarded<Result>(name: string, action: () => Result): Result {
  try {
    return action();
  } catch (cause) {
    if (cause instanceof RangeError) throw malformedInput(name, TOO_DEEP);
    throw cause;
  }
}
