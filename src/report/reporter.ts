/** What a reporter is: a pure function from a report to text. */
import type { Severity, Verdict } from '../finding/finding.ts';
import type { Policy } from '../finding/policy.ts';
import type { Report } from '../finding/report.ts';

/** What a report says of a policy beside its id. */
export type PolicyHelp = Pick<Policy, 'title' | 'relatedResources'> &
  Pick<Partial<Policy>, 'description' | 'severity' | 'remediation' | 'fix' | 'controls'>;

export interface RenderOptions {
  readonly colour: boolean;
  /** Columns to fill, at least 40. */
  readonly width: number;
  readonly show: ReadonlySet<Verdict>;
  /** By policy id; a policy without an entry is shown by its id. */
  readonly policies: Readonly<Record<string, PolicyHelp>>;
  /** Options of this run that another verb needs in order to see the same; left out where the text names none. */
  readonly again?: readonly string[];
  /** What the process will end with, and from which severity on; left out where the text does not tell. */
  readonly exit?: {
    readonly code: 0 | 1 | 3;
    readonly failOn: Severity;
    /** The verdict unknown counts as a failure. */
    readonly unknownFails?: boolean;
    /** Incomplete evidence was accepted (`--allow-incomplete`), whatever the code. */
    readonly allowIncomplete?: boolean;
  };
  /** How SARIF is written; `oasis` where left out. */
  readonly sarif?: SarifOptions;
  /** A file, as it was given, as a path from the repository's root with `/`; undefined where it lies outside. Left out: as given. */
  readonly inRepository?: (name: string) => string | undefined;
  /** Is told what a text has no room for, a line each. */
  readonly tell?: (line: string) => void;
}

/** `oasis` is all that the standard has a word for; `github` what code scanning takes for an alert. */
export const SARIF_PROFILES = ['oasis', 'github'] as const;
export type SarifProfile = (typeof SARIF_PROFILES)[number];

export interface SarifOptions {
  readonly profile: SarifProfile;
  /** Keeps the alerts of several scans of one repository apart. */
  readonly category?: string;
}

/**
 * Add a format: one file here that exports a Reporter, one line in index.ts. It neither writes nor reads anything;
 * the text ends with a newline.
 */
export type Reporter = (report: Report, options: RenderOptions) => string;
