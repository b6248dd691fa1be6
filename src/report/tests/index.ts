/** The formats in which tests of policies are reported: name → lazy import. */
import type { Terminal } from '../../config/terminal.ts';
import type { TestRun } from '../../finding/test-run.ts';

export interface TestOptions extends Terminal {
  /** Passed tests too. */
  readonly verbose: boolean;
}

type TestReporter = (run: TestRun, options: TestOptions) => string;

export const TEST_REPORTERS = {
  table: async () => (await import('./table.ts')).testTable,
  junit: async () => (await import('./junit.ts')).junit,
  json: async () => (await import('../json.ts')).jsonText,
} satisfies Record<string, () => Promise<TestReporter>>;

export type TestFormat = keyof typeof TEST_REPORTERS;
