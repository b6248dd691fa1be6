/** What the first pass keeps of a streamed section: counts, addresses, and the bytes of a few elements. */
import type { Json, JsonObject } from '../../resource/resource.ts';
import { type ByteArena, createByteArena } from '../json/byte-arena.ts';
import { peekMembers } from '../json/peek-members.ts';
import { malformedInput } from '../malformed-input.ts';
import {
  blockAddress,
  isReadMode,
  modeOf,
  onlyMode,
  SAMPLES_PER_TYPE,
  type Section,
  type Wanted,
} from './document.ts';
import type { BlockHeader, ElementSink } from './section-route.ts';
import { createUnlocated } from './unlocated.ts';

interface Kept {
  readonly peeked: Peeked;
  readonly index: number;
  readonly block: BlockHeader | undefined;
  readonly isSample: boolean;
  readonly isAskedFirst: boolean;
}

export interface SectionSummary {
  readonly counts: ReadonlyMap<string, number>;
  /** Elements that are neither managed nor data, by mode and type. */
  readonly others: ReadonlyMap<string, number>;
  /** Addresses of data sources. */
  readonly unread: ReadonlySet<string>;
  /** Block addresses of managed resources. */
  readonly changed: ReadonlySet<string>;
  /** Addresses by provider_name; undefined where an element tells its own account or region. */
  unlocated(): ReadonlyMap<string, ReadonlySet<string>> | undefined;
  readonly take: ElementSink;
  /** Kept elements; `samples` those of the first of each type, else those of the types that are asked for first. */
  kept(which: 'samples' | Wanted): Iterable<JsonObject>;
}

/** Looks into elements on the way through: at those only that may hold something. */
export interface Looking {
  maybeIn(bytes: Buffer, type: string): boolean;
  add(element: JsonObject): void;
}

const PEEKED = ['type', 'mode', 'address', 'provider_name'] as const;

/** An empty summary of `section`; its `take` receives the elements. */
export function createSummary(
  name: string,
  section: Section,
  keepTypes: ReadonlySet<string>,
  looking: Looking,
): SectionSummary {
  const counts = new Map<string, number>();
  const others = new Map<string, number>();
  const only = onlyMode(section);
  const unread = new Set<string>();
  const changed = new Set<string>();
  const places = createUnlocated();
  const elements: Kept[] = [];
  const arena: ByteArena = createByteArena();
  function take(bytes: Buffer, _offset: number, block?: BlockHeader): void {
    const peeked = peekElement(name, section, bytes, block);
    const { type, mode, address } = peeked;
    if (looking.maybeIn(bytes, type)) looking.add(parseElement(name, section, bytes, peeked, block));
    if (!isReadMode(mode)) {
      others.set(`${mode} ${type}`, (others.get(`${mode} ${type}`) ?? 0) + 1);
      return;
    }
    if (only !== undefined && mode !== only) return;
    if (section === 'resource_changes' && mode === 'managed' && address !== undefined)
      changed.add(blockAddress(address));
    if (section === 'resource_changes') places.add(bytes, peeked);
    const count = (counts.get(type) ?? 0) + 1;
    counts.set(type, count);
    if (section === 'resource_changes' && mode === 'data' && address !== undefined) unread.add(address);
    const isSample = count <= SAMPLES_PER_TYPE;
    const isAskedFirst = keepTypes.has(type);
    if (isSample || isAskedFirst) {
      elements.push({ peeked, index: arena.add(bytes), block, isSample, isAskedFirst });
    }
  }
  function* kept(which: 'samples' | Wanted): Generator<JsonObject> {
    for (const { peeked, index, block, isSample, isAskedFirst } of elements) {
      const isWanted = which === 'samples' ? isSample : isAskedFirst && which(peeked.type, peeked.mode);
      if (isWanted) yield parseElement(name, section, arena.get(index), peeked, block);
    }
  }
  return { counts, others, unread, changed, unlocated: places.all, take, kept };
}

export interface Peeked {
  readonly type: string;
  readonly mode: string;
  readonly address: string | undefined;
  readonly providerName: string | undefined;
}

/** Type, mode and address of an element, from its bytes or from its block in a state file. */
export function peekElement(name: string, section: Section, bytes: Buffer, block?: BlockHeader): Peeked {
  const { type, mode, address, provider_name: providerName } = block ?? peekMembers(bytes, PEEKED);
  if (typeof type !== 'string' || type === '') {
    throw malformedInput(name, `an element of ${section} names no type`);
  }
  return {
    type,
    mode: modeOf(mode, address, type),
    address: typeof address === 'string' ? address : undefined,
    providerName: typeof providerName === 'string' ? providerName : undefined,
  };
}

/** The element, of a state file as its block with one instance; `peeked` is what was read of it before. */
export function parseElement(
  name: string,
  section: Section,
  bytes: Buffer,
  peeked: Peeked,
  block?: BlockHeader,
): JsonObject {
  const json = JSON.parse(bytes.toString('utf8')) as Json;
  if (block !== undefined) return { ...block, instances: [json] };
  const element = json as JsonObject;
  if (element.type !== peeked.type || modeOf(element.mode, element.address, peeked.type) !== peeked.mode) {
    throw malformedInput(name, `an element of ${section} names its type or mode twice`);
  }
  return element;
}
