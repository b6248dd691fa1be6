/** Holds verdicts on a plan against those on the state after it, record by record. */
import { isDeepStrictEqual } from 'node:util';
import { openLinked } from '../../src/commands/linked-inputs.ts';
import { scan } from '../../src/commands/scan.ts';
import type { DocumentedDefaults } from '../../src/evaluate/documented-defaults.ts';
import { policiesByType } from '../../src/evaluate/select.ts';
import { type Finding, VERDICTS } from '../../src/finding/finding.ts';
import type { Report } from '../../src/finding/report.ts';
import { loadPolicySets } from '../../src/policy/load-policy-sets.ts';
import type { Json, JsonObject, Path, Resource } from '../../src/resource/resource.ts';
import { motoDefaults } from './moto-defaults.ts';

const PARAMS: JsonObject = {
  'aws.resource.required_tags': { required: ['owner'] },
};
const loaded = await loadPolicySets([], () => {});
/** What judges what a plan does: a state does nothing. */
const OF_CHANGES = new Set(
  loaded.flatMap(({ catalogue }) =>
    catalogue.policies.filter(({ onChange }) => onChange).map(({ id }) => id),
  ),
);

/** A finding with the record that it is about. */
export interface Judged {
  readonly finding: Finding;
  readonly record: Resource;
}

/** One finding on a plan, with all on the state that are about what became of its record. */
export interface Compared {
  readonly plan: Judged;
  readonly state: readonly Judged[];
}

/**
 * The report on one file, every verdict in it; the states that plans are held against are the simulator's. `source` is
 * the folder of a plan's configuration; without one the plan stands alone.
 */
export function scanned(
  file: string,
  params: JsonObject = PARAMS,
  defaults: () => DocumentedDefaults = motoDefaults,
  source?: string,
): Promise<Report> {
  const options = {
    inputs: [file],
    select: [],
    params,
    show: new Set(VERDICTS),
    onlyChanged: false,
    assumptions: true,
    defaults,
    terraform: false,
    now: 1_790_000_000,
    policyLimitMs: 10_000,
    toolVersion: '0',
    notice: () => {},
    ...(source !== undefined && { source: [source] }),
  };
  return scan(options, loaded);
}

/** All findings on one file but those of policies about changes, each with its record. */
export async function judgedIn(
  file: string,
  params: JsonObject = PARAMS,
  source?: string,
): Promise<Judged[]> {
  const { findings } = await scanned(file, params, motoDefaults, source);
  const records = await recordsIn(file, source);
  return findings
    .filter(({ policy }) => !OF_CHANGES.has(policy))
    .map((finding) => {
      const record = records.get(nameOf(finding.resource));
      if (record === undefined) throw new Error(`no record for ${subjectOf(finding)}`);
      return { finding, record };
    });
}

async function recordsIn(file: string, source?: string): Promise<Map<string, Resource>> {
  const sets = loaded.map(({ catalogue }) =>
    policiesByType(catalogue, new Set(catalogue.policies.map(({ id }) => id))),
  );
  const { inputs } = await openLinked([file], sets, {
    terraform: false,
    notice: () => {},
    ...(source !== undefined && { source: [source] }),
  });
  const records = new Map<string, Resource>();
  for (const input of inputs)
    for (const record of input.resources()) {
      const path = record.declared?.path;
      records.set(nameOf({ ...record, ...(path !== undefined && { path }) }), record);
    }
  return records;
}

type Named = Pick<Finding['resource'], 'address' | 'type' | 'path'> & { readonly deposed?: string };

function nameOf({ address, type, path = [], deposed }: Named): string {
  return JSON.stringify([type, address, path, deposed]);
}

/**
 * Each finding on the plan with those on the state of the same policy about the same record: that of its address, or,
 * of what was folded out of a resource, those that have all values which the plan knows, since places in sets change.
 */
export function compared(plan: readonly Judged[], state: readonly Judged[]): Compared[] {
  const byAddress = new Map<string, Judged[]>();
  for (const judged of state)
    for (const name of new Set([groupOf(judged), groupOf(judged, withoutKeys)]))
      byAddress.set(name, [...(byAddress.get(name) ?? []), judged]);
  return plan.map((one) => {
    const isPattern = one.record.address?.includes('[*]') === true;
    const same = byAddress.get(groupOf(one, isPattern ? withoutKeys : undefined)) ?? [];
    const isFolded = (one.finding.resource.path ?? []).length > 0;
    return {
      plan: one,
      state: isFolded ? same.filter((other) => mayBecome(one.record, other.record)) : same,
    };
  });
}

function groupOf({ finding: { policy, resource } }: Judged, respelt = (address: string) => address): string {
  return JSON.stringify([policy, resource.type, respelt(resource.address ?? '')]);
}

/** The block's address, module keys left out: `aws_ebs_volume.many[*]` stands for all instances of a deferred one. */
function withoutKeys(address: string): string {
  return address.replace(/\[("([^"\\]|\\.)*"|\d+|\*)\]/g, '');
}

/** What the cloud answers with a value that nobody gave, where a plan knows of none: 0 for entries that are not for ICMP. */
const FILLED: Readonly<Record<string, readonly string[]>> = {
  aws_network_acl_rule: ['icmp_code', 'icmp_type'],
};

/** Whether the other record is all that the plan knows of one, and has nothing that the plan knows to be absent. */
function mayBecome(planned: Resource, made: Resource): boolean {
  const filled = FILLED[made.type] ?? [];
  const open = (path: Path) =>
    planned.unknown.some(
      ({ path: place }) => place.length <= path.length && place.every((step, at) => step === path[at]),
    );
  const agrees = (value: Json, other: Json | undefined, path: Path): boolean => {
    if (open(path)) return true;
    if (typeof value !== 'object' || value === null) return isDeepStrictEqual(value, other);
    if (typeof other !== 'object' || other === null) return false;
    return Object.entries(value).every(([name, inner]) => {
      const step = Array.isArray(value) ? Number(name) : name;
      return agrees(inner as Json, (other as Record<string, Json>)[name], [...path, step]);
    });
  };
  const more = Object.keys(made.values).filter((name) => planned.values[name] === undefined);
  return (
    agrees(planned.values, made.values, ['values']) &&
    more.every((name) => filled.includes(name) || open(['values', name]))
  );
}

/** `aws_s3_bucket.a`, `aws_security_group.a ingress[0]`, `driftlock_aws_account`. */
export function subjectOf({ resource: { address, path = [], type } }: Finding): string {
  const own = address ?? type;
  return path.length === 0 ? own : `${own} ${placeOf(path)}`;
}

/** `values.policy.Statement[0]`. */
export function placeOf(path: Path): string {
  return path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${step}`))
    .join('');
}

/** Whether nothing is left open. */
export function isDefinite({ verdict }: Finding): boolean {
  return verdict === 'pass' || verdict === 'fail' || verdict === 'not-applicable';
}

/** Definite verdicts on the plan that none on the state bears out, as lines. */
export function differing(pairs: readonly Compared[]): string[] {
  return pairs
    .filter(({ plan, state }) => {
      const { verdict } = plan.finding;
      return isDefinite(plan.finding) && !state.some(({ finding }) => finding.verdict === verdict);
    })
    .map(({ plan: { finding }, state }) => {
      const found = state.map((other) => other.finding.verdict);
      const then = found.length === 0 ? 'nothing' : [...new Set(found)].join(', ');
      return `${finding.policy} on ${subjectOf(finding)}: ${finding.verdict} on the plan, ${then} on the state`;
    });
}

/** The rows of a table that says how much a plan decides: pass + fail over pass + fail + unknown. */
export function shares(
  judged: readonly Judged[],
): { readonly policy: string; readonly decided: number; readonly all: number }[] {
  const counts = new Map<string, { decided: number; all: number }>();
  for (const {
    finding: { policy, verdict },
  } of judged) {
    if (verdict === 'not-applicable') continue;
    const count = counts.get(policy) ?? { decided: 0, all: 0 };
    count.all += 1;
    if (verdict === 'pass' || verdict === 'fail') count.decided += 1;
    counts.set(policy, count);
  }
  const rows = [...counts].map(([policy, count]) => ({ policy, ...count }));
  return rows.sort((left, right) => (left.policy < right.policy ? -1 : 1));
}

/** That table as text, with a last row for all of them. */
export function shareTable(title: string, judged: readonly Judged[]): string {
  const rows = shares(judged);
  const sum = rows.reduce((one, row) => ({ decided: one.decided + row.decided, all: one.all + row.all }), {
    decided: 0,
    all: 0,
  });
  const lines = [...rows, { policy: 'in all', ...sum }].map(
    ({ policy, decided, all }) =>
      `  ${policy}: ${decided} of ${all} (${((100 * decided) / all).toFixed(1)} %)`,
  );
  return [title, ...lines].join('\n');
}
