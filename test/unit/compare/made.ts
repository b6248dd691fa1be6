/** Short ways to write findings, earlier reports and records for comparisons. */
import type { EarlierFinding, EarlierReport } from '../../../src/finding/earlier-report.ts';
import type { Resource } from '../../../src/resource/resource.ts';

export function earlier(fingerprint: string, more: Partial<EarlierFinding> = {}): EarlierFinding {
  return {
    fingerprints: [fingerprint],
    policy: 'a.p',
    severity: 'medium',
    verdict: 'fail',
    resource: { address: `t.${fingerprint}`, type: 't', scope: {} },
    messages: [],
    ...more,
  };
}

export function reported(
  findings: readonly EarlierFinding[],
  more: Partial<EarlierReport> = {},
): EarlierReport {
  return {
    file: 'old.json',
    version: '0.1.0',
    inputs: ['tfplan.json'],
    incomplete: [],
    judgedBy: new Set(['a.p', 'a.q']),
    coverage: [],
    outside: new Set(),
    onlyChanged: false,
    tellsAll: false,
    notices: [],
    findings,
    ...more,
  };
}

export function record(address: string | undefined, more: Partial<Resource> = {}): Resource {
  return {
    type: 't',
    provider: 'registry.terraform.io/hashicorp/aws',
    mode: 'managed',
    schema: { provider: 'registry.terraform.io/hashicorp/aws' },
    ...(address === undefined ? {} : { address }),
    scope: {},
    values: {},
    tags: {},
    unknown: [],
    sensitive: [],
    observed: { from: 'plan' },
    ...more,
  };
}
