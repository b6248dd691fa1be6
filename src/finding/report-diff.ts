/** The document of two reports held against each other: what `report diff -f json` prints and its reporters render. */
import type { Became } from './comparison.ts';
import type { Finding, Severity, Verdict } from './finding.ts';

/**
 * Told apart by the verdict in the older and in the newer report. `new`: fails, and did not fail then, whatever it was.
 * `reopened`: fails, and was waived then. `open`: fails as it did. `fixed`: failed (or was waived), and passes or does
 * not apply. `waived`: accepted since. `gone`: its resource is not there any more. `not-judged`: the newer run did not
 * look. The last four are about what is not known, which is never fixed: failed, was waived or was fine and is not known
 * (`no-longer-known`), is not known and was not listed (`newly-unknown`), was not known and is fine (`now-known`).
 */
export const CHANGES = [
  'new',
  'reopened',
  'no-longer-known',
  'newly-unknown',
  'open',
  'still-unknown',
  'fixed',
  'waived',
  'now-known',
  'gone',
  'not-judged',
] as const;
export type Change = (typeof CHANGES)[number];

interface Side {
  readonly verdict: Verdict;
  readonly severity: Severity;
}

export interface DiffFinding {
  readonly change: Change;
  /** In the newer report, else in the older one. */
  readonly fingerprint: string;
  readonly policy: string;
  readonly resource: Finding['resource'];
  readonly messages: readonly string[];
  readonly enforcement?: 'warn';
  /** Left out where that report does not list it. */
  readonly before?: Side;
  readonly after?: Side;
  /** Why the newer report does not list it; of a new one, that its policy judged nothing for the older one. */
  readonly why?: Became;
}

export interface DiffSide {
  /** As given. */
  readonly file: string;
  readonly version: string;
  readonly inputs: readonly string[];
  readonly findings: number;
  /** What keeps the comparison from being exact, one line each. */
  readonly limits: readonly string[];
}

export interface ReportDiff {
  readonly schema: 'https://driftlock.dev/schemas/report-diff-1.json';
  readonly tool: { readonly name: 'driftlock'; readonly version: string };
  readonly old: DiffSide;
  readonly new: DiffSide;
  readonly summary: Readonly<Record<Change, number>> & {
    /** Findings of both whose severity is another. */
    readonly severityChanged: number;
  };
  /** In the order of CHANGES, then the most severe first. */
  readonly findings: readonly DiffFinding[];
}

export function changesSeverity({ before, after }: DiffFinding): boolean {
  return before !== undefined && after !== undefined && before.severity !== after.severity;
}
