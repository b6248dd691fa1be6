/** Blocks of a set: what one block writes is written, whichever element it becomes. */
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/resource/resource.ts';
import { shape } from '../../../../src/resource/shape.ts';
import { typeSchema } from '../../../../src/resource/type-schema.ts';

const AWS = 'registry.terraform.io/hashicorp/aws';

test('a nested block that two elements write differently loses no unknown place', () => {
  const rule = (id: string, time: JsonObject): JsonObject => ({
    id,
    status: 'Enabled',
    destination: [{ bucket: 'arn:aws:s3:::far', replication_time: [time] }],
  });
  const configured = { role: 'r', rules: [rule('a', { minutes: 3 }), rule('b', { status: 'Enabled' })] };
  const after = { role: 'r', rules: [rule('a', {}), rule('b', { status: 'Enabled' })] };
  const records = shape(
    {
      type: 'aws_s3_bucket',
      provider: AWS,
      mode: 'managed',
      address: 'aws_s3_bucket.b',
      scope: { account: '1', region: 'eu-west-1' },
      values: { bucket: 'b', replication_configuration: [after] },
      unknown: {
        replication_configuration: [
          { rules: [{ destination: [{ replication_time: [{ minutes: true }] }] }] },
        ],
      },
      change: { actions: ['create'], before: null },
      expressions: { bucket: {}, replication_configuration: [configured] },
      observed: { from: 'plan' },
    },
    typeSchema(AWS, 'aws_s3_bucket'),
  );
  const replication = records.find(({ type }) => type === 'aws_s3_bucket_replication_configuration');
  expect(replication?.unknown).toEqual([
    {
      path: ['values', 'rule', 0, 'destination', 0, 'replication_time', 0, 'time', 0, 'minutes'],
      reason: 'after-apply',
    },
  ]);
});
