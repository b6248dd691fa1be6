/** Documents written as text: what is known of them before apply, against what Terraform made of them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/resource/resource.ts';
import { contradictions, knownLeaves } from '../../toolchain/known-parts.ts';
import { documentOf } from './plan-differences.ts';

const FIXTURE = fileURLToPath(new URL('../../../fixtures/source-documents', import.meta.url));
const applied = JSON.parse(readFileSync(join(FIXTURE, 'applied.json'), 'utf8')) as Record<string, string>;

interface Partial {
  readonly value: unknown;
  readonly unknown: unknown;
  readonly sensitive: unknown;
}

async function policies(): Promise<Map<string, Partial>> {
  const { resource_changes } = await documentOf(FIXTURE);
  const found = new Map<string, Partial>();
  for (const { address, change } of resource_changes as unknown as {
    address: string;
    change: JsonObject;
  }[]) {
    const [value, unknown, sensitive] = ['after', 'after_unknown', 'after_sensitive'].map(
      (side) => (change[side] as JsonObject).policy,
    );
    if (value !== undefined || unknown !== undefined) found.set(address, { value, unknown, sensitive });
  }
  return found;
}

it('agree with what Terraform made of them, all but what holds quotes', async () => {
  const found = await policies();
  const whole: string[] = [];
  for (const [address, text] of Object.entries(applied)) {
    const { value, unknown } = found.get(address) ?? { value: undefined, unknown: undefined };
    if (unknown === true) whole.push(address);
    expect([address, contradictions(value, unknown, JSON.parse(text))]).toEqual([address, []]);
    // Beside the unknown leaves all of the document is known.
    if (unknown !== true) expect([address, knownLeaves(value) >= 3]).toEqual([address, true]);
  }
  expect(whole).toEqual(['aws_iam_policy.unsafe']);
  expect(Object.keys(applied).length).toBe(11);
});

it('have holes where something is not known, and nowhere else', async () => {
  const found = await policies();
  expect(found.get('aws_iam_policy.heredoc')).toEqual({
    value: {
      Version: '2012-10-17',
      Statement: [
        { Sid: 'Read', Effect: 'Allow', Action: ['s3:GetObject', 's3:*'], Resource: [null, null] },
        {
          Effect: 'Deny',
          Action: 'kms:Decrypt',
          Condition: { StringEquals: { 'kms:RequestAlias': 'alias/x', 'aws:PrincipalTag/a': 'q"\\' } },
        },
      ],
    },
    unknown: { Statement: [{ Resource: [true, true] }, { Resource: true }] },
    sensitive: undefined,
  });
  expect(found.get('aws_iam_policy.file')?.unknown).toEqual({
    Statement: [{ Resource: true }, { Resource: [true, false] }, { Resource: [true, true] }, false],
  });
  expect(found.get('aws_iam_policy.key')?.unknown).toEqual({
    Statement: [{ Condition: { StringEquals: true } }],
  });
  // Terraform marks the text as a whole.
  expect(found.get('aws_iam_policy.sensitive')?.sensitive).toBe(true);
  expect(found.get('module.inner.aws_s3_bucket_policy.handed')?.unknown).toEqual({
    Statement: { Resource: true },
  });
});
