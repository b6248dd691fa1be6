/** The record that a setting makes of an answer of S3. */
import type { BucketSetting } from '../../../../../../src/collect/aws/s3/bucket-setting.ts';

/** What S3 says of every bucket that has none is the answer undefined. */
export function recordOf<Output>(setting: BucketSetting<Output>, output: unknown, region = 'us-east-1') {
  const place = { bucket: 'data', region, partition: 'aws' };
  const [record, ...others] = setting.records(place, { value: output as Output });
  if (others.length > 0) throw new Error('a bucket has one record of a setting');
  if (record === undefined) return undefined;
  const { id, bucket, ...values } = record.values;
  if (id !== 'data' || bucket !== 'data' || record.type !== setting.type || record.region !== region)
    throw new Error(`a record of another bucket: ${JSON.stringify(record)}`);
  return record.origin === undefined ? { values } : { values, origin: record.origin };
}
