/** Raw policies that `driftlock.yaml` names. */
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { rawRuns } from './raw-runs.ts';
import { runCli } from './run-cli.ts';

const { folder, plan: PLAN, policies } = rawRuns();
afterAll(() => folder.remove());

const POLICY = 'package acme\n\ndeny contains sprintf("at most %d", [data.most]) if data.most < 9\n';

test('they judge as those of the flags do, and --print-config says where they stand', async () => {
  policies('repo/rules', { 'p.rego': POLICY });
  folder.write('repo/most.json', '{"most": 5}');
  folder.write(
    'repo/driftlock.yaml',
    'rawPolicies: {folders: [rules], namespaces: [acme]}\nprofiles: {p: {rawPolicies: {data: [most.json]}}}\n',
  );
  const cwd = join(folder.path, 'repo');
  const args = ['scan', PLAN, '--policy', 'acme.*', '-f', 'json'];
  const [byFile, byFlags, shown] = await Promise.all([
    runCli([...args, '--profile', 'p'], { cwd }),
    runCli(
      [...args, '--no-config', '--raw-policies', 'rules', '--namespace', 'acme', '--data', 'most.json'],
      { cwd },
    ),
    runCli(['scan', '--print-config', '--profile', 'p', '--rego-version', 'v1'], { cwd }),
  ]);
  expect(byFile).toEqual(byFlags);
  expect(JSON.parse(byFile?.stdout ?? '')).toMatchObject({
    findings: [{ policy: 'acme.deny', verdict: 'fail', messages: ['at most 5'] }],
  });
  expect(shown?.stdout.split('\n').filter((line) => line.startsWith('raw'))).toEqual([
    expect.stringMatching(/^rawPolicies\.folders\[0\] +driftlock\.yaml:1 +"rules"$/),
    expect.stringMatching(/^rawPolicies\.namespaces +driftlock\.yaml:1 +\["acme"\]$/),
    expect.stringMatching(/^rawPolicies\.data\[0\] +profile p \(driftlock\.yaml:2\) +"most\.json"$/),
    expect.stringMatching(/^rawPolicies\.regoVersion +flag --rego-version +"v1"$/),
  ]);
});
