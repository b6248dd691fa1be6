import { expect, it } from 'vitest';
import { ebsEncryption } from '../../../../../src/collect/aws/ec2/ebs-encryption.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const TYPE = 'aws_ebs_encryption_by_default';

it('always exists; off is how AWS makes it', async () => {
  const collected = (EbsEncryptionByDefault: boolean) =>
    collectedBy(ebsEncryption, fakeRun({ GetEbsEncryptionByDefault: { EbsEncryptionByDefault } }));
  expect((await collected(true)).records).toEqual([{ type: TYPE, values: { enabled: true } }]);
  expect((await collected(false)).records).toEqual([
    { type: TYPE, values: { enabled: false }, origin: 'default' },
  ]);
});

it('fails where it is not told', async () => {
  const api = 'ec2:GetEbsEncryptionByDefault';
  const run = fakeRun({ GetEbsEncryptionByDefault: failing(api, 'UnauthorizedOperation') });
  expect(await collectedBy(ebsEncryption, run)).toEqual({
    records: [],
    failure: { reason: 'denied', api, message: 'UnauthorizedOperation' },
  });
});
