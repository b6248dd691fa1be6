/** The resources of one input in order: raw resources shaped one by one, then the accounts and regions they lie in. */
import { DriftlockError } from '../errors.ts';
import type { RawResource } from '../resource/raw-resource.ts';
import type { Resource } from '../resource/resource.ts';
import type { TypeSchema } from '../resource/type-schema.ts';
import type { Wanted } from './document/document.ts';
import { type AccountRecords, createAccountRecords, isAccountType } from './scope/account-records.ts';

export interface Shaping {
  shape(raw: RawResource, schema: TypeSchema | undefined): Resource[];
  schema(provider: string, type: string): TypeSchema | undefined;
}

/** The raw resources of an input that `wanted` chooses, in the file's order; more than once. */
export type RawResources = (wanted: Wanted) => Iterable<RawResource>;

export interface SequenceOptions {
  readonly where: string;
  readonly shaping: Shaping;
  /** Keep what was shaped, so that going through it again is free. */
  readonly isKept: boolean;
}

/** `Input.resources` over the raw resources. */
export function resourceSequence(
  raws: RawResources,
  options: SequenceOptions,
): (types?: ReadonlySet<string>) => Iterable<Resource> {
  const source = options.isKept ? keptRaws(raws) : raws;
  const accounts = accountsOnce(source);
  const sequence = options.isKept ? keptSequence(source, options) : passingSequence(source, options);
  return function* resources(types) {
    const seen = createAccountRecords();
    for (const { raw, shaped } of sequence(types)) {
      seen.add(raw);
      yield* shaped;
    }
    if (types === undefined) accounts.set(seen);
    else if (![...types].some(isAccountType)) return;
    for (const record of accounts.get().records()) if (types?.has(record.type) ?? true) yield record;
  };
}

interface Shaped {
  readonly raw: RawResource;
  readonly shaped: readonly Resource[];
}
type Sequence = (types: ReadonlySet<string> | undefined) => Iterable<Shaped>;

function passingSequence(raws: RawResources, options: SequenceOptions): Sequence {
  return function* sequence(types) {
    for (const raw of raws(wantedOf(types))) yield { raw, shaped: shapeOne(raw, options) };
  };
}

function keptSequence(raws: RawResources, options: SequenceOptions): Sequence {
  const kept = new Map<RawResource, readonly Resource[]>();
  return function* sequence(types) {
    for (const raw of raws(wantedOf(types))) {
      let shaped = kept.get(raw);
      if (shaped === undefined) {
        shaped = shapeOne(raw, options);
        kept.set(raw, shaped);
      }
      yield { raw, shaped };
    }
  };
}

/** The same raw resources each time, read at the first. */
function keptRaws(raws: RawResources): RawResources {
  let all: readonly RawResource[] | undefined;
  return function* kept(wanted) {
    all ??= [...raws(wantedOf(undefined))];
    for (const raw of all) if (wanted(raw.type, raw.mode)) yield raw;
  };
}

/** The accounts and regions of the whole input, found on the way through it or by a pass of their own. */
function accountsOnce(raws: RawResources): { get(): AccountRecords; set(found: AccountRecords): void } {
  let known: AccountRecords | undefined;
  function get(): AccountRecords {
    if (known !== undefined) return known;
    known = createAccountRecords();
    for (const raw of raws(wantedOf(undefined))) known.add(raw);
    return known;
  }
  return {
    get,
    set(found) {
      known ??= found;
    },
  };
}

function wantedOf(types: ReadonlySet<string> | undefined): Wanted {
  return types === undefined ? () => true : (type) => types.has(type);
}

function shapeOne(raw: RawResource, { where, shaping }: SequenceOptions): readonly Resource[] {
  try {
    const shaped = shaping.shape(raw, shaping.schema(raw.provider, raw.type));
    if (raw.providerConfig === undefined) return shaped;
    return shaped.map((resource) => ({ ...resource, providerConfig: raw.providerConfig as string }));
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new DriftlockError('input-unreadable', `${raw.address} is nested too deeply`, { where, cause });
  }
}
