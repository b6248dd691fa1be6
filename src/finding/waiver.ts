/** Waivers as reports tell them: what was accepted, by whom, until when, and what no longer is. */

/** Whether a waiver or gap holds on the day of the run. */
export type Validity = 'valid' | 'expired' | 'pending';

/** Why a finding is accepted. */
export interface FindingWaiver {
  /** Of the entry in a waiver file; of a comment, what it says: `checkov:skip=CKV_AWS_20`. */
  readonly id: string;
  readonly kind: 'file' | 'inline';
  readonly reason: string;
  readonly owner?: string;
  readonly approver?: string;
  readonly ticket?: string;
  /** The last day on which it holds, in UTC: `2027-01-31`; a comment of another tool may have none. */
  readonly expires?: string;
  /** Where it stands. */
  readonly file: string;
  /** From 1. */
  readonly line?: number;
}

/** A waiver with how many findings it is about. */
export interface WaiverUse extends FindingWaiver {
  readonly findings: number;
}

/** An accepted gap in the evidence, with what it is about; one that does not hold accepts nothing of it. */
export interface GapUse extends Omit<FindingWaiver, 'kind'> {
  readonly holds: Validity;
  /** Listings that failed, or were not whole. */
  readonly coverage: number;
  /** Values that could not be read, in verdicts that are unknown for it. */
  readonly reads: number;
}

/** What waivers did in a run; each list in the order of the files. */
export interface WaiversSummary {
  readonly files: readonly string[];
  /** With the findings that each is about: those that fail are waived, those that are unknown stay so. */
  readonly applied: readonly WaiverUse[];
  /** They hold no longer; with the findings that they would be about. */
  readonly expired: readonly WaiverUse[];
  /** They do not hold yet; with the findings that they would be about. */
  readonly pending: readonly WaiverUse[];
  /** About more resources than one may be without saying so: they do not hold. */
  readonly refused: readonly (WaiverUse & { readonly resources: number; readonly most: number })[];
  /** About nothing in this run. */
  readonly unused: readonly FindingWaiver[];
  readonly gaps: readonly GapUse[];
}
