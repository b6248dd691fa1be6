/** What a configuration as it is read and the real plan of it say differently, place by place. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { openConfiguration } from '../../../../src/input/hcl/open-configuration.ts';
import type { GivenVariable } from '../../../../src/input/hcl/variable-sources.ts';
import { documentsOf } from '../../../../src/resource/documents/index.ts';
import type { Json, JsonObject } from '../../../../src/resource/resource.ts';

export interface Differences {
  /** Known to both, and not the same; instances that only one of them has. */
  readonly wrong: readonly string[];
  /** Known to the plan alone. */
  readonly lost: readonly string[];
  /** Known to the source alone. */
  readonly gained: readonly string[];
  readonly same: number;
  readonly resources: number;
}

interface Change {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly change: { readonly after: JsonObject; readonly after_unknown: JsonObject };
}

interface Tally {
  wrong: string[];
  lost: string[];
  gained: string[];
  same: number;
}

export function readPlan(file: string): {
  readonly resource_changes: readonly Change[];
  readonly configuration: JsonObject;
} {
  const bytes = readFileSync(file);
  return JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
}

export async function documentOf(
  folder: string,
  variables: readonly GivenVariable[] = [],
): Promise<JsonObject> {
  const opened = await openConfiguration(folder, { variables, environment: {} });
  return opened.document(() => undefined).header;
}

/** `plan` is a file of `terraform show -json`, `.gz` too. */
export async function planDifferences(folder: string, plan: string): Promise<Differences> {
  const document = await documentOf(folder);
  const source = new Map((document.resource_changes as unknown as Change[]).map((one) => [one.address, one]));
  const planned = readPlan(plan).resource_changes.filter(({ mode }) => mode === 'managed');
  const tally: Tally = { wrong: [], lost: [], gained: [], same: 0 };
  for (const { address, type, change } of planned) {
    const own = source.get(address)?.change;
    source.delete(address);
    if (own === undefined) tally.wrong.push(`${address}: only in the plan`);
    else compare(tally, type, address, [own.after, own.after_unknown], [change.after, change.after_unknown]);
  }
  for (const address of source.keys()) tally.wrong.push(`${address}: only in the source`);
  return { ...tally, resources: planned.length };
}

type Side = readonly [value: Json | undefined, unknown: Json | undefined];

function compare(tally: Tally, type: string, at: string, [own, ownOpen]: Side, [plan, planOpen]: Side): void {
  if (planOpen === true) {
    if (ownOpen === true || isEmpty(own)) tally.same++;
    else tally.gained.push(at);
  } else if (ownOpen === true) {
    if (isEmpty(plan)) tally.same++;
    else tally.lost.push(at);
  } else if (isHolder(own) && isHolder(plan)) {
    for (const name of namesOf(own, plan, ownOpen, planOpen))
      compare(
        tally,
        type,
        `${at}.${name}`,
        [at1(own, name), at1(ownOpen, name)],
        [at1(plan, name), at1(planOpen, name)],
      );
  } else if (isSame(type, at, own, plan)) tally.same++;
  else tally.wrong.push(`${at}: ${JSON.stringify(own)}, planned ${JSON.stringify(plan)}`);
}

function isHolder(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null;
}

function at1(value: Json | undefined, name: string): Json | undefined {
  return isHolder(value) ? (value as JsonObject)[name] : undefined;
}

function namesOf(...values: readonly (Json | undefined)[]): Set<string> {
  return new Set(values.flatMap((value) => (isHolder(value) ? Object.keys(value as JsonObject) : [])));
}

function isEmpty(value: Json | undefined): boolean {
  return (
    value === undefined || value === null || value === '' || (isHolder(value) && namesOf(value).size === 0)
  );
}

/** A document is the same in whatever order its members stand. */
function isSame(type: string, at: string, own: Json | undefined, plan: Json | undefined): boolean {
  if ((isEmpty(own) && isEmpty(plan)) || own === plan) return true;
  const name = at.slice(at.lastIndexOf('.') + 1);
  if (documentsOf(type)?.has(name) !== true) return false;
  return sorted(JSON.parse(own as string)) === sorted(JSON.parse(plan as string));
}

function sorted(value: Json): string {
  return JSON.stringify(value, (_, part: Json) =>
    isHolder(part) && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part as JsonObject).sort())
      : part,
  );
}
