/** A change as the source tells it becomes one as a plan shows it. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { asPlanned } from '../../../../src/input/hcl/as-planned.ts';
import type { Json, JsonObject } from '../../../../src/resource/resource.ts';
import type { EvaluatedChange } from '../../../../src/toolchain/hcl-types.ts';
import { documentOf, readPlan } from './plan-differences.ts';

interface Sides {
  readonly after: JsonObject;
  readonly unknown?: JsonObject;
  readonly sensitive?: JsonObject;
}

function planned(
  type: string,
  { after, unknown = {}, sensitive = {} }: Sides,
  more: Partial<EvaluatedChange> = {},
) {
  const change = {
    actions: ['create'],
    before: null,
    after,
    after_unknown: unknown,
    after_sensitive: sensitive,
  };
  const element = {
    address: `${type}.a`,
    mode: 'managed',
    type,
    name: 'a',
    provider_name: 'registry.terraform.io/hashicorp/aws',
    change,
  };
  const frozen = structuredClone(element);
  const out = asPlanned({ change: element, ...more });
  // What came is left as it was.
  expect(element).toEqual(frozen);
  const { change: made, ...others } = out.element;
  expect(others).toEqual({ ...element, change: undefined });
  const { after: values, after_unknown: open, after_sensitive: secret } = made as Record<string, JsonObject>;
  return { after: values as JsonObject, unknown: open, sensitive: secret, reasons: out.reasons };
}

/** Members that are not null. */
function there(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

describe.each(['source', 'source-json'])('%s', (name) => {
  it('has the attributes that Terraform plans, all of them and no other', async () => {
    const folder = fileURLToPath(new URL(`../../../fixtures/${name}`, import.meta.url));
    const { resource_changes: own } = await documentOf(folder);
    const namesOf = (changes: unknown) =>
      Object.fromEntries(
        (changes as { address: string; type: string; mode: string; change: Record<string, JsonObject> }[])
          // Terraform's own type has no schema here.
          .filter(({ type, mode }) => mode === 'managed' && type !== 'terraform_data')
          .map(({ address, change }) => [
            address,
            [
              ...new Set([...Object.keys(change.after ?? {}), ...Object.keys(change.after_unknown ?? {})]),
            ].sort(),
          ]),
      );
    expect(namesOf(own)).toEqual(namesOf(readPlan(join(folder, 'plan.json.gz')).resource_changes));
  });
});

describe('what nobody wrote', () => {
  it('is null, or no block, and nothing where it is unknown', () => {
    const { after, unknown } = planned('aws_sqs_queue', {
      after: { name: 'q' },
      unknown: { arn: true, policy: true },
    });
    expect(there(after)).toEqual({ name: 'q' });
    expect(Object.keys(after)).toEqual(expect.arrayContaining(['kms_master_key_id', 'fifo_queue', 'tags']));
    expect(Object.hasOwn(after, 'arn') || Object.hasOwn(after, 'policy')).toBe(false);
    expect(unknown).toEqual({ arn: true, policy: true });
  });

  it('is so in each block too, but for one that is unknown', () => {
    const rule = { id: 'one', expiration: [{ days: 30 }] };
    const { after } = planned('aws_s3_bucket_lifecycle_configuration', {
      after: { bucket: 'b', rule: [rule, { id: 'two' }] },
      unknown: { rule: [{ status: true }, { expiration: true }] },
    });
    const [one, two] = after.rule as unknown as [JsonObject, JsonObject];
    expect(there(one)).toEqual({
      id: 'one',
      expiration: [expect.objectContaining({ days: 30, date: null })],
      filter: [],
      transition: [],
      noncurrent_version_expiration: [],
      noncurrent_version_transition: [],
      abort_incomplete_multipart_upload: [],
    });
    expect(Object.hasOwn(one, 'status')).toBe(false);
    expect(two.status).toBeNull();
    expect(Object.hasOwn(two, 'expiration')).toBe(false);
  });

  it('is unknown where the provider fills the block in', () => {
    const none = planned('aws_s3_bucket', { after: { bucket: 'b', logging: [] } });
    expect(none.unknown).toMatchObject({ logging: true, versioning: true });
    const table = planned('aws_dynamodb_table', { after: { point_in_time_recovery: [{ enabled: true }] } });
    expect(table.unknown).toEqual({});
    expect(planned('aws_dynamodb_table', { after: {} }).unknown).toEqual({ point_in_time_recovery: true });
  });

  it('is nothing at all of a type without a schema', () => {
    const sides = { after: { a: 1 }, unknown: { b: true }, sensitive: { a: true } };
    expect(planned('aws_of_tomorrow', sides)).toEqual({ ...sides, reasons: undefined });
  });
});

describe('a document of which a part is known', () => {
  const document = {
    value: { Statement: [{ Effect: 'Allow' }] } as Json,
    unknown: { Statement: [{ Resource: true }] } as Json,
    reasons: null,
    sensitive: null,
  };
  const unknown = { policy: true, description: true };

  it('stands in the place of its text, with what is unknown of it and why', () => {
    const reasons = { policy: 'data-source', description: 'variable' };
    const told = { ...document, reasons: { Statement: [{ Resource: 'data-source' }] } };
    const out = planned('aws_iam_policy', { after: {}, unknown }, { reasons, documents: { policy: told } });
    expect(there(out.after)).toEqual({ policy: document.value });
    expect(out.unknown).toEqual({ policy: document.unknown, description: true });
    expect(out.reasons).toEqual({ policy: told.reasons, description: 'variable' });
  });

  it('has no reason where only apply decides, whatever the text had', () => {
    const more = { reasons: { policy: 'variable' }, documents: { policy: document } };
    expect(planned('aws_iam_policy', { after: {}, unknown }, more).reasons).toEqual({ policy: false });
  });

  it('is secret where its text is, or where a part of it is', () => {
    const secret = { ...document, sensitive: { Statement: [{ Effect: true }] } };
    const documents = { policy: secret };
    expect(planned('aws_iam_policy', { after: {}, unknown }, { documents }).sensitive).toEqual({
      policy: secret.sensitive,
    });
    const sensitive = { policy: true };
    expect(planned('aws_iam_policy', { after: {}, unknown, sensitive }, { documents }).sensitive).toEqual(
      sensitive,
    );
  });

  it('is none in an attribute that holds no document', () => {
    const out = planned('aws_iam_policy', { after: {}, unknown }, { documents: { description: document } });
    expect([there(out.after), out.unknown]).toEqual([{}, unknown]);
  });
});
