/** The KMS key that EBS encrypts with where no other is named. */
import { EC2Client, GetEbsDefaultKmsKeyIdCommand } from '@aws-sdk/client-ec2';
import type { AwsCollector } from '../run.ts';

/** API: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetEbsDefaultKmsKeyId.html */
export const ebsDefaultKey: AwsCollector = {
  id: 'aws/ec2/ebs-default-key',
  per: 'region',
  types: ['aws_ebs_default_kms_key'],
  permissions: ['ec2:GetEbsDefaultKmsKeyId'],
  notFilled: {},
  async *collect(run) {
    const { KmsKeyId } = await run.client(EC2Client).send(new GetEbsDefaultKmsKeyIdCommand({}));
    if (KmsKeyId === undefined || KmsKeyId === '') return;
    // EBS names its own key by the alias, and a key that somebody chose by what it is.
    const origin = KmsKeyId.endsWith('alias/aws/ebs') ? ('default' as const) : undefined;
    yield { type: 'aws_ebs_default_kms_key', values: { id: KmsKeyId, key_arn: KmsKeyId }, origin };
  },
};
