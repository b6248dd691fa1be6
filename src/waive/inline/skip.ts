/** A comment in a configuration that accepts what a policy says of its block. */
import type { FindingWaiver } from '../../finding/waiver.ts';

export interface Skip extends Pick<FindingWaiver, 'reason' | 'owner' | 'approver' | 'ticket' | 'expires'> {
  readonly tool: 'driftlock' | 'checkov' | 'trivy';
  /** As it is written: `checkov:skip=CKV_AWS_20`. */
  readonly said: string;
  /** Ids and aliases of policies; `*` of trivy stands for all of its checks. */
  readonly names: readonly string[];
  readonly line: number;
  readonly column: number;
}

export const NO_REASON = 'no reason given';
