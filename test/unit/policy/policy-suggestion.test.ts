import { expect, test } from 'vitest';
import { policyIdSuggestion, policySuggestion } from '../../../src/policy/policy-suggestion.ts';

const BUNDLED = [
  { id: 'aws.s3.bucket_versioning', aliases: ['CKV_AWS_21', 'prowler:s3_bucket_object_versioning'] },
  { id: 'aws.s3.bucket_logging', aliases: [] },
];
const LISTED = 'driftlock policy list names them all';

test('the nearest id or alias', () => {
  expect(policySuggestion(BUNDLED, 'aws.s3.bucket_loging')).toBe(
    `did you mean "aws.s3.bucket_logging"? ${LISTED}`,
  );
  expect(policySuggestion(BUNDLED, 'CKV_AWS_2l')).toBe(`did you mean "CKV_AWS_21"? ${LISTED}`);
  expect(policySuggestion(BUNDLED, 'zzzzzz')).toBe(LISTED);
});

test('where only ids count, also among raw policies, which have no aliases', () => {
  const all = [{ id: 'main' }, ...BUNDLED];
  expect(policyIdSuggestion(all, 'ckv_aws_21')).toBe('write its id: "aws.s3.bucket_versioning"');
  expect(policyIdSuggestion(all, 'CKV_AWS_2l')).toBe(LISTED);
  expect(policyIdSuggestion(all, 'mian')).toBe(`did you mean "main"? ${LISTED}`);
});
