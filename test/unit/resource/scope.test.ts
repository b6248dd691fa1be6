/** Accounts and regions: which types have none, and what tells them. */
import { describe, expect, it } from 'vitest';
import { arnParts, awsScope, isGlobalType, unknownScope } from '../../../src/resource/scope.ts';

describe('isGlobalType', () => {
  it('knows the services without regions', () => {
    const types = [
      'aws_iam_role',
      'aws_cloudfront_distribution',
      'aws_route53_zone',
      'aws_s3_account_public_access_block',
    ];
    expect(types.map(isGlobalType)).toEqual([true, true, true, true]);
    const regional = [
      'aws_route53_resolver_rule',
      'aws_s3_bucket',
      'aws_wafv2_web_acl',
      'aws_wafregional_rule',
      'aws_vpc',
    ];
    expect(regional.map(isGlobalType)).toEqual([false, false, false, false, false]);
  });
});

describe('awsScope', () => {
  it('takes what the provider says, then the ARN, and a region of its own over both', () => {
    const given = { account: '111111111111', region: 'eu-west-1' };
    const arn = 'arn:aws:sns:us-east-2:222222222222:t';
    expect(awsScope('aws_sns_topic', given, { arn })).toEqual(given);
    expect(awsScope('aws_sns_topic', {}, { arn })).toEqual({ account: '222222222222', region: 'us-east-2' });
    expect(awsScope('aws_sns_topic', given, { region: 'eu-west-3' }).region).toBe('eu-west-3');
    expect(awsScope('aws_config_aggregate_authorization', given, { region: 'eu-west-3' }).region).toBe(
      'eu-west-1',
    );
    expect(awsScope('aws_iam_role', given, {})).toEqual({ account: '111111111111', region: 'global' });
    expect(awsScope('aws_vpc', {}, { arn: 'arn:aws:iam::aws:policy/x' })).toEqual({});
  });
});

describe('arnParts', () => {
  it('reads ARNs only', () => {
    expect(arnParts('arn:aws-cn:s3:::bucket')).toEqual({});
    expect(arnParts('nothing')).toBeUndefined();
    expect(arnParts(5)).toBeUndefined();
    expect(arnParts('arn:')).toEqual({});
  });
});

describe('unknownScope', () => {
  it('lists what nothing tells', () => {
    expect(unknownScope({ account: 'a', region: 'r' }, 'plan')).toEqual([]);
    expect(unknownScope({ region: 'r' }, 'plan')).toEqual([
      { path: ['scope', 'account'], reason: 'after-apply' },
    ]);
    expect(unknownScope({ account: 'a' }, 'state')).toEqual([
      { path: ['scope', 'region'], reason: 'unsupported' },
    ]);
  });
});
