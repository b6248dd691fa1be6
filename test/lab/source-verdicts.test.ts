/** Every policy on folders of configuration and on real plans of them: never a pass against a fail. */
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/finding/finding.ts';
import { runCli, temporaryFolder } from '../cli/run-cli.ts';

const UNKNOWNS = fileURLToPath(new URL('../fixtures/unknowns/', import.meta.url));
const LAB = fileURLToPath(new URL('../../../shared/lab/aws/', import.meta.url));
const hasLab = existsSync(LAB);
if (!hasLab) console.warn('SKIPPED: no lab: verdicts on its configuration are not held against its plan');

const OPTIONS = ['--no-config', '--profile', 'strict', '--show', 'all', '-f', 'json'];

async function findingsOf(input: string): Promise<readonly Finding[]> {
  const { stdout, stderr } = await runCli(['scan', input, ...OPTIONS]);
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as { findings: Finding[] }).findings;
}

async function verdictsOf(input: string): Promise<Map<string, string>> {
  return new Map(
    (await findingsOf(input)).map(({ policy, resource, verdict }) => [
      `${policy} ${resource.address} ${JSON.stringify(resource.path ?? [])}`,
      verdict,
    ]),
  );
}

interface Compared {
  readonly against: readonly string[];
  /** `plan → source`, of those that differ. */
  readonly others: Readonly<Record<string, number>>;
  readonly same: number;
}

async function compared(folder: string, plan: string): Promise<Compared> {
  const planned = await verdictsOf(plan);
  const against: string[] = [];
  const others: Record<string, number> = {};
  let same = 0;
  for (const [place, verdict] of await verdictsOf(folder)) {
    const other = planned.get(place);
    const both = `${other} → ${verdict}`;
    if (other === verdict) same++;
    else if (both === 'pass → fail' || both === 'fail → pass') against.push(`${both}: ${place}`);
    else others[both] = (others[both] ?? 0) + 1;
  }
  return { against, others, same };
}

const DEFINITE = ['pass', 'fail'] as const;

/** How many of each definite verdict there are, by policy and address. */
async function countsOf(input: string): Promise<Map<string, Record<string, number>>> {
  const counts = new Map<string, Record<string, number>>();
  for (const { policy, resource, verdict } of await findingsOf(input)) {
    const name = `${policy} ${resource.address}`;
    const known = counts.get(name) ?? {};
    counts.set(name, { ...known, [verdict]: (known[verdict] ?? 0) + 1 });
  }
  return counts;
}

/**
 * Where the folder says more of a verdict than the state has. Blocks of a set stand in another order there, and one that
 * was not known may have become several: they are counted, not compared by their places.
 */
async function beyondState(folder: string, state: string): Promise<string[]> {
  const applied = await countsOf(state);
  const beyond: string[] = [];
  for (const [name, told] of await countsOf(folder)) {
    const there = applied.get(name);
    if (there === undefined) continue;
    for (const verdict of DEFINITE) {
      const [more = 0, fewer = 0] = [told[verdict], there[verdict]];
      // What a state leaves open may be either.
      if (more > fewer + (there.unknown ?? 0))
        beyond.push(`${name}: ${more} ${verdict}, the state has ${fewer}`);
    }
  }
  return beyond;
}

test.runIf(hasLab)('the lab: what the plan tells, its configuration does', { timeout: 300_000 }, async () => {
  const result = await compared(join(LAB, 'config'), join(LAB, 'recorded/create.plan.json'));
  console.log(`lab: ${result.same} verdicts the same, others ${JSON.stringify(result.others)}`);
  // A document with a reference in it, which a plan does not show.
  expect(result).toEqual({ against: [], others: { 'unknown → pass': 1 }, same: 109 });
});

/** Counts that only a state tells, where the source has one instance that stands for all. */
const CASES = readdirSync(UNKNOWNS).filter(
  (name) => name !== 'unknown-count' && existsSync(join(UNKNOWNS, name, 'create.plan.json.gz')),
);

test.each(CASES)('%s: never a pass against a fail', { timeout: 300_000 }, async (name) => {
  const temporary = temporaryFolder();
  const folder = temporary.path;
  cpSync(join(UNKNOWNS, name), folder, { recursive: true, filter: (file) => !file.endsWith('.gz') });
  cpSync(join(UNKNOWNS, 'provider.tf'), join(folder, 'provider.tf'));
  // Away from its configuration, which would tell of the plan what the folder is held against.
  const alone = temporaryFolder();
  cpSync(join(UNKNOWNS, name, 'create.plan.json.gz'), join(alone.path, 'plan.json.gz'));
  const planned = await compared(folder, join(alone.path, 'plan.json.gz'));
  alone.remove();
  const applied = join(UNKNOWNS, name, 'applied.state.json.gz');
  const live = existsSync(applied) ? await beyondState(folder, applied) : [];
  temporary.remove();
  console.log(`${name}: ${planned.same} the same, others ${JSON.stringify(planned.others)}`);
  expect({ planned: planned.against, live }).toEqual({ planned: [], live: [] });
  expect(planned.same).toBeGreaterThan(20);
});

test.each(['source', 'source-json'])(
  '%s: never a pass against a fail of its plan alone',
  { timeout: 300_000 },
  async (name) => {
    const folder = fileURLToPath(new URL(`../fixtures/${name}/`, import.meta.url));
    // Beside its configuration a plan would be filled in from there.
    const temporary = temporaryFolder();
    const plan = join(temporary.path, 'plan.json.gz');
    cpSync(join(folder, 'plan.json.gz'), plan);
    const { against, others, same } = await compared(folder, plan);
    temporary.remove();
    console.log(`${name}: ${same} the same, others ${JSON.stringify(others)}`);
    expect(against).toEqual([]);
    // What a plan knows its configuration does.
    expect(Object.keys(others).filter((both) => !both.startsWith('unknown → '))).toEqual([]);
    expect(same).toBeGreaterThan(20);
  },
);
