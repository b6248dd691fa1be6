/** `driftlock scan --raw-policies` as a process; what needs none is in test/unit/commands/raw-*.test.ts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, expect, test } from 'vitest';
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

test('what is refused is told in a line, before anything is judged', SLOW, async () => {
  const text = 'package main\n\ndeny contains "m" if {\n\thttp.send({"method": "get", "url": "x"}).ok\n}\n';
  const [network, stray] = await Promise.all([
    run('network', text),
    runCli(['scan', PLAN, '--namespace', 'main']),
  ]);
  expect({ ...network, stderr: '' }).toEqual({ code: 2, stdout: '', stderr: '' });
  expect(network?.stderr).toContain(
    'network/p.rego:4:2: http.send cannot be called here: it asks the network',
  );
  expect({ ...stray, stderr: '' }).toEqual({ code: 2, stdout: '', stderr: '' });
  expect(stray?.stderr).toContain('--namespace is about raw policies, and there are none');
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

test('a plan from standard input', SLOW, async () => {
  const text = 'package main\n\ndeny contains data.conftest.file.name\n';
  const at = policies('file', { 'p.rego': text });
  const args = ['--raw-policies', at, '--policy', 'main.*', '-f', 'json'];
  const { stdout } = await runCli(['scan', '-', ...args], { stdin: readFileSync(PLAN) });
  expect(rawOf(stdout).findings).toMatchObject([{ messages: ['-'] }]);
});
