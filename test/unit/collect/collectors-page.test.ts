/** docs/collectors.md is what the collectors declare, and its IAM policy is one that AWS takes. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { AWS_COLLECTORS } from '../../../src/collect/aws/registry.ts';
import { SESSION_PERMISSIONS } from '../../../src/collect/aws/session.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PAGE = readFileSync(path.join(ROOT, 'docs/collectors.md'), 'utf8');
/** IAM User Guide, "IAM and AWS STS quotas": characters of a managed policy, white space left out. */
const MOST_CHARACTERS = 6144;

interface Statement {
  readonly Action: string | readonly string[];
}

const document = JSON.parse(/```json\n(.*?)```/s.exec(PAGE)?.[1] ?? '') as {
  readonly Statement: readonly Statement[];
};
const allowed = document.Statement.flatMap(({ Action }) => Action);
const collectors = await Promise.all(Object.values(AWS_COLLECTORS).map(({ load }) => load()));

describe('the page of collectors', () => {
  it('is current: `npm run docs:collectors` changes nothing', () => {
    const script = path.join(ROOT, 'scripts/collectors-page.mjs');
    expect(execFileSync(process.execPath, [script, '--print'], { encoding: 'utf8' })).toBe(PAGE);
  });

  it('its policy allows each action of each collector once, sorted, in a size that AWS takes', () => {
    const needed = [...SESSION_PERMISSIONS, ...collectors.flatMap(({ permissions }) => permissions)];
    expect([...allowed].sort()).toEqual([...new Set(needed)].sort());
    const [first] = document.Statement;
    expect(first?.Action).toEqual([...(first?.Action ?? [])].sort());
    expect(JSON.stringify(document).length).toBeLessThan(MOST_CHARACTERS);
  });

  it('none of its actions writes', () => {
    const reading = /^[a-z0-9]+:(Get|List|Describe|GenerateCredentialReport$)|^kms:Decrypt$/;
    expect(allowed.filter((action) => !reading.test(action))).toEqual([]);
  });
});

const MANAGED_POLICIES = `
import json
from moto.iam.aws_managed_policies import aws_managed_policies_data
known = json.loads(aws_managed_policies_data)
print(json.dumps({name: known[name]["Document"] for name in ("SecurityAudit", "ReadOnlyAccess")}))
`;

interface ManagedStatement extends Statement {
  readonly Effect: string;
  readonly Resource: string | readonly string[];
}

const moto = spawnSync('python3', ['-c', MANAGED_POLICIES], { encoding: 'utf8', maxBuffer: 64 << 20 });
if (moto.status !== 0)
  console.warn('SKIPPED: policies that AWS manages: moto, which has them, is not installed');

describe.skipIf(moto.status !== 0)('what policies that AWS manages lack', () => {
  it.each(['SecurityAudit', 'ReadOnlyAccess'])('%s', (name) => {
    const documents = JSON.parse(moto.stdout) as Record<string, { Statement: readonly ManagedStatement[] }>;
    const patterns = (documents[name]?.Statement ?? [])
      .filter(({ Effect, Resource }) => Effect === 'Allow' && Resource === '*')
      .flatMap(({ Action }) => Action)
      .map((action) => new RegExp(`^${action.replaceAll('*', '.*')}$`, 'i'));
    expect(patterns.length).toBeGreaterThan(100);
    const lacking = allowed.filter((action) => !patterns.some((pattern) => pattern.test(action))).sort();
    const row = PAGE.split('\n').find((line) => line.startsWith(`| [${name}]`));
    expect(row?.split(' | ')[1]).toBe(`${lacking.map((action) => `\`${action}\``).join(', ')} |`);
  });
});
