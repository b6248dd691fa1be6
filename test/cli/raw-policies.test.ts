/** `driftlock scan --raw-policies`: findings, exit codes, time, fingerprints. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, test } from 'vitest';
import { rawRuns } from './raw-runs.ts';
import { ROOT, runCli } from './run-cli.ts';

const { folder, plan: PLAN, policies, run } = rawRuns();
afterAll(() => folder.remove());
const SLOW = { timeout: 120_000 };

interface Shown {
  readonly findings: readonly { readonly raw?: true }[];
  readonly summary: { readonly raw: unknown; readonly incomplete: readonly string[] };
}

/** What raw policies say, in a report that fits its schema. */
function rawOf(stdout: string): Shown {
  const report = JSON.parse(stdout) as Shown;
  const schema = JSON.parse(readFileSync(join(ROOT, 'reports/report-1.schema.json'), 'utf8')) as object;
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  const isValid = ajv.compile(schema);
  expect(isValid(report) ? [] : isValid.errors).toEqual([]);
  return { ...report, findings: report.findings.filter(({ raw }) => raw === true) };
}

const print = expect.stringMatching(/^[0-9a-f]{32}$/);
const WHOLE = { type: 'driftlock_plan', scope: {} };

const EVERY_KIND = `package main

# METADATA
# title: Small ones only
# custom:
#   severity: medium
deny_size contains {"msg": "too large", "resource": r.address, "size": r.change.after.size} if {
	some r in input.resource_changes
	r.change.after.size > data.most
}

violation contains msg if {
	some r in input.resource_changes
	msg := sprintf("%s has %s", [r.address, r.change.after.pw])
	print(msg)
}

warn_id contains r.address if {
	some r in input.resource_changes
	r.change.after.id == "x"
}

deny_mode contains "data" if input.resource_changes[_].mode == "data"

warn_all contains "looked at"

deny_old contains {"msg": "accepted", "address": "null_resource.gone"}

exception contains ["old"]
`;

test('every verdict, in JSON', SLOW, async () => {
  folder.write('most.json', '{"most": 5}');
  const { code, stdout, stderr } = await run(
    'every',
    EVERY_KIND,
    '--data',
    'most.json',
    '-f',
    'json',
    '--show',
    'all',
  );
  const { findings, summary } = rawOf(stdout);
  expect(findings).toEqual([
    {
      fingerprints: [print],
      policy: 'main.violation',
      severity: 'high',
      verdict: 'fail',
      resource: WHOLE,
      messages: ['null_resource.a has (sensitive)'],
      decidedBy: [],
      raw: true,
    },
    {
      fingerprints: [print],
      policy: 'main.warn_all',
      severity: 'high',
      enforcement: 'warn',
      verdict: 'fail',
      resource: WHOLE,
      messages: ['looked at'],
      decidedBy: [],
      raw: true,
    },
    {
      fingerprints: [print],
      policy: 'main.warn_id',
      severity: 'high',
      enforcement: 'warn',
      verdict: 'unknown',
      resource: WHOLE,
      messages: ['it denies nothing that is known, and 1 value that it may read is not known yet'],
      decidedBy: [],
      unknown: [
        {
          path: ['resource_changes', 0, 'change', 'after', 'id'],
          address: 'null_resource.a',
          reason: 'after-apply',
        },
      ],
      raw: true,
    },
    {
      fingerprints: [print],
      policy: 'main.deny_old',
      severity: 'high',
      verdict: 'waived',
      resource: WHOLE,
      messages: ['accepted'],
      decidedBy: [],
      raw: true,
      metadata: { address: 'null_resource.gone' },
    },
    {
      fingerprints: [print],
      policy: 'main.deny_mode',
      severity: 'high',
      verdict: 'pass',
      resource: WHOLE,
      messages: [],
      decidedBy: [],
      raw: true,
    },
    {
      fingerprints: [print],
      policy: 'main.deny_size',
      severity: 'medium',
      verdict: 'fail',
      resource: { address: 'null_resource.b', type: 'null_resource', scope: {} },
      messages: ['too large'],
      decidedBy: [],
      raw: true,
      metadata: { size: 9, resource: 'null_resource.b' },
    },
  ]);
  expect(summary.raw).toEqual({ policies: 6, unknownValues: 1 });
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringContaining('null_resource.a has (sensitive)'),
  });
  expect(stdout + stderr).not.toContain('hunter2');
});

test('as a table', SLOW, async () => {
  folder.write('most.json', '{"most": 5}');
  const { stdout } = await run('every', EVERY_KIND, '--data', 'most.json');
  const from = stdout.indexOf('the plan as a whole');
  const [listed = '', summary = ''] = stdout.slice(from).split(/^─+$/m);
  expect(listed.trimEnd()).toBe(`the plan as a whole
  ✖ high      null_resource.a has (sensitive)  main.violation
  ✖ high      looked at  main.warn_all
    note      a warning: never makes exit code 1
  ? high      main.warn_id
    because   it denies nothing that is known, and 1 value that it may read is not known yet
    unknown   null_resource.a › id: known only after apply
    note      a warning: never makes exit code 1
  ○ high      accepted  main.deny_old

null_resource.b
  ✖ medium    Small ones only  main.deny_size
    because   too large`);
  expect(summary).toContain(
    '6 raw policies see known values only: 1 value that is not known yet is missing there',
  );
  expect(summary).not.toContain('Next:');
});

const UNKNOWN = 'package main\n\ndeny contains "m" if input.resource_changes[_].change.after.id == "x"\n';

describe('exit codes', () => {
  test.each([
    ['a warning', 'package main\n\nwarn contains "m"\n', [], 0],
    ['an exception', 'package main\n\ndeny contains "m"\n\nexception contains [""]\n', [], 0],
    ['a denial', 'package main\n\ndeny contains "m"\n', [], 1],
    ['a denial without words', 'package main\n\ndeny contains ""\n', [], 1],
    ['one that is not severe enough', 'package main\n\ndeny contains "m"\n', ['--fail-on', 'critical'], 0],
    ['what is not known', UNKNOWN, [], 0],
    ['what is not known, where that fails', UNKNOWN, ['--unknown', 'fail'], 1],
    [
      'a conflict',
      'package main\n\nx := 1\n\nx := 2 if input.resource_changes\n\ndeny contains "m" if x == 3\n',
      [],
      3,
    ],
  ])('%s', SLOW, async (what, text, args, expected) => {
    const { code, stdout } = await run(`exit-${what.replace(/\W/g, '-')}`, text, ...args, '-f', 'json');
    expect({ code, raw: rawOf(stdout).findings.length }).toEqual({ code: expected, raw: 1 });
  });
});

test('a rule that does not end is ended, and the others are judged', SLOW, async () => {
  const range =
    'some a in numbers.range(1, 9000)\n\tsome b in numbers.range(1, 9000)\n\tsome c in numbers.range(1, 9000)';
  const text = `package main\n\ndeny_a contains "m" if {\n\t${range}\n\ta + b + c == -1\n}\n\ndeny_b contains "b"\n`;
  const { code, stdout } = await run('endless', text, '--policy-timeout', '2', '-f', 'json');
  const { findings, summary } = rawOf(stdout);
  expect(findings).toMatchObject([
    { policy: 'main.deny_b', verdict: 'fail', messages: ['b'] },
    { policy: 'main.deny_a', verdict: 'error', messages: [expect.stringContaining('longer than 2000 ms')] },
  ]);
  expect({ code, incomplete: summary.incomplete }).toEqual({
    code: 1,
    incomplete: ['policy main.deny_a could not be evaluated'],
  });
});

test('the file, the clock, and standard input', SLOW, async () => {
  const text = `package main\n\ndeny contains msg if {\n\tmsg := sprintf("%s %d", [data.conftest.file.name, time.now_ns() / 1000000000])\n}\n`;
  const at = policies('file', { 'p.rego': text });
  const args = ['--raw-policies', at, '--policy', 'main.*', '--now', '1700000000', '-f', 'json'];
  const named = await runCli(['scan', PLAN, ...args]);
  const piped = await runCli(['scan', '-', ...args], { stdin: readFileSync(PLAN) });
  const messages = [named, piped].map(({ stdout }) => rawOf(stdout).findings);
  expect(messages).toMatchObject([
    [{ messages: ['plan.json 1700000000'] }],
    [{ messages: ['- 1700000000'] }],
  ]);
});

test('fingerprints stay where other findings come and go', SLOW, async () => {
  const print = async (name: string, text: string) => {
    const { stdout } = await run(name, text, '-f', 'json');
    const { findings } = rawOf(stdout) as unknown as {
      findings: { fingerprints: [string]; metadata?: { n: number } }[];
    };
    return new Map(findings.map(({ fingerprints: [first], metadata }) => [metadata?.n ?? 0, first]));
  };
  const one = await print(
    'print-1',
    'package main\n\ndeny contains {"msg": "m", "n": 1}\n\ndeny contains {"msg": "m", "n": 2}\n',
  );
  const two = await print(
    'print-2',
    'package main\n\ndeny contains "other"\n\ndeny contains {"msg": "m", "n": 1}\n',
  );
  expect(new Set(one.values()).size).toBe(2);
  expect(two.get(1)).toBe(one.get(1));
});
