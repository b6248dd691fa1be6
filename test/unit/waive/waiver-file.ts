/** Waiver files for tests: a whole one with what a test says of it, and what the reader makes of it. */

import { DriftlockError } from '../../../src/errors.ts';
import { readWaivers, type WaiverReading } from '../../../src/waive/read-waivers.ts';
import type { WaiverRules } from '../../../src/waive/waiver-rule.ts';

export const NOW = Date.UTC(2026, 10, 22, 12) / 1000;

const IDS = ['aws.s3.bucket_logging', 'aws.s3.bucket_versioning', 'aws.kms.key_rotation'];

/** Knows the ids above by themselves and `aws.s3.*`. */
export function readingAt(now: number, longestTerm = 365): WaiverReading {
  return {
    now,
    longestTerm,
    policiesNamed: ({ pattern, where }) => {
      const found = IDS.filter(
        (id) => id === pattern || (pattern === 'aws.s3.*' && id.startsWith('aws.s3.')),
      );
      if (pattern !== '*' && found.length === 0)
        throw new DriftlockError('policy-unknown', `unknown policy "${pattern}"`, { where, hint: 'none' });
      return new Set(pattern === '*' ? IDS : found);
    },
  };
}

const USUAL = {
  id: 'w',
  policy: 'aws.s3.bucket_logging',
  resource: 'aws_s3_bucket.logs',
  reason: 'moved away',
  owner: 'platform',
  expires: '2027-03-31',
};

/** JSON is YAML. */
export function fileWith(waivers: readonly object[], gaps: readonly object[] = []): string {
  const gap = {
    id: 'g',
    type: 'aws_s3_bucket',
    reason: 'no permission',
    owner: 'platform',
    expires: '2027-03-31',
  };
  return JSON.stringify({
    waivers: waivers.map((one) => ({ ...USUAL, ...one })),
    gaps: gaps.map((one) => ({ ...gap, ...one })),
  });
}

export function rulesOf(text: string, now = NOW): WaiverRules {
  const { waivers, gaps } = readWaivers(text, 'w.yaml', readingAt(now));
  return { files: ['w.yaml'], waivers, gaps };
}
