import { expect, test } from 'vitest';
import { nearest, suggestion } from '../../../src/config/nearest.ts';

const IDS = ['aws.ec2.ebs_volume_encryption', 'aws.s3.bucket_versioning', 'aws.s3.bucket_logging'];

test.each([
  ['aws.s3.bucket_versionning', 'aws.s3.bucket_versioning'],
  ['ebs_volume_encrypton', 'aws.ec2.ebs_volume_encryption'],
  ['AWS.S3.BUCKET_LOGGING', 'aws.s3.bucket_logging'],
  ['qqq', undefined],
])('%s → %s', (name, found) => {
  expect(nearest(name, IDS)).toBe(found);
});

test('without anything alike all names are offered', () => {
  expect(suggestion('sarif', ['table', 'json'])).toBe('known: table, json');
  expect(suggestion('jsn', ['table', 'json'])).toBe('did you mean "json"? known: table, json');
});

test('names that are too many for a line are counted, or listed by something else', () => {
  const many = Array.from({ length: 13 }, (_, index) => `aws_type_${index}`);
  expect(suggestion('qqq', many)).toBe('none of the 13 that are known is like it');
  expect(suggestion('aws_typ_1', many)).toBe('did you mean "aws_type_1"?');
  expect(suggestion('qqq', IDS, 'driftlock policy list')).toBe('driftlock policy list names them all');
  expect(suggestion('bucket_loging', IDS, 'driftlock policy list')).toBe(
    'did you mean "aws.s3.bucket_logging"? driftlock policy list names them all',
  );
});
