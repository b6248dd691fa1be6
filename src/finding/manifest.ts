/** The manifest of a snapshot: what was asked, what was reached, and which shards hold it. */
import type { CoverageEntry } from './coverage.ts';

export interface Shard {
  /** Below the snapshot's folder: `aws/111122223333/eu-west-1/aws_ebs_volume.ndjson.gz`. */
  readonly path: string;
  readonly type: string;
  readonly resources: number;
  /** Of the file as it lies there. */
  readonly bytes: number;
  readonly sha256: string;
}

export interface Manifest {
  readonly schema: 'https://driftlock.dev/schemas/snapshot-1.json';
  readonly format_version: string;
  readonly tool: { readonly name: 'driftlock'; readonly version: string };
  readonly cloud: string;
  /** Who read it: an ARN. */
  readonly identity: string;
  readonly asked: {
    readonly accounts: readonly string[];
    readonly regions: readonly string[];
    /** Whether these are all that are enabled; what nobody says may be false. */
    readonly all_regions?: boolean;
    readonly types: readonly string[];
  };
  /** ISO 8601. */
  readonly started: string;
  readonly ended: string;
  /** Which key sensitive values were hashed with; null for none. */
  readonly redaction_key: string | null;
  readonly coverage: readonly Omit<CoverageEntry, 'source'>[];
  readonly resources: number;
  /** Attributes by type that its collector cannot fill, and why. */
  readonly not_filled: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Requests by operation. */
  readonly requests: Readonly<Record<string, number>>;
  readonly shards: readonly Shard[];
}
