/** A setting as the cloud has it, in the bucket's own words: as the provider's state of a bucket repeats it. */
import { expect, it } from 'vitest';
import { unfold } from '../../../../src/resource/carriers/unfold.ts';
import type { JsonObject } from '../../../../src/resource/resource.ts';
import { shaped, state } from '../raw.ts';

function spelt(attribute: string, type: string, values: JsonObject): unknown {
  const [bucket] = shaped(state('aws_s3_bucket', { bucket: 'b' }));
  const [setting] = shaped(state(type, { bucket: 'b', ...values }));
  if (bucket === undefined || setting === undefined) throw new Error('no record');
  const { address = '' } = bucket;
  const declared = { type: 'aws_s3_bucket', address, path: [attribute], as: 'echo' as const };
  return unfold([bucket, { ...setting, address, declared }])[0]?.values[attribute];
}

it('a CORS rule without the id, which a bucket has no word for', () => {
  const rule = { allowed_methods: ['GET'], allowed_origins: ['*'] };
  expect(
    spelt('cors_rule', 'aws_s3_bucket_cors_configuration', { cors_rule: [{ id: 'up', ...rule }] }),
  ).toEqual([rule]);
});

it.each([
  ['Enabled', { delete_marker_replication_status: 'Enabled' }],
  ['Disabled', {}],
])('replication of delete markers that is %s', (status, expected) => {
  const rule = {
    status: 'Enabled',
    destination: [{ bucket: 'arn' }],
    delete_marker_replication: [{ status }],
  };
  expect(
    spelt('replication_configuration', 'aws_s3_bucket_replication_configuration', {
      role: 'r',
      rule: [rule],
    }),
  ).toEqual([{ role: 'r', rules: [{ status: 'Enabled', destination: [{ bucket: 'arn' }], ...expected }] }]);
});
