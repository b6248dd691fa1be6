/** Plans and states of unusual kinds, made by the real tools (test/fixtures/real/make.sh): what a person would expect of each. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/finding/report.ts';
import { ROOT, runCli } from '../cli/run-cli.ts';
import { DRAWN_POLICIES } from '../fuzz/drawn-policies.ts';

const FOLDER = path.join(ROOT, 'test/fixtures/real');

interface Expected {
  readonly code: number;
  readonly complete: boolean;
  readonly resources: number;
  /** fail, unknown, pass. */
  readonly verdicts: readonly [number, number, number];
  /** Types that go away. */
  readonly leaving?: readonly string[];
  readonly incomplete?: readonly string[];
  readonly notices?: readonly string[];
}

const REFRESHED = 'a plan without changes (refresh-only): judged as the state is';
const UNTOLD = 'the plan has no changes and nothing for resource blocks of aws_ebs_volume';
const TARGETED = 'the plan covers only part (complete: false): it was targeted, or needs another run';

/** One verdict is unknown everywhere on AWS: whether the account, of which no file is the whole, has a trail. */
const FILES: Readonly<Record<string, Expected>> = {
  // One check fails, one cannot be carried out before the volume is there.
  'checks.plan.json': {
    code: 1,
    complete: true,
    resources: 1,
    verdicts: [1, 1, 1],
    notices: ['check.named failed: wrong zone'],
  },
  // The bucket that stands is judged, and that the deposed one is deleted with what is in it.
  'deposed.plan.json': { code: 1, complete: true, resources: 2, verdicts: [3, 1, 2] },
  'deposed.state.json': {
    code: 1,
    complete: true,
    resources: 2,
    verdicts: [2, 1, 1],
    leaving: ['aws_s3_bucket'],
  },
  'deposed.tfstate': {
    code: 1,
    complete: true,
    resources: 2,
    verdicts: [2, 1, 1],
    leaving: ['aws_s3_bucket'],
  },
  'destroy.plan.json': {
    code: 1,
    complete: true,
    resources: 3,
    verdicts: [2, 1, 0],
    leaving: ['aws_sqs_queue'],
  },
  // Terraform leaves the ephemeral resource out of the plan.
  'ephemeral.plan.json': { code: 0, complete: true, resources: 3, verdicts: [0, 1, 1] },
  'import-moved-removed.plan.json': { code: 1, complete: true, resources: 4, verdicts: [2, 1, 3] },
  'opentofu.plan.json': {
    code: 0,
    complete: true,
    resources: 5,
    verdicts: [0, 0, 0],
    notices: ['check.c failed: x is not y'],
  },
  'opentofu.state.json': { code: 0, complete: true, resources: 5, verdicts: [0, 0, 0] },
  'opentofu.tfstate': { code: 0, complete: true, resources: 5, verdicts: [0, 0, 0] },
  // The volume that is gone is not missed, since the plan says that it is gone …
  'refresh-only.plan.json': {
    code: 1,
    complete: true,
    resources: 2,
    verdicts: [1, 1, 0],
    notices: [REFRESHED],
  },
  // … which the next plan does no more.
  'refresh-only-unchanged.plan.json': {
    code: 1,
    complete: false,
    resources: 2,
    verdicts: [1, 1, 0],
    incomplete: [UNTOLD],
    notices: [REFRESHED, UNTOLD],
  },
  'secret-copies-create.plan.json': { code: 1, complete: true, resources: 7, verdicts: [2, 2, 4] },
  'secret-copies-update.plan.json': { code: 1, complete: true, resources: 7, verdicts: [3, 2, 3] },
  'secret-copies.state.json': { code: 1, complete: true, resources: 7, verdicts: [3, 2, 1] },
  'secret-copies.tfstate': { code: 1, complete: true, resources: 7, verdicts: [3, 2, 1] },
  'target.plan.json': { code: 1, complete: false, resources: 1, verdicts: [1, 1, 1], incomplete: [TARGETED] },
  'target-destroy.plan.json': {
    code: 3,
    complete: false,
    resources: 1,
    verdicts: [0, 1, 0],
    leaving: ['aws_sqs_queue'],
    incomplete: [TARGETED],
  },
};

/** Every address that the file itself has, deposed objects once more, from changes, a state or a state file. */
function addressesIn(name: string): string[] {
  const file = JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8'));
  const changes = file.resource_changes ?? [];
  const prior = changes.length > 0 ? [] : (file.prior_state?.values.root_module.resources ?? []);
  const shown = file.values?.root_module.resources ?? [];
  const blocks = (file.resources ?? []).flatMap(
    (block: { type: string; name: string; instances: { index_key?: string }[] }) =>
      block.instances.map(({ index_key }) => ({
        address: `${block.type}.${block.name}${index_key === undefined ? '' : `[${JSON.stringify(index_key)}]`}`,
      })),
  );
  return [...changes, ...prior, ...shown, ...blocks].map(({ address }) => address).sort();
}

/** Those that the expectations were worked out by. */
const JUDGED = DRAWN_POLICIES.flatMap((id) => ['--policy', id]);

test('every file here is looked at', () => {
  const found = readdirSync(FOLDER).filter((name) => /\.(json|tfstate)$/.test(name));
  expect(found.sort()).toEqual(Object.keys(FILES).sort());
});

describe.each(Object.entries(FILES))('%s', (name, expected) => {
  test('is judged as a person would expect', async () => {
    const { code, stdout, stderr } = await runCli(['scan', name, '-f', 'json', '--show', 'all', ...JUDGED], {
      cwd: FOLDER,
    });
    const { input, summary, findings } = JSON.parse(stdout) as Report;
    const { fail, unknown, pass, error } = summary.verdicts;
    const told = {
      code,
      complete: input[0]?.complete,
      resources: summary.resources,
      verdicts: [fail, unknown, pass],
      leaving: summary.leaving.map(({ type }) => type),
      incomplete: summary.incomplete,
      notices: stderr.split('\n').filter((line) => line !== ''),
    };
    const named = (line: string) => `${name}: ${line}`;
    expect(told).toEqual({
      leaving: [],
      ...expected,
      incomplete: (expected.incomplete ?? []).map(named),
      notices: (expected.notices ?? []).map((line) => `driftlock: ${named(line)}`),
    });
    expect(error).toBe(0);
    expect(summary.resources).toBe(addressesIn(name).length);
    const known = new Set(addressesIn(name));
    for (const { resource } of findings)
      if (resource.address !== undefined) expect(known).toContain(resource.address);
  });
});
