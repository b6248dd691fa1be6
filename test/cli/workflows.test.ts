/** action.yml and the workflows of this repository, as texts: what they run is pinned, what others named is in no script. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ACTION } from './action-steps.ts';
import { ROOT } from './run-cli.ts';

const PINNED = /^[\w.-]+(\/[\w.-]+)+@[0-9a-f]{40}$/;

describe('action.yml', () => {
  const { steps } = ACTION.runs;

  test('puts nothing that somebody else named into a script', () => {
    expect(ACTION.runs.using).toBe('composite');
    expect(steps.filter(({ run = '' }) => run.includes('${{')).map(({ name }) => name)).toEqual([]);
    expect(steps.filter((step) => step.run !== undefined && step.shell !== 'bash')).toEqual([]);
  });

  test('pins what it uses by commit', () => {
    const used = steps.flatMap(({ uses }) => uses ?? []);
    expect(used.length).toBe(1);
    expect(used.filter((one) => !PINNED.test(one))).toEqual([]);
  });

  test('gives the token to the step that comments alone', () => {
    const holders = steps.filter((step) => JSON.stringify(step).includes('token'));
    expect(holders.map(({ name }) => name)).toEqual(['Comment on the pull request']);
  });

  test('has no input that nobody reads', () => {
    const text = JSON.stringify(steps);
    expect(Object.keys(ACTION.inputs).filter((name) => !text.includes(`inputs.${name} `))).toEqual([]);
  });
});

test('docs/ci.md has the inputs and what they are by default', () => {
  const page = readFileSync(path.join(ROOT, 'docs/ci.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `([\w-]+)` +\| ([^|]*?) +\|/gm)].map(([, name, usual]) => [
    name,
    usual,
  ]);
  const shown = Object.entries(ACTION.inputs).map(([name, { default: usual = '' }]) => {
    if (name === 'github-token') return [name, "the job's"];
    return [name, name === 'config' ? 'found' : usual === '' ? '' : `\`${usual}\``];
  });
  expect(rows).toEqual(shown);
});

describe('workflows of this repository', () => {
  const folder = path.join(ROOT, '.github/workflows');
  const files = readdirSync(folder);

  test.each(files)('%s pins what it uses, may do little, and puts nothing into scripts', (file) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const { permissions, jobs } = parse(text) as {
      permissions: Record<string, string>;
      jobs: Record<string, { steps: { uses?: string; run?: string }[] }>;
    };
    expect(permissions.contents).toBe('read');
    const steps = Object.values(jobs).flatMap((job) => job.steps);
    const loose = steps.flatMap(({ uses = './' }) => (uses === './' || PINNED.test(uses) ? [] : uses));
    expect(loose).toEqual([]);
    expect(steps.filter(({ run: script = '' }) => script.includes('${{'))).toEqual([]);
  });

  test('one runs the action', () => {
    expect(
      files.filter((file) => readFileSync(path.join(folder, file), 'utf8').includes('uses: ./')),
    ).toEqual(['driftlock.yml']);
  });
});
