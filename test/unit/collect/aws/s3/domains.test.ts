import { expect, it } from 'vitest';
import { bucketDomain, regionalDomain, websiteDomain } from '../../../../../src/collect/aws/s3/domains.ts';

// Hosts as the endpoint tables of the partitions list them.
it.each([
  [
    'aws',
    'eu-west-1',
    'b.s3.amazonaws.com',
    'b.s3.eu-west-1.amazonaws.com',
    's3-website-eu-west-1.amazonaws.com',
  ],
  [
    'aws-cn',
    'cn-north-1',
    'b.s3.amazonaws.com.cn',
    'b.s3.cn-north-1.amazonaws.com.cn',
    's3-website.cn-north-1.amazonaws.com.cn',
  ],
  [
    'aws-us-gov',
    'us-gov-west-1',
    'b.s3.amazonaws.com',
    'b.s3.us-gov-west-1.amazonaws.com',
    's3-website-us-gov-west-1.amazonaws.com',
  ],
])('hosts of a bucket in %s, %s', (partition, region, domain, regional, website) => {
  const place = { bucket: 'b', region, partition };
  expect([bucketDomain('b', partition), regionalDomain(place), websiteDomain(place)]).toEqual([
    domain,
    regional,
    website,
  ]);
});
