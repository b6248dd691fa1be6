/** Host names of buckets and of the websites in them. */
import type { Place } from './bucket-setting.ts';

/** Source: https://docs.aws.amazon.com/general/latest/gr/s3.html, read 2026-11. */
const SUFFIXES: Readonly<Record<string, string>> = {
  'aws-cn': 'amazonaws.com.cn',
  'aws-iso': 'c2s.ic.gov',
  'aws-iso-b': 'sc2s.sgov.gov',
  'aws-iso-e': 'cloud.adc-e.uk',
  'aws-iso-f': 'csp.hci.ic.gov',
  'aws-eusc': 'amazonaws.eu',
};

/** Regions whose websites have a dash between `s3-website` and the region; in all others it is a dot. */
const DASHED = new Set([
  'ap-northeast-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'eu-west-1',
  'sa-east-1',
  'us-east-1',
  'us-gov-west-1',
  'us-west-1',
  'us-west-2',
]);

export function bucketDomain(bucket: string, partition: string): string {
  return `${bucket}.s3.${suffix(partition)}`;
}

export function regionalDomain({ bucket, region, partition }: Place): string {
  return `${bucket}.s3.${region}.${suffix(partition)}`;
}

/** Without the bucket's name. */
export function websiteDomain({ region, partition }: Place): string {
  return `s3-website${DASHED.has(region) ? '-' : '.'}${region}.${suffix(partition)}`;
}

function suffix(partition: string): string {
  return SUFFIXES[partition] ?? 'amazonaws.com';
}
