/** Test run: every *.test.ts under test/, no network but 127.0.0.1; DRIFTLOCK_TEST_REPORT names a JSON report for CI. */
import { defineConfig } from 'vitest/config';

const report = process.env.DRIFTLOCK_TEST_REPORT;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/temporary-folder-of-run.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    ...(report === undefined
      ? {}
      : {
          reporters: ['default', ['json', { outputFile: report }]] as [
            'default',
            ['json', { outputFile: string }],
          ],
        }),
  },
});
