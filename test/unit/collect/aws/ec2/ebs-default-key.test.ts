import { expect, it } from 'vitest';
import { ebsDefaultKey } from '../../../../../src/collect/aws/ec2/ebs-default-key.ts';
import { collectedBy } from '../../collected-by.ts';
import { fakeRun } from '../../fake-run.ts';

async function collected(KmsKeyId: string | undefined) {
  return (await collectedBy(ebsDefaultKey, fakeRun({ GetEbsDefaultKmsKeyId: { KmsKeyId } }))).records;
}

it('is a key that somebody chose, or that of EBS itself', async () => {
  const type = 'aws_ebs_default_kms_key';
  const arn = 'arn:aws:kms:us-east-1:111122223333:key/k';
  expect(await collected(arn)).toEqual([{ type, values: { id: arn, key_arn: arn } }]);
  expect(await collected('alias/aws/ebs')).toEqual([
    { type, values: { id: 'alias/aws/ebs', key_arn: 'alias/aws/ebs' }, origin: 'default' },
  ]);
});

it('is no record where the answer is empty', async () => {
  expect(await collected(undefined)).toEqual([]);
  expect(await collected('')).toEqual([]);
});
