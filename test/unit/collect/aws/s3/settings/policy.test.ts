import { expect, it } from 'vitest';
import { policy } from '../../../../../../src/collect/aws/s3/settings/policy.ts';
import { recordOf } from './record-of.ts';

it('policy is the text as S3 keeps it, whatever stands in it', () => {
  const text = '{"Statement":[{"Sid":"</script>\\u0000"}]';
  expect(recordOf(policy, { Policy: text })).toEqual({ values: { policy: text } });
  expect(recordOf(policy, { Policy: '' })).toBeUndefined();
  expect(recordOf(policy, {})).toBeUndefined();
});
