/** Each region that is asked, as the record that policies on what a region lacks report on. */
import type { AwsCollector } from '../run.ts';

export const regions: AwsCollector = {
  id: 'aws/account/regions',
  per: 'region',
  types: ['driftlock_aws_region'],
  permissions: [],
  notFilled: {},
  async *collect({ region }) {
    yield { type: 'driftlock_aws_region', values: { id: region, region } };
  },
};
