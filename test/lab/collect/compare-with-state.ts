/** Holds collected resources against Terraform's own state of the same cloud, attribute by attribute. */
import { detectDrift } from '../../../src/drift/detect-drift.ts';
import { ignoredPlaces } from '../../../src/drift/ignored-places.ts';
import { volatileAttributes } from '../../../src/drift/volatile.ts';
import { spellings } from '../../../src/resource/carriers/index.ts';
import { unfold } from '../../../src/resource/carriers/unfold.ts';
import { explicitKeys, withoutEchoes } from '../../../src/resource/carriers/without-echoes.ts';
import { comparableBlock } from '../../../src/resource/comparable.ts';
import type { Json, Resource } from '../../../src/resource/resource.ts';
import { typeSchema } from '../../../src/resource/type-schema.ts';
import type { Collected } from './collected.ts';

export interface TypeComparison {
  /** Attributes of the state that are not empty and equal in the cloud. */
  equal: number;
  /** Attributes that the collector says it cannot fill. */
  notFilled: number;
  /** `address.attribute: state → live`. */
  readonly different: string[];
}

/** By type as the state has it: each resource in its own spelling, what is carried by other types included. */
export function compareWithState(
  resources: Iterable<Resource>,
  live: Collected,
): ReadonlyMap<string, TypeComparison> {
  const collected = live.collectors.flatMap((collector) => collector.types);
  // Also what states call otherwise.
  const types = new Set([...collected, ...collected.flatMap(spellings)]);
  const reasons = new Map(live.collectors.flatMap((collector) => Object.entries(collector.notFilled)));
  const all = [...resources].filter(({ mode, type }) => mode === 'managed' && !type.startsWith('driftlock_'));
  const state = all.filter(withoutEchoes(new Set(all.flatMap(explicitKeys))));
  const drift = detectDrift({
    state,
    live: live.resources,
    account: live.account,
    coverage: live.coverage,
    ignored: ignoredPlaces(Object.fromEntries(reasons), volatileAttributes()),
    hash: undefined,
  });
  const changed = new Map(drift.changed.map((one) => [one.address, one.attributes]));
  const missing = new Set([...drift.missing, ...drift.unknown].map(({ address }) => address));
  const compared = new Map<string, TypeComparison>();
  for (const one of unfold(all)) {
    if (!types.has(one.type)) continue;
    const tally = compared.get(one.type) ?? { equal: 0, notFilled: 0, different: [] };
    compared.set(one.type, tally);
    if (missing.has(one.address)) tally.different.push(`${one.address}: missing or not told`);
    const told = changed.get(one.address) ?? [];
    for (const { path, before, after } of told)
      tally.different.push(`${one.address}.${path.slice(1).join('.')}: ${show(before)} → ${show(after)}`);
    const places = new Set(told.map(({ path }) => path[1]));
    for (const name of Object.keys(comparableBlock(one.values, typeSchema(one.provider, one.type)) ?? {})) {
      if (Object.hasOwn(reasons.get(one.type) ?? {}, name)) tally.notFilled++;
      else if (!places.has(name)) tally.equal++;
    }
  }
  return compared;
}

function show(value: Json | undefined): string {
  return value === undefined ? 'absent' : JSON.stringify(value).slice(0, 300);
}

/** A line for each type, then its differences; at last the sum. */
export function comparisonLines(compared: ReadonlyMap<string, TypeComparison>): string[] {
  const all = [...compared].sort();
  const equal = all.reduce((sum, [, one]) => sum + one.equal, 0);
  const different = all.reduce((sum, [, one]) => sum + one.different.length, 0);
  return [
    ...all.flatMap(([type, one]) => [
      `${type}: ${one.equal} equal of ${one.equal + one.different.length}, ${one.notFilled} not filled`,
      ...one.different.map((line) => `  DIFFERENT ${line}`),
    ]),
    `in all: ${equal} equal of ${equal + different}`,
  ];
}
