/** The KMS key that AWS keeps for DynamoDB, which tables name like one that somebody chose. */
import { type Read, read } from '../../read.ts';
import type { AwsRun } from '../run.ts';

/** The ARN of a region's key; nothing where DynamoDB has not needed one yet. */
export type DefaultKeys = (region: string) => Promise<Read<string>>;

/** Asks once for each region, and only if a table there names a key. */
export function createDefaultKeys(run: AwsRun): DefaultKeys {
  const asked = new Map<string, Promise<Read<string>>>();
  return (region) => {
    const known = asked.get(region) ?? defaultKey(run, region);
    asked.set(region, known);
    return known;
  };
}

async function defaultKey(run: AwsRun, region: string): Promise<Read<string>> {
  const { DescribeKeyCommand, KMSClient } = await import('@aws-sdk/client-kms');
  const command = new DescribeKeyCommand({ KeyId: 'alias/aws/dynamodb' });
  const answer = await read(run.client(KMSClient, region).send(command), 'NotFoundException');
  return answer.failure === undefined ? { value: answer.value?.KeyMetadata?.Arn } : answer;
}
