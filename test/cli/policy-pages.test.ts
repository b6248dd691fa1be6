/** docs/policies has a page for each bundled policy, as its METADATA is now. */
import { expect, test } from 'vitest';
import { ROOT, runCli } from './run-cli.ts';

test('the pages of the bundled policies are current (npm run docs:policies)', async () => {
  const { code, stdout } = await runCli(['policy', 'docs', '--no-config', '-o', 'docs/policies', '--check'], {
    cwd: ROOT,
  });
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^docs\/policies: \d+ pages, all current\n$/),
  });
});
