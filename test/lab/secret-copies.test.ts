/** What one resource has marked as sensitive and others repeat unmarked, in any form of input: never printed. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ROOT, runCli, temporaryFolder } from '../cli/run-cli.ts';
import { hushedLines, PRYING, RECORDED, writePolicy } from './prying-policies.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** Every file as a stream, too: small ones are whole unless they are made large by blanks. */
describe('what other resources repeat, in a file that is read as a stream', () => {
  const policies = writePolicy(folder, 'pry', PRYING);

  test.each(RECORDED.filter((name) => name.startsWith('real/')))('%s', async (recorded) => {
    const text = readFileSync(path.join(ROOT, 'test/fixtures', recorded), 'utf8');
    const large = folder.write('large.json', text.trim().replace(/}$/, `${' '.repeat(33 << 20)}}`));
    const args = ['scan', large, '--policies', policies, '-f', 'json', '--show', 'all'];
    const { stdout, stderr } = await runCli(args);
    expect(stdout).toContain('acme.pry');
    expect(hushedLines(stdout)).toEqual([]);
    expect(hushedLines(stderr)).toEqual([]);
  });
});

describe('what one input marks and another repeats', () => {
  const policies = writePolicy(folder, 'pry', PRYING);

  test('a plan that marks and a state without marks', async () => {
    const fixtures = path.join(ROOT, 'test/fixtures/real');
    const text = readFileSync(path.join(fixtures, 'secret-copies.state.json'), 'utf8');
    const state = JSON.parse(text, (key, value) => (key === 'sensitive_values' ? {} : value));
    const bare = folder.write('bare.state.json', JSON.stringify(state));
    const plan = path.join(fixtures, 'secret-copies-update.plan.json');
    const { stdout } = await runCli([
      'scan',
      bare,
      plan,
      '--policies',
      policies,
      '-f',
      'json',
      '--show',
      'all',
    ]);
    expect(stdout).toContain('bare.state.json');
    expect(hushedLines(stdout)).toEqual([]);
  });

  test('and what is no secret stays', async () => {
    const file = path.join(ROOT, 'test/fixtures/real/secret-copies.state.json');
    const { stdout } = await runCli(['policy', 'input', file, 'aws_ebs_volume.noted']);
    const input = JSON.parse(stdout) as { values: Record<string, unknown>; tags: unknown; key?: string };
    expect(input.tags).toEqual({
      Note: '(sensitive)',
      Whole: '(sensitive)',
      Queue: '(sensitive)',
      Stage: 'production',
    });
    expect(input.values.availability_zone).toBe('us-east-1a');
    expect(input.key).toContain('aws_ebs_volume');
  });
});
