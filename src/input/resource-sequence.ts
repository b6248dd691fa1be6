/** The resources of one input in order: raw resources shaped one by one, then the accounts and regions they lie in. */
import { DriftlockError } from '../errors.ts';
import type { RawResource } from '../resource/raw-resource.ts';
import type { JsonObject, Resource } from '../resource/resource.ts';
import type { TypeSchema } from '../resource/type-schema.ts';
import type { Wanted } from './document/document.ts';
import type { Input } from './input.ts';
import { checkDepth } from './raw-fields.ts';
import {
  type AccountPlace,
  type AccountRecords,
  createAccountRecords,
  isAccountType,
} from './scope/account-records.ts';

export interface Shaping {
  /** Records of their own each time: the provider configuration is added to them. */
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
  /** Adds what is costly to find and needed only for what is shaped. */
  readonly beforeShape?: (raw: RawResource) => void;
  /** Where the resources lie; `raws` of all types where it is left out. */
  readonly places?: () => Iterable<AccountPlace>;
}

type Resources = Input['resources'];

/** `Input.resources` over the raw resources. */
export function resourceSequence(raws: RawResources, options: SequenceOptions): Resources {
  return options.isKept ? keptSequence(raws, options) : passingSequence(raws, options);
}

/** Reads and shapes anew each time; the accounts are found on the way through all, or by a pass of their own. */
function passingSequence(raws: RawResources, options: SequenceOptions): Resources {
  let accounts: AccountRecords | undefined;
  return function* resources(types, shaped) {
    const seen = types === undefined ? createAccountRecords() : undefined;
    for (const raw of raws(wantedOf(types))) {
      seen?.add(raw);
      if (shaped?.has(raw.type) === false) yield unshaped(raw);
      else yield* shapeOne(raw, options);
    }
    if (types !== undefined && !namesAccounts(types)) return;
    accounts ??= seen ?? accountsOf(options.places?.() ?? raws(wantedOf(undefined)));
    yield* chosenOf(accounts, types);
  };
}

interface Kept {
  readonly raw: RawResource;
  shaped: readonly Resource[] | undefined;
}

/** Reads once, and shapes each resource when it is first asked for. */
function keptSequence(raws: RawResources, options: SequenceOptions): Resources {
  let all: Kept[] | undefined;
  let accounts: AccountRecords | undefined;
  function load(): Kept[] {
    const kept: Kept[] = [];
    for (const raw of raws(wantedOf(undefined))) kept.push({ raw, shaped: undefined });
    return kept;
  }
  return function* resources(types, shaped) {
    all ??= load();
    for (const kept of all) {
      const { type } = kept.raw;
      if (types !== undefined && !types.has(type)) continue;
      if (shaped?.has(type) === false) {
        yield unshaped(kept.raw);
        continue;
      }
      kept.shaped ??= shapeOne(kept.raw, options);
      for (const resource of kept.shaped) yield resource;
    }
    if (types !== undefined && !namesAccounts(types)) return;
    accounts ??= accountsOf(all.map(({ raw }) => raw));
    yield* chosenOf(accounts, types);
  };
}

function accountsOf(places: Iterable<AccountPlace>): AccountRecords {
  const accounts = createAccountRecords();
  for (const place of places) accounts.add(place);
  return accounts;
}

function chosenOf(accounts: AccountRecords, types: ReadonlySet<string> | undefined): readonly Resource[] {
  const records = accounts.records();
  return types === undefined ? records : records.filter(({ type }) => types.has(type));
}

function namesAccounts(types: ReadonlySet<string>): boolean {
  return [...types].some(isAccountType);
}

function wantedOf(types: ReadonlySet<string> | undefined): Wanted {
  return types === undefined ? () => true : (type) => types.has(type);
}

const NOTHING: readonly never[] = [];
const NO_VALUES: JsonObject = {};

/** Who the resource is and what is done to it: enough to count it. */
function unshaped(raw: RawResource): Resource {
  const { type, provider, mode, address, scope, deposed, previousAddress, observed } = raw;
  return {
    type,
    provider,
    mode,
    schema: { provider },
    address,
    scope,
    values: NO_VALUES,
    tags: NO_VALUES,
    unknown: NOTHING,
    sensitive: NOTHING,
    ...(raw.change === undefined ? undefined : { change: { actions: raw.change.actions } }),
    ...(deposed === undefined ? undefined : { deposed }),
    ...(previousAddress === undefined ? undefined : { previousAddress }),
    observed,
  };
}

function shapeOne(raw: RawResource, { where, shaping, beforeShape }: SequenceOptions): readonly Resource[] {
  beforeShape?.(raw);
  checkDepth(where, raw);
  try {
    const shaped = shaping.shape(raw, shaping.schema(raw.provider, raw.type));
    if (raw.providerConfig === undefined) return shaped;
    for (const resource of shaped as { providerConfig?: string }[])
      resource.providerConfig = raw.providerConfig;
    return shaped;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new DriftlockError('input-unreadable', `${raw.address} is nested too deeply`, { where, cause });
  }
}
