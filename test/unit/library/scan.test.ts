/** `scan` of the library: the report that the command line prints, and errors for what nobody can have meant. */
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { DriftlockError, loadPolicies, type ScanOptions, scan } from '../../../src/library/index.ts';
import { EXAMPLE, planOf, ROOT, runCli, temporaryFolder } from '../../cli/run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const POLICY = [
  '# METADATA',
  '# title: Volumes are large',
  '# custom:',
  '#   severity: low',
  '#   resources: [aws_ebs_volume]',
  '#   needs: [least]',
  'package acme.size',
  '',
  '# METADATA',
  '# entrypoint: true',
  'deny contains "the volume is small" if input.values.size < data.params["acme.size"].least',
  '',
].join('\n');
const TEAM = folder.write('acme/size.rego', POLICY);
const PARAMS = { 'acme.size': { least: 1_000_000 } };
const NOW = '2026-01-31T12:00:00Z';

async function printed(...args: readonly string[]): Promise<unknown> {
  const { stdout } = await runCli(['scan', '-f', 'json', '--now', NOW, ...args]);
  return JSON.parse(stdout);
}

describe('scan gives what driftlock scan -f json prints', () => {
  const state = join(ROOT, 'test/fixtures/lab/refreshed.tfstate');
  const UNKNOWNS = 'test/fixtures/unknowns/attribute-kinds/create.plan.json.gz';
  const params = folder.write('params.json', JSON.stringify(PARAMS));

  test.each<[string, string | string[], () => Promise<ScanOptions>, string[]]>([
    ['of a plan', EXAMPLE, async () => ({}), [EXAMPLE]],
    ['of two files', [EXAMPLE, state], async () => ({ show: 'all' }), [EXAMPLE, state, '--show', 'all']],
    [
      "by a team's policy with parameters",
      EXAMPLE,
      async () => ({ policies: await loadPolicies(TEAM), select: 'acme.*', params: PARAMS, show: ['pass'] }),
      [EXAMPLE, '--policies', TEAM, '--policy', 'acme.*', '--params', params, '--show', 'pass'],
    ],
    [
      'without assumptions, of changes only',
      EXAMPLE,
      async () => ({ assumptions: false, onlyChanged: true }),
      [EXAMPLE, '--no-assumptions', '--only', 'changed'],
    ],
    [
      'with the lines of its configuration',
      UNKNOWNS,
      async () => ({ source: 'test/fixtures/unknowns/attribute-kinds' }),
      [UNKNOWNS, '--source', 'test/fixtures/unknowns/attribute-kinds'],
    ],
  ])('%s', async (_, inputs, options, args) => {
    const report = await scan(inputs, { ...(await options()), now: new Date(NOW) });
    expect(report.findings.length).toBeGreaterThan(0);
    expect(JSON.parse(JSON.stringify(report))).toEqual(await printed(...args));
  });
});

test('notices are told to the callback', async () => {
  const checks = [{ address: { to_display: 'check.health' }, status: 'fail' }];
  const file = folder.write('checked.json', planOf({ checks }));
  const told: string[] = [];
  await scan(file, { onNotice: (line) => told.push(line) });
  const { stderr } = await runCli(['scan', file]);
  expect(told).toEqual([`${file}: check.health failed`]);
  expect(stderr).toBe(`driftlock: ${told[0]}\n`);
});

async function refusal(call: () => Promise<unknown>) {
  const error = await call().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DriftlockError);
  const { code, where, message, hint } = error as DriftlockError;
  return { code, where, message, hint };
}

describe('scan refuses', () => {
  test.each<[string, unknown, unknown, string, string | undefined, RegExp, RegExp]>([
    [
      'an option that does not exist',
      EXAMPLE,
      { polices: 1 },
      'usage',
      'polices',
      /not an option of scan/,
      /"policies"/,
    ],
    ['options that are a text', EXAMPLE, 'all', 'usage', 'scan()', /as an object/, /known: policies/],
    ['no input', [], {}, 'usage', 'inputs', /names no file/, /tfplan/],
    ['an input without a name', '', {}, 'usage', 'inputs', /names no file/, /tfplan/],
    ['inputs that are no texts', [1], {}, 'usage', 'inputs', /neither a text/, /inputs/],
    ['standard input twice', ['-', '-'], {}, 'usage', 'inputs', /twice/, /once/],
    ['a verdict that is none', EXAMPLE, { show: ['passed'] }, 'usage', 'show', /"passed"/, /"pass"/],
    [
      'a policy that is not there',
      EXAMPLE,
      { select: 'aws.s3.bucket_versionin' },
      'policy-unknown',
      undefined,
      /unknown policy/,
      /aws\.s3\.bucket_versioning/,
    ],
    [
      'policies that nobody loaded',
      EXAMPLE,
      { policies: { policies: [] } },
      'usage',
      'policies',
      /loadPolicies/,
      /await loadPolicies/,
    ],
    ['parameters that are a list', EXAMPLE, { params: [] }, 'usage', 'params', /not an object/, /policy id/],
    [
      'parameters of a policy that are none',
      EXAMPLE,
      { params: { a: 1 } },
      'usage',
      'params',
      /"a"/,
      /policy id/,
    ],
    [
      'parameters that are no JSON',
      EXAMPLE,
      { params: { a: { b: 1n } } },
      'usage',
      'params',
      /no JSON/,
      /policy id/,
    ],
    [
      'parameters of an unknown policy',
      EXAMPLE,
      { params: { 'aws.s3.bucket_versionin': {} } },
      'policy-unknown',
      'params',
      /unknown policy/,
      /bucket_versioning/,
    ],
    ['a clock that is no date', EXAMPLE, { now: 5 }, 'usage', 'now', /not a date/, /new Date/],
    ['a clock that is no time', EXAMPLE, { now: new Date('x') }, 'usage', 'now', /not a date/, /new Date/],
    [
      'a limit of nothing',
      EXAMPLE,
      { policyTimeoutMs: 0 },
      'usage',
      'policyTimeoutMs',
      /from 1 to 86400000/,
      /10000/,
    ],
    [
      'a limit that is no number',
      EXAMPLE,
      { policyTimeoutMs: Number.NaN },
      'usage',
      'policyTimeoutMs',
      /not a number/,
      /10000/,
    ],
    ['a switch that is a text', EXAMPLE, { terraform: 'yes' }, 'usage', 'terraform', /neither true/, /true/],
    ['a file that is not there', 'nowhere.json', {}, 'input-missing', 'nowhere.json', /./, /./],
  ])('%s', async (_, inputs, options, code, where, message, hint) => {
    expect(await refusal(() => scan(inputs as string, options as ScanOptions))).toEqual({
      code,
      where,
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });
});
