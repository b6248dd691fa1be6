/** `driftlock explain <fingerprint>` as a process, and what it shows of the configuration. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ExplanationDocument } from '../../src/finding/explanation.ts';
import type { Finding } from '../../src/finding/finding.ts';
import type { Report } from '../../src/finding/report.ts';
import { type Outcome, ROOT, runCli } from './run-cli.ts';
import { ajv, schema } from './with-config.ts';

const PLAN = join(ROOT, 'test/fixtures/unknowns/attribute-kinds/create.plan.json.gz');

function explained(...args: string[]): Promise<Outcome> {
  return runCli(['explain', ...args, '--no-config']);
}

async function flagFinding(): Promise<Finding | undefined> {
  const { stdout } = await runCli(['scan', PLAN, '-f', 'json', '--no-config']);
  const { findings } = JSON.parse(stdout) as Report;
  return findings.find(({ resource }) => resource.address === 'aws_ebs_volume.flag');
}

test('the same page as by policy and address, whole or by its first digits', async () => {
  const { policy = '', fingerprints: [fingerprint = ''] = [] } = (await flagFinding()) ?? {};
  const named = await explained(policy, 'aws_ebs_volume.flag', PLAN);
  expect([named.code, named.stderr]).toEqual([0, '']);
  expect(await explained(fingerprint, PLAN)).toEqual(named);
  expect(await explained(fingerprint.slice(0, 8), PLAN)).toEqual(named);
});

test('the document has the lines, and the finding is that of scan', async () => {
  const finding = await flagFinding();
  const { stdout } = await explained(finding?.fingerprints[0] ?? '', PLAN, '-f', 'json');
  const document = JSON.parse(stdout) as ExplanationDocument;
  expect([ajv.validate(schema('explain-1'), document), ajv.errors]).toEqual([true, null]);
  expect(document.finding).toEqual(finding);
  expect(document.source).toEqual({
    file: 'test/fixtures/unknowns/attribute-kinds/main.tf',
    lines: [
      { line: 29, text: 'resource "aws_ebs_volume" "flag" {' },
      {
        line: 32,
        text: '  encrypted         = terraform_data.told.output.on',
        marked: { start: 3, end: 52 },
      },
    ],
  });
});

test('what nothing has is an error, and so are a folder without a configuration and no input', async () => {
  const none = await explained('00000000', PLAN);
  expect([none.code, none.stdout]).toEqual([2, '']);
  expect(none.stderr).toMatch(/^driftlock: no finding has the fingerprint 00000000\n {2}hint: /);
  expect((await explained('00000000')).stderr).toMatch(/^driftlock: explain needs <input>\n/);
  expect((await explained('00000000', PLAN, '--source', 'docs')).stderr).toMatch(
    /^driftlock: --source docs holds no configuration\n/,
  );
});
