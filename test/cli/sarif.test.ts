/** SARIF for code scanning on the command line: where it is written, and where it would close alerts and is not. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { complaints, hasMultitool, schemaErrors } from '../unit/report/multitool.ts';
import { created, EXAMPLE, planOf, runCli, temporaryFolder } from './run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const OPEN = created('aws_ebs_volume', 'data', {
  availability_zone: 'eu-west-1a',
  encrypted: false,
  size: 1,
});
const WITHHELD =
  'evidence is incomplete, and code scanning would close the alerts of what was not seen; --allow-incomplete writes it';
let count = 0;

function scanOf(plan: string): string[] {
  return ['scan', plan, '--no-config', '--policy', 'aws.ec2.ebs_volume_encryption'];
}

/** Each in a folder of its own: what is not there afterwards was not written. */
function places() {
  count += 1;
  const at = path.join(folder.path, String(count));
  folder.write(`${count}/.keep`, '');
  return { at, sarif: path.join(at, 'out.sarif'), json: path.join(at, 'out.json') };
}

interface Log {
  readonly runs: readonly [
    {
      readonly automationDetails?: { readonly id: string };
      readonly results: readonly {
        readonly level: string;
        readonly locations: readonly [{ physicalLocation: { artifactLocation: { uri: string } } }];
      }[];
    },
  ];
}

function logOf(file: string): Log['runs'][0] {
  return (JSON.parse(readFileSync(file, 'utf8')) as Log).runs[0];
}

describe('incomplete evidence', () => {
  const partial = { complete: false, errored: true };

  test.each([
    ['nothing failed', {}, 3],
    ['something failed', OPEN, 1],
  ] as const)('and %s: no SARIF for code scanning, and all else', async (_, content, code) => {
    const plan = folder.write('partial.json', planOf({ ...content, ...partial }));
    const { sarif, json } = places();
    const args = [...scanOf(plan), '-f', `sarif=${sarif}`, '-f', `json=${json}`];
    const withheld = await runCli([...args, '--sarif-profile', 'github']);
    expect({ ...withheld, written: [existsSync(sarif), existsSync(json)] }).toEqual({
      code,
      stdout: '',
      stderr: `driftlock: no SARIF is written to ${sarif}: ${WITHHELD}\n`,
      written: [false, true],
    });

    const accepted = await runCli([...args, '--sarif-profile', 'github', '--allow-incomplete']);
    expect(accepted).toEqual({ code: code === 3 ? 0 : 1, stdout: '', stderr: '' });
    expect(logOf(sarif).results.length).toBe(code === 3 ? 0 : 1);

    const other = places();
    const oasis = await runCli([...scanOf(plan), '-f', `sarif=${other.sarif}`]);
    expect(oasis).toEqual({ code, stdout: '', stderr: '' });
    expect(logOf(other.sarif).results.length).toBe(code === 3 ? 0 : 1);
  });

  test('standard output is silent', async () => {
    const plan = folder.write('partial.json', planOf({ ...OPEN, ...partial }));
    const args = ['scan', plan, '--no-config', '-f', 'sarif', '--sarif-profile', 'github'];
    expect(await runCli(args)).toEqual({
      code: 1,
      stdout: '',
      stderr: `driftlock: no SARIF is written: ${WITHHELD}\n`,
    });
  });
});

test('validators find nothing in what is written of a real plan', { timeout: 300_000 }, async () => {
  for (const show of ['fail', 'all']) {
    const args = [
      'scan',
      'examples/create.plan.json',
      '--no-config',
      '--profile',
      'strict',
      '--show',
      show,
      '-f',
      'sarif',
    ];
    for (const profile of ['github', 'oasis']) {
      const { code, stdout, stderr } = await runCli([...args, '--sarif-profile', profile]);
      expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
      expect(schemaErrors(stdout)).toEqual([]);
      if (hasMultitool) expect(complaints(stdout)).toEqual([]);
    }
  }
});

test('paths are those of the repository, wherever in it the scan runs', async () => {
  const { at, sarif } = places();
  folder.write(`${count}/.git/HEAD`, '');
  folder.write(`${count}/infra/prod/tfplan.json`, planOf(OPEN));
  const args = ['-f', `sarif=${sarif}`, '--sarif-profile', 'github', '--sarif-category', 'aws/prod'];
  for (const [cwd, name, uri] of [
    [at, './infra/prod/tfplan.json', 'infra/prod/tfplan.json'],
    [path.join(at, 'infra'), 'prod/tfplan.json', 'infra/prod/tfplan.json'],
    [path.join(at, 'infra/prod'), path.join(at, 'infra/prod/tfplan.json'), 'infra/prod/tfplan.json'],
    [path.join(at, 'infra'), EXAMPLE, 'driftlock/create.plan.json'],
  ] as const) {
    const { code, stderr } = await runCli(['scan', name, '--no-config', ...args], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const { results, automationDetails } = logOf(sarif);
    const uris = results.map(({ locations }) => locations[0].physicalLocation.artifactLocation.uri);
    expect([...new Set(uris)]).toEqual([uri]);
    expect(automationDetails).toEqual({ id: 'aws/prod/' });
  }
});

test.each([
  [
    ['--sarif-profile', 'gihub', '-f', 'sarif'],
    /--sarif-profile: unknown value "gihub"\n {2}hint: did you mean "github"\?/,
  ],
  [['--sarif-profile', 'github'], /--sarif-profile says how SARIF is written, and none is asked for\n/],
  [['--sarif-category', 'a'], /--sarif-category says how SARIF is written, and none is asked for\n/],
  [['--sarif-category', 'a//b', '-f', 'sarif'], /--sarif-category: "a\/\/b" is no category\n/],
  [['--sarif-category', '', '-f', 'sarif'], /--sarif-category: "" is no category\n/],
])('%j is a mistake', async (args, message) => {
  const { code, stdout, stderr } = await runCli(['scan', EXAMPLE, ...args]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
});
