/** The packed provider schema says of every type and attribute what the provider's own schema says. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isOwnType } from '../../../src/resource/own-types.ts';
import { type BlockSchema, schemaTypes, typeSchema } from '../../../src/resource/type-schema.ts';

const AWS = 'registry.terraform.io/hashicorp/aws';
const source = path.resolve(import.meta.dirname, '../../../../shared/schemas/aws-5.100.0.json.gz');
if (!existsSync(source)) console.warn(`SKIPPED: packed schema against its source: ${source} is absent`);

describe('typeSchema', () => {
  it('gives attributes, flags and nested blocks', () => {
    const schema = typeSchema(AWS, 'aws_s3_bucket_versioning');
    expect(schema?.attributes.bucket).toEqual({
      type: 'string',
      required: true,
      optional: false,
      computed: false,
      sensitive: false,
      writeOnly: false,
      deprecated: false,
    });
    expect(schema?.blocks.versioning_configuration).toMatchObject({ nesting: 'list', min: 1, max: 1 });
    expect(Object.keys(schema?.blocks.versioning_configuration?.block.attributes ?? {}).sort()).toEqual([
      'mfa_delete',
      'status',
    ]);
  });

  it("holds the tool's own types, all attributes computed", () => {
    expect(typeSchema(AWS, 'driftlock_aws_account')).toEqual({
      type: 'driftlock_aws_account',
      attributes: {
        account_id: {
          type: 'string',
          required: false,
          optional: false,
          computed: true,
          sensitive: false,
          writeOnly: false,
          deprecated: false,
        },
      },
      blocks: {},
    });
    const entry = typeSchema(AWS, 'driftlock_aws_iam_credential_report_entry');
    expect(entry?.attributes.mfa_active?.type).toBe('bool');
    expect(typeSchema(AWS, 'driftlock_aws_iam_account_summary')?.attributes.users?.type).toBe('number');
    expect(schemaTypes(AWS).filter(({ type }) => isOwnType(type))).toEqual(
      ['account', 'region', 'iam_account_summary', 'iam_credential_report_entry'].map((name) => ({
        type: `driftlock_aws_${name}`,
        attributes: Object.keys(typeSchema(AWS, `driftlock_aws_${name}`)?.attributes ?? {}),
      })),
    );
  });

  it('does not mind the registry', () => {
    expect(typeSchema('registry.opentofu.org/hashicorp/aws', 'aws_vpc')).toBe(typeSchema(AWS, 'aws_vpc'));
  });

  it('has nothing for unknown types, names of object members and other providers', () => {
    for (const type of ['aws_nothing', 'driftlock_aws_nothing', 'constructor', '__proto__', 'toString', '']) {
      expect(typeSchema(AWS, type)).toBeUndefined();
    }
    expect(typeSchema('registry.terraform.io/hashicorp/random', 'random_id')).toBeUndefined();
    expect(typeSchema('terraform.io/builtin/terraform', 'terraform_data')).toBeUndefined();
    expect(typeSchema('', 'aws_vpc')).toBeUndefined();
    expect(typeSchema('registry.terraform.io/hashicorp/random', 'driftlock_aws_account')).toBeUndefined();
    expect(schemaTypes('registry.terraform.io/hashicorp/random')).toEqual([]);
    expect(typeSchema(AWS, 'aws_vpc')?.attributes.constructor).toBeUndefined();
  });
});

describe.skipIf(!existsSync(source))('against the provider schema', () => {
  it('keeps every type, attribute, flag and block', () => {
    const expected = JSON.parse(gunzipSync(readFileSync(source)).toString()) as Record<string, Source>;
    const types = schemaTypes(AWS).filter(({ type }) => !isOwnType(type));
    expect(types.map(({ type }) => type)).toEqual(Object.keys(expected).sort());
    for (const { type, attributes } of types) {
      const block = expected[type] as Source;
      expect(attributes.toSorted()).toEqual(
        Object.keys(block)
          .filter((name) => block[name]?.block === undefined)
          .sort(),
      );
      expect(unpacked(typeSchema(AWS, type) as BlockSchema), type).toEqual(block);
    }
  }, 60_000);
});

type Source = { [name: string]: { [key: string]: unknown; block?: Source } };

function unpacked(block: BlockSchema): Source {
  const result: Source = {};
  for (const [name, attribute] of Object.entries(block.attributes)) {
    const { type, writeOnly, ...flags } = attribute;
    const kept = Object.entries({ ...flags, write_only: writeOnly }).filter(([, value]) => value);
    result[name] = { type, ...Object.fromEntries(kept) };
  }
  for (const [name, nested] of Object.entries(block.blocks)) {
    result[name] = {
      block: unpacked(nested.block),
      nesting: nested.nesting,
      ...(nested.min > 0 && { min_items: nested.min }),
      ...(nested.max > 0 && { max_items: nested.max }),
    };
  }
  return result;
}
