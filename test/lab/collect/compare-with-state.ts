/** Holds collected resources against Terraform's own state of the same cloud, attribute by attribute. */
import { createLiveIndex } from '../../../src/drift/live-index.ts';
import { comparableBlock } from '../../../src/resource/comparable.ts';
import type { Json, Resource } from '../../../src/resource/resource.ts';
import { typeSchema } from '../../../src/resource/type-schema.ts';
import { AWS, type Collected } from './collected.ts';

export interface TypeComparison {
  equal: number;
  /** Attributes of the state that its collector says it cannot fill. */
  notFilled: number;
  /** `address.attribute: state → live`. */
  readonly different: string[];
  /** Attributes that only the collected resource has. */
  readonly extra: string[];
}

/** By type; a resource of the state that was not collected is a difference. */
export function compareWithState(
  state: Iterable<Resource>,
  live: Collected,
): ReadonlyMap<string, TypeComparison> {
  const index = createLiveIndex(live.resources, live.account);
  const types = new Set(live.collectors.flatMap((collector) => collector.types));
  const notFilled = new Map(live.collectors.flatMap((collector) => Object.entries(collector.notFilled)));
  const compared = new Map<string, TypeComparison>();
  for (const resource of state) {
    if (!types.has(resource.type) || resource.mode !== 'managed') continue;
    const tally = compared.get(resource.type) ?? { equal: 0, notFilled: 0, different: [], extra: [] };
    compared.set(resource.type, tally);
    const match = index.match(resource);
    const found = match !== undefined && 'live' in match ? match.live : undefined;
    if (found === undefined) tally.different.push(`${resource.address}: not collected (key ${resource.key})`);
    else compareOne(resource, found, notFilled.get(resource.type) ?? {}, tally);
  }
  return compared;
}

function compareOne(
  state: Resource,
  live: Resource,
  reasons: Readonly<Record<string, string>>,
  tally: TypeComparison,
): void {
  const schema = typeSchema(AWS, state.type);
  const ours = comparableBlock(without(live, reasons), schema) ?? {};
  const theirs = comparableBlock(without(state, reasons), schema) ?? {};
  for (const name of Object.keys(comparableBlock(state.values, schema) ?? {})) {
    // Which tags are the provider's own, only its configuration tells.
    if (name === 'tags' && Object.hasOwn(theirs, 'tags_all')) continue;
    if (Object.hasOwn(reasons, name)) tally.notFilled++;
    else if (JSON.stringify(ours[name]) === JSON.stringify(theirs[name])) tally.equal++;
    else tally.different.push(`${state.address}.${name}: ${show(theirs[name])} → ${show(ours[name])}`);
  }
  for (const name of Object.keys(ours))
    if (name !== 'tags' && !Object.hasOwn(theirs, name))
      tally.extra.push(`${state.address}.${name}: ${show(ours[name])}`);
}

/** Without what cannot be filled, also inside blocks (`root_block_device.throughput`). */
function without(resource: Resource, reasons: Readonly<Record<string, string>>) {
  let values: Json = resource.values as Json;
  for (const path of Object.keys(reasons)) values = dropped(values, path.split('.'));
  return values as Resource['values'];
}

function dropped(value: Json, path: readonly string[]): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => dropped(item, path));
  const [first, ...rest] = path;
  if (typeof value !== 'object' || value === null || first === undefined) return value;
  const entries = Object.entries(value as Record<string, Json>);
  return Object.fromEntries(
    entries.flatMap(([name, item]) =>
      name !== first ? [[name, item]] : rest.length === 0 ? [] : [[name, dropped(item, rest)]],
    ),
  );
}

function show(value: Json | undefined): string {
  return value === undefined ? 'absent' : JSON.stringify(value).slice(0, 300);
}

/** A line for each type, then its differences. */
export function comparisonLines(compared: ReadonlyMap<string, TypeComparison>): string[] {
  return [...compared]
    .sort()
    .flatMap(([type, { equal, notFilled, different, extra }]) => [
      `${type}: ${equal} equal of ${equal + different.length}, ${notFilled} not filled`,
      ...different.map((line) => `  DIFFERENT ${line}`),
      ...extra.map((line) => `  extra     ${line}`),
    ]);
}
