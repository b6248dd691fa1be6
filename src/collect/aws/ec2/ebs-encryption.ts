/** Whether new EBS volumes of a region are encrypted by default. */
import { EC2Client, GetEbsEncryptionByDefaultCommand } from '@aws-sdk/client-ec2';
import type { AwsCollector } from '../run.ts';

/** API: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetEbsEncryptionByDefault.html */
export const ebsEncryption: AwsCollector = {
  id: 'aws/ec2/ebs-encryption',
  per: 'region',
  types: ['aws_ebs_encryption_by_default'],
  permissions: ['ec2:GetEbsEncryptionByDefault'],
  notFilled: { aws_ebs_encryption_by_default: { id: 'made up by the provider' } },
  async *collect(run) {
    const { EbsEncryptionByDefault: enabled } = await run
      .client(EC2Client)
      .send(new GetEbsEncryptionByDefaultCommand({}));
    const origin = enabled === false ? ('default' as const) : undefined;
    yield { type: 'aws_ebs_encryption_by_default', values: { enabled }, origin };
  },
};
