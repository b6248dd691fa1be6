/** One policy, unchanged, on plan and state: what the create plan of the lab decides, the states after it say as well. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { scan } from '../../src/commands/scan.ts';
import { type Finding, VERDICTS } from '../../src/finding/finding.ts';
import type { Report } from '../../src/finding/report.ts';
import { loadPolicySets } from '../../src/policy/load-policy-sets.ts';
import { ROOT } from './judged.ts';

const PARAMS = {
  'aws.resource.required_tags': { required: ['owner'] },
  'aws.ec2.security_group_open_ports': { ports: [443] },
};
/** Of the policies that AWS writes where a configuration has none, which only a state shows. */
const WRITTEN_BY_AWS = [
  'aws.kms.key_public_access on aws_kms_key.main ["policy"] aws_kms_key_policy',
  'aws.sns.topic_public_access on aws_sns_topic.t ["policy"] aws_sns_topic_policy',
];
/** A bucket without ownership controls may be older than the default that the plan of a new one rests on. */
const OPEN_IN_STATES = ['aws.s3.bucket_acl_disabled on aws_s3_bucket.logs [] aws_s3_bucket'];

const loaded = await loadPolicySets([], () => {});
/** What judges what a plan does: a state does nothing. */
const OF_CHANGES = loaded.flatMap(({ catalogue }) =>
  catalogue.policies.filter(({ onChange }) => onChange).map(({ id }) => id),
);

function scanned(name: string): Promise<Report> {
  const options = {
    inputs: [path.join(ROOT, 'test/fixtures/lab', name)],
    select: [],
    params: PARAMS,
    show: new Set(VERDICTS),
    onlyChanged: false,
    terraform: false,
    assumptions: true,
    now: 1_790_000_000,
    policyLimitMs: 10_000,
    toolVersion: '0',
    notice: () => {},
  };
  return scan(options, loaded);
}

function nameOf({ policy, resource }: Finding): string {
  const { address, path: place = [], type } = resource;
  return `${policy} on ${address} ${JSON.stringify(place)} ${type}`;
}

function byName({ findings }: Report): ReadonlyMap<string, Finding> {
  const named = new Map(findings.map((finding) => [nameOf(finding), finding]));
  expect(named.size).toBe(findings.length);
  return named;
}

function isDefinite({ verdict }: Finding): boolean {
  return verdict !== 'unknown' && verdict !== 'error';
}

const [plan, applied, refreshed] = (
  await Promise.all(['create.plan.json', 'applied.state.json', 'refreshed.state.json'].map(scanned))
).map(byName) as [ReadonlyMap<string, Finding>, ReadonlyMap<string, Finding>, ReadonlyMap<string, Finding>];
const lasting = [...plan].filter(([, { policy }]) => !OF_CHANGES.includes(policy));

describe('the same verdict on plan and state', () => {
  test.each([
    ['right after apply', applied],
    ['after refresh', refreshed],
  ])('%s: all that the plan judges is judged, and what it decides is decided alike', (_, state) => {
    expect([...state.keys()].sort()).toEqual([...lasting.map(([name]) => name), ...WRITTEN_BY_AWS].sort());
    const differing = lasting
      .filter(([name, finding]) => isDefinite(finding) && !OPEN_IN_STATES.includes(name))
      .filter(([name, finding]) => state.get(name)?.verdict !== finding.verdict)
      .map(
        ([name, { verdict }]) => `${name}: ${verdict} on the plan, ${state.get(name)?.verdict} on the state`,
      );
    expect(differing).toEqual([]);
  });

  test('a state leaves nothing else open, and a refresh changes no verdict', () => {
    const open = [...refreshed].filter(([, finding]) => !isDefinite(finding)).map(([name]) => name);
    expect(open).toEqual(OPEN_IN_STATES);
    expect([...applied].map(([name, { verdict }]) => [name, verdict])).toEqual(
      [...refreshed].map(([name, { verdict }]) => [name, verdict]),
    );
  });

  test('most is decided on the plan already, whatever the policy says', () => {
    const policies = [...new Set(lasting.map(([, { policy }]) => policy))].sort();
    const rows = policies.map((policy) => {
      const own = lasting.filter(([, finding]) => finding.policy === policy);
      const definite = own.filter(([, finding]) => isDefinite(finding));
      return { policy, definite: definite.length, all: own.length };
    });
    const definite = rows.reduce((sum, row) => sum + row.definite, 0);
    const lines = rows.map((row) => `${row.policy}: ${row.definite} definite of ${row.all}`);
    console.info([...lines, `in all: ${definite} definite of ${lasting.length}`].join('\n'));
    expect(definite / lasting.length).toBeGreaterThan(0.9);
    const verdicts = new Set(lasting.map(([, { verdict }]) => verdict));
    expect([...verdicts].sort()).toEqual(['fail', 'not-applicable', 'pass', 'unknown']);
  });
});
