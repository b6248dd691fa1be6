/** Raw policies say of real plans what stock conftest and stock OPA say: the same denials, warnings and exceptions. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT, runCli } from '../cli/run-cli.ts';

const SHARED = path.join(ROOT, '../shared');
const FIXTURES = path.join(ROOT, 'test/fixtures/conftest');

function tool(name: string, argument: string): string | undefined {
  const places = [process.env[name.toUpperCase()] ?? name, path.join(homedir(), 'go/bin', name)];
  return places.find((command) => spawnSync(command, [argument]).status === 0);
}

const CONFTEST = tool('conftest', '--version');
const OPA = tool('opa', 'version');
const isThere = existsSync(path.join(SHARED, 'peers'));
if (CONFTEST === undefined) console.warn('SKIPPED: raw policies against conftest, which is not there');
if (OPA === undefined) console.warn('SKIPPED: raw policies against opa eval, which is not there');
if (!isThere) console.warn('SKIPPED: raw policies of peers on recorded plans: ../shared is not there');

function plans(): string[] {
  const folders = ['lab/aws/recorded', 'lab/terraform_data'].map((name) => path.join(SHARED, name));
  const recorded = folders.flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)));
  return recorded.filter(
    (file) => file.endsWith('.json') && readFileSync(file, 'utf8').includes('"resource_changes"'),
  );
}

interface Run {
  readonly folder: string;
  readonly version: 'v0' | 'v1';
  readonly data: readonly string[];
}

const PEERS: readonly Run[] = ['rego_plain', 'rego_tuned'].map((name) => ({
  folder: path.join(SHARED, 'peers', name),
  version: 'v1',
  data: [],
}));
const OURS: readonly Run[] = (['v1', 'v0'] as const).map((version) => ({
  folder: path.join(FIXTURES, version),
  version,
  data: [path.join(FIXTURES, 'data')],
}));

/** One line per result: kind, namespace, rule, message, other members. */
type Said = readonly string[];

function line(kind: string, rule: string, message: string, metadata: object = {}): string {
  return `${kind} ${rule} ${message} ${JSON.stringify(Object.entries(metadata).sort())}`;
}

interface Result {
  readonly msg: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

interface CheckResult {
  readonly filename: string;
  readonly namespace: string;
  readonly failures?: readonly Result[];
  readonly warnings?: readonly Result[];
  readonly exceptions?: readonly Result[];
}

/** By the name of the plan; the tool is asked once about all of them. */
type ByPlan = ReadonlyMap<string, Said>;

const conftestSaid = new Map<Run, ByPlan>();

function byConftest(run: Run): ByPlan {
  const said = conftestSaid.get(run) ?? conftestAsked(run);
  conftestSaid.set(run, said);
  return said;
}

function conftestAsked({ folder, version, data }: Run): ByPlan {
  const args = ['test', '--all-namespaces', '--rego-version', version, '-p', folder, '-o', 'json'];
  const { stdout, stderr } = spawnSync(
    CONFTEST ?? '',
    [...args, ...data.flatMap((one) => ['-d', one]), ...plans()],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  );
  expect(stderr).toBe('');
  const results = JSON.parse(stdout) as readonly CheckResult[];
  return new Map(plans().map((plan) => [plan, saidOf(results.filter(({ filename }) => filename === plan))]));
}

function saidOf(results: readonly CheckResult[]): Said {
  expect(results.length).toBeGreaterThan(0);
  return results
    .flatMap(({ namespace, failures = [], warnings = [], exceptions = [] }) => [
      ...[...failures, ...warnings].map(({ msg, metadata: { query = '', ...rest } = {} }) =>
        line('denied', String(query).replace('data.', ''), msg, rest),
      ),
      ...exceptions.map(({ msg }) => `except ${namespace} ${/"(.*)"$/.exec(msg)?.[1]}`),
    ])
    .sort();
}

interface Finding {
  readonly policy: string;
  readonly verdict: string;
  readonly messages: readonly string[];
  readonly metadata?: object;
  readonly raw?: true;
  readonly input?: string;
}

/** One run judges all plans, and both tools are compared with it: to start OPA for each would take minutes. */
const known = new Map<Run, Promise<readonly Finding[]>>();

async function byDriftlock(run: Run, plan: string): Promise<readonly Finding[]> {
  const findings = known.get(run) ?? judged(run);
  known.set(run, findings);
  return (await findings).filter(({ input }) => input === plan);
}

async function judged({ folder, data }: Run): Promise<readonly Finding[]> {
  const { code, stdout, stderr } = await runCli(
    [
      ...['scan', ...plans(), '-f', 'json', '--show', 'all', '--policy-timeout', '60'],
      ...['--raw-policies', folder, '--all-namespaces', ...data.flatMap((one) => ['--data', one])],
    ],
    { limitMs: 200_000 },
  );
  expect({ code, stderr }).toMatchObject({ code: expect.toSatisfy((one) => [0, 1, 3].includes(one)) });
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly Finding[] };
  return findings.filter(({ raw }) => raw === true);
}

/** What conftest says of an exception is only that there is one, also where nothing is denied. */
function comparable(findings: readonly Finding[]): { denied: Said; except: ReadonlySet<string> } {
  const denied = findings.filter(({ verdict }) => verdict === 'fail');
  const waived = findings.filter(({ verdict }) => verdict === 'waived');
  return {
    denied: denied
      .map(({ policy, messages: [message = ''], metadata }) => line('denied', policy, message, metadata))
      .sort(),
    except: new Set(
      waived.map(({ policy }) => `except ${policy.replace(/\.(deny|warn|violation)_?([^.]*)$/, ' $2')}`),
    ),
  };
}

const SLOW = { timeout: 300_000 };

describe.skipIf(CONFTEST === undefined || !isThere)('the same as conftest', () => {
  for (const run of isThere ? [...PEERS, ...OURS] : [])
    for (const plan of isThere ? plans() : [])
      test(`${path.basename(run.folder)} on ${path.basename(plan)}`, SLOW, async () => {
        const theirs = byConftest(run).get(plan) ?? [];
        const ours = comparable(await byDriftlock(run, plan));
        expect(ours.denied).toEqual(theirs.filter((one) => one.startsWith('denied')));
        const excepted = new Set(theirs.filter((one) => one.startsWith('except')));
        for (const one of ours.except) expect(excepted).toContain(one);
      });

  test('and there is something to compare', SLOW, () => {
    const said = [...PEERS, ...OURS].map((run) => [...byConftest(run).values()].flat());
    expect(said.map((one) => one.length > 3)).toEqual([true, true, true, true]);
    expect(said.flat().some((one) => one.startsWith('except'))).toBe(true);
  });
});

describe.skipIf(OPA === undefined || !isThere)('the same as opa eval', () => {
  for (const run of isThere ? PEERS : [])
    test(path.basename(run.folder), SLOW, async () => {
      for (const plan of plans()) {
        const query = ['eval', '-f', 'json', '-d', run.folder, '-i', plan, 'data.main.deny'];
        const { stdout } = spawnSync(OPA ?? '', query, { encoding: 'utf8', maxBuffer: 1 << 28 });
        const { result } = JSON.parse(stdout) as { result: [{ expressions: [{ value: string[] }] }] };
        const found = (await byDriftlock(run, plan)).filter(({ verdict }) => verdict === 'fail');
        expect(found.map(({ messages }) => messages[0]).sort()).toEqual(
          result[0].expressions[0].value.sort(),
        );
      }
    });
});
