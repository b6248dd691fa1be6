/** The registry of report formats: name → lazy import of its reporter. */
import type { Reporter } from './reporter.ts';

export const REPORTERS = {
  table: async () => (await import('./table.ts')).table,
  json: async () => (await import('./json.ts')).json,
  sarif: async () => (await import('./sarif.ts')).sarif,
  markdown: async () => (await import('./pull-request-comment.ts')).pullRequestComment,
  junit: async () => (await import('./junit.ts')).junit,
  csv: async () => (await import('./csv.ts')).csv,
  gitlab: async () => (await import('./gitlab.ts')).gitlab,
  'github-summary': async () => (await import('./github-summary.ts')).githubSummary,
} satisfies Record<string, () => Promise<Reporter>>;

/** What a runner obeys: some findings in its own language, so that nothing that holds for reports holds for these. */
const COMMAND_REPORTERS = {
  'github-annotations': async () => (await import('./github-annotations.ts')).githubAnnotations,
} satisfies Record<string, () => Promise<Reporter>>;

export const ALL_REPORTERS = { ...REPORTERS, ...COMMAND_REPORTERS };

export type Format = keyof typeof ALL_REPORTERS;
