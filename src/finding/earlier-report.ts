/** A report that an earlier run wrote, as far as a comparison needs it. */
import type { CoverageEntry } from './coverage.ts';
import type { Finding } from './finding.ts';

/** What it is known by, and its verdict. Texts of it are of unknown origin: anybody may have edited the file. */
export type EarlierFinding = Pick<
  Finding,
  'fingerprints' | 'policy' | 'severity' | 'verdict' | 'resource' | 'messages'
> & { readonly enforcement?: 'warn'; readonly raw?: true };

/** What a report tells of what it does not list. */
export interface ReportFacts {
  /** Ids of the policies that judged; undefined where it does not say. */
  readonly judgedBy: ReadonlySet<string> | undefined;
  readonly coverage: readonly CoverageEntry[];
  /** Policies that left out resources outside of their paths. */
  readonly outside: ReadonlySet<string>;
  readonly onlyChanged: boolean;
  /** Every verdict is listed, or was seen: what is not among them was not there. */
  readonly tellsAll: boolean;
}

export interface EarlierReport extends ReportFacts {
  /** As given. */
  readonly file: string;
  /** Of the driftlock that wrote it. */
  readonly version: string;
  /** Names of its inputs. */
  readonly inputs: readonly string[];
  readonly incomplete: readonly string[];
  readonly findings: readonly EarlierFinding[];
  /** Lines for standard error: what about it keeps a comparison from being exact. */
  readonly notices: readonly string[];
}
