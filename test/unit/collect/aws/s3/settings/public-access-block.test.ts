import { describe, expect, it } from 'vitest';
import { publicAccessBlock } from '../../../../../../src/collect/aws/s3/settings/public-access-block.ts';
import { recordOf } from './record-of.ts';

const ALL = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};
const VALUES = {
  block_public_acls: true,
  ignore_public_acls: true,
  block_public_policy: true,
  restrict_public_buckets: true,
};

describe('public access block', () => {
  it('with all four on is what new buckets have', () => {
    expect(recordOf(publicAccessBlock, { PublicAccessBlockConfiguration: ALL })).toEqual({
      values: VALUES,
      origin: 'default',
    });
  });

  it.each([
    ['BlockPublicAcls', 'block_public_acls'],
    ['IgnorePublicAcls', 'ignore_public_acls'],
    ['BlockPublicPolicy', 'block_public_policy'],
    ['RestrictPublicBuckets', 'restrict_public_buckets'],
  ])('%s is %s', (name, attribute) => {
    for (const off of [false, undefined])
      expect(
        recordOf(publicAccessBlock, { PublicAccessBlockConfiguration: { ...ALL, [name]: off } }),
      ).toEqual({
        values: { ...VALUES, [attribute]: false },
      });
  });

  it('an empty answer is none', () => {
    expect(recordOf(publicAccessBlock, {})).toBeUndefined();
  });
});
