/** A block that the provider fills in: what a create plan says of it where nobody wrote it, and where somebody did. */
import { expect, test } from 'vitest';
import type { RawResource } from '../../../../src/resource/raw-resource.ts';
import type { Json, JsonObject, Unknown } from '../../../../src/resource/resource.ts';
import { computedBlocks } from '../../../../src/resource/shape/computed-blocks.ts';
import { shape } from '../../../../src/resource/shape.ts';
import { typeSchema } from '../../../../src/resource/type-schema.ts';

const AWS = 'registry.terraform.io/hashicorp/aws';
const RECOVERY = ['values', 'point_in_time_recovery'];

const BARE: RawResource = {
  type: 'aws_dynamodb_table',
  provider: AWS,
  mode: 'managed',
  address: 'aws_dynamodb_table.t',
  scope: { account: '1', region: 'eu-west-1' },
  values: { name: 't' },
  unknown: { point_in_time_recovery: true },
  change: { actions: ['create'], before: null },
  observed: { from: 'plan' },
};
const PLANNED: RawResource = { ...BARE, expressions: { name: {} } };

function ofRecovery(table: RawResource): readonly Unknown[] {
  const places = shape(table, typeSchema(AWS, 'aws_dynamodb_table')).flatMap(({ unknown }) => unknown);
  return places.filter(({ path }) => path[1] === RECOVERY[1] && path.length === RECOVERY.length);
}

test('nobody wrote it', () => {
  expect(ofRecovery(PLANNED)).toEqual([{ path: RECOVERY, reason: 'unset' }]);
});

const shown: JsonObject = { name: {}, point_in_time_recovery: [{ enabled: {} }] };
const recovery: Json = [{ enabled: true }];

test.each<[string, RawResource, readonly Unknown[]]>([
  [
    'written, and unknown all the same',
    { ...PLANNED, expressions: shown },
    [{ path: RECOVERY, reason: 'after-apply' }],
  ],
  ['no configuration to look at', BARE, [{ path: RECOVERY, reason: 'after-apply' }]],
  [
    'an update, which keeps what there was',
    { ...PLANNED, change: { actions: ['update'], before: { name: 't' } } },
    [{ path: RECOVERY, reason: 'after-apply' }],
  ],
  [
    'written, and known',
    { ...PLANNED, expressions: shown, values: { name: 't', point_in_time_recovery: recovery }, unknown: {} },
    [],
  ],
])('%s', (_, table, expected) => {
  expect(ofRecovery(table)).toEqual(expected);
});

test.each(['aws_dynamodb_table'])('%s: its schema has each of them, and none has to be written', (type) => {
  const blocks = typeSchema(AWS, type)?.blocks ?? {};
  expect(computedBlocks(type).map((name) => blocks[name]?.min)).toEqual(computedBlocks(type).map(() => 0));
  expect(computedBlocks(type)).not.toEqual([]);
});

test.each(['aws_s3_bucket', 'toString'])('%s has none here', (type) => {
  expect(computedBlocks(type)).toEqual([]);
});
