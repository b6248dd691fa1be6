/** Raw resources that no Terraform wrote: whatever stands in them, the shape neither throws nor loses the resource. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unfold } from '../../../src/resource/carriers/unfold.ts';
import type { RawResource } from '../../../src/resource/raw-resource.ts';
import type { Json, JsonObject } from '../../../src/resource/resource.ts';
import { typeSchema } from '../../../src/resource/type-schema.ts';
import { AWS, shaped } from './raw.ts';

const TYPES = [
  'aws_security_group',
  'aws_security_group_rule',
  'aws_default_network_acl',
  'aws_route_table',
  'aws_iam_role',
  'aws_iam_policy_attachment',
  'aws_s3_bucket',
  'aws_kms_key',
  'aws_sns_topic',
  'aws_alb',
  'aws_autoscaling_group',
  'aws_wafv2_web_acl',
  'aws_network_acl_rule',
  'other_type',
];
const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;

function valuesOf(type: string): fc.Arbitrary<JsonObject> {
  const schema = typeSchema(AWS, type);
  const names = [
    ...Object.keys(schema?.attributes ?? { a: 1 }),
    ...Object.keys(schema?.blocks ?? {}),
    '__proto__',
    'x',
  ];
  const inner = [
    'cidr_blocks',
    'self',
    'protocol',
    'rule',
    'policy',
    'key',
    'value',
    'permissions',
    'enabled',
  ];
  const element = fc.oneof(json, fc.dictionary(fc.constantFrom(...inner), json) as fc.Arbitrary<Json>);
  const value = fc.oneof(json, fc.array(element, { maxLength: 3 }) as fc.Arbitrary<Json>);
  return fc.dictionary(fc.constantFrom(...names), value) as fc.Arbitrary<JsonObject>;
}

const raws = fc.constantFrom(...TYPES).chain((type) => {
  const values = valuesOf(type);
  const mirror = fc.oneof(json, values, fc.constant(true));
  return fc.record(
    {
      type: fc.constant(type),
      provider: fc.constantFrom(AWS, 'x/y/z', ''),
      mode: fc.constantFrom('managed', 'data'),
      address: fc.constant(`${type}.x`),
      scope: fc.constant({}),
      values,
      unknown: mirror,
      sensitive: mirror,
      sensitivePaths: fc.array(
        fc.array(fc.oneof(fc.constantFrom('tags', 'ingress', '__proto__'), fc.nat(3))),
      ),
      change: fc.record({
        actions: fc.constantFrom(['create'], ['update'], ['delete', 'create'], ['no-op'], ['forget'], []),
        before: fc.oneof(values, fc.constant(null)),
        beforeSensitive: mirror,
      }),
      expressions: fc.oneof(values, fc.constant({})),
      observed: fc.constant({ from: 'plan' as const }),
    },
    { requiredKeys: ['type', 'provider', 'mode', 'address', 'scope', 'values', 'observed'] },
  ) as fc.Arbitrary<RawResource>;
});

describe('shape', () => {
  it('takes anything', () => {
    fc.assert(
      fc.property(raws, (raw) => {
        const records = shaped(raw);
        expect(records.length).toBeGreaterThan(0);
        const again = JSON.parse(JSON.stringify(records));
        expect(again).toHaveLength(records.length);
        for (const { address, unknown, sensitive } of records) {
          expect(address).toBe(raw.address);
          const roots = [...unknown.map(({ path }) => path), ...sensitive].map(([root]) => root);
          expect(
            roots.filter((root) => !['values', 'tags', 'scope', 'change'].includes(String(root))),
          ).toEqual([]);
        }
        expect(unfold(records).length).toBe(1);
      }),
      { numRuns: 400 },
    );
  }, 60_000);

  it('lets no sensitive value into what was before', () => {
    const secret = fc.constant('hunter2hunter2');
    const secrets = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        secret,
        fc.array(tie('value'), { maxLength: 2 }),
        fc.dictionary(fc.string(), tie('value')),
      ),
    })).value;
    fc.assert(
      fc.property(
        raws,
        secrets,
        fc.constantFrom('tags', 'ingress', 'policy', 'x', 'a', 'versioning'),
        (raw, value, name) => {
          const before = { [name]: value };
          const change = { actions: ['update'], before, beforeSensitive: { [name]: true } };
          const { unknown: _, sensitive: __, sensitivePaths: ___, ...rest } = raw;
          expect(JSON.stringify(shaped({ ...rest, values: {}, change }))).not.toContain('hunter2');
        },
      ),
      { numRuns: 200 },
    );
  });
});
