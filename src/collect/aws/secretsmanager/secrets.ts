/** Secrets of Secrets Manager with their policies and rotation: never their values. */
import {
  DescribeSecretCommand,
  GetResourcePolicyCommand,
  ListSecretsCommand,
  type ReplicationStatusType,
  type SecretListEntry,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { type LiveRecord, type LiveValues, type Wants, wantsAll } from '../../collector.ts';
import { inOrder } from '../../in-order.ts';
import { pages } from '../../pages.ts';
import { NOT_ASKED, read, unreadOf } from '../../read.ts';
import { namePrefix } from '../name-prefix.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';

const PAGE = 100;
const AT_ONCE = 8;
const GONE = 'ResourceNotFoundException';
const SECRET = 'aws_secretsmanager_secret';
const POLICY = 'aws_secretsmanager_secret_policy';

/** API: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Operations.html */
export const secrets: AwsCollector = {
  id: 'aws/secretsmanager/secrets',
  per: 'region',
  types: [SECRET, POLICY, 'aws_secretsmanager_secret_rotation'],
  permissions: [
    'secretsmanager:ListSecrets',
    'secretsmanager:DescribeSecret',
    'secretsmanager:GetResourcePolicy',
  ],
  notFilled: {
    [SECRET]: {
      force_overwrite_replica_secret: 'an argument of the replication',
      recovery_window_in_days: 'an argument of the deletion',
    },
    [POLICY]: { block_public_policy: 'an argument of the call that sets the policy' },
    aws_secretsmanager_secret_rotation: {
      rotate_immediately: 'an argument of the call that sets the rotation',
    },
  },
  async *collect(run, wants = wantsAll) {
    const client = run.client(SecretsManagerClient);
    const listed = pages(
      'secretsmanager:ListSecrets',
      (NextToken) => client.send(new ListSecretsCommand({ NextToken, MaxResults: PAGE })),
      ({ SecretList }) => SecretList,
      ({ NextToken }) => NextToken,
    );
    const found = inOrder(listed, AT_ONCE, (entry) => recordsOf(run, entry, wants));
    for await (const records of found) yield* records;
  },
};

/** A secret that waits for its deletion is not listed. Only one that is replicated has a primary region. */
async function recordsOf(run: AwsRun, entry: SecretListEntry, wants: Wants): Promise<readonly LiveRecord[]> {
  const client = run.client(SecretsManagerClient);
  const { ARN: SecretId = '', PrimaryRegion } = entry;
  const [described, policy] = await Promise.all([
    PrimaryRegion === run.region && wants(SECRET)
      ? read(client.send(new DescribeSecretCommand({ SecretId })), GONE)
      : NOT_ASKED,
    wants(POLICY) ? read(client.send(new GetResourcePolicyCommand({ SecretId })), GONE) : NOT_ASKED,
  ]);
  if (wants(POLICY) && policy.failure === undefined && policy.value === undefined) return [];
  const origin = isMade(run, entry) ? ('default' as const) : undefined;
  const secret: LiveRecord = {
    type: SECRET,
    origin,
    values: {
      ...secretValues(entry),
      replica: described.value?.ReplicationStatus?.map(replica),
      ...tagsFrom(entry.Tags ?? []),
    },
    unread: unreadOf([described, ['replica']]),
  };
  const policyRecord: LiveRecord = {
    type: POLICY,
    origin,
    values: { id: SecretId, secret_arn: SecretId, policy: policy.value?.ResourcePolicy },
    unread: unreadOf([policy, '*']),
  };
  const hasPolicy = policy.failure !== undefined || Boolean(policy.value?.ResourcePolicy);
  return [secret, ...(hasPolicy ? [policyRecord] : []), ...rotationRecords(entry, origin)];
}

/** Made by a service for itself, or the copy of a secret of another region, which declares its copies. */
function isMade({ region }: AwsRun, { OwningService, PrimaryRegion }: SecretListEntry): boolean {
  return Boolean(OwningService) || (PrimaryRegion !== undefined && PrimaryRegion !== region);
}

function secretValues({ ARN, Name, Description, KmsKeyId }: SecretListEntry): LiveValues {
  return {
    id: ARN,
    arn: ARN,
    name: Name,
    name_prefix: namePrefix(Name),
    description: Description,
    kms_key_id: KmsKeyId,
  };
}

function replica(status: ReplicationStatusType): LiveValues {
  return {
    region: status.Region,
    kms_key_id: status.KmsKeyId,
    status: status.Status,
    status_message: status.StatusMessage,
    // RFC 3339 without fractions of a second, as Go prints it.
    last_accessed_date: status.LastAccessedDate?.toISOString().replace(/\.\d+Z$/, 'Z'),
  };
}

/** Rotation that was cancelled leaves its function and rules behind, which the provider then leaves out. */
function rotationRecords(
  { ARN, RotationEnabled = false, RotationLambdaARN, RotationRules }: SecretListEntry,
  origin: 'default' | undefined,
): readonly LiveRecord[] {
  if (!RotationEnabled && RotationLambdaARN === undefined && RotationRules === undefined) return [];
  const { AutomaticallyAfterDays, Duration, ScheduleExpression } = RotationRules ?? {};
  const rules = {
    // AWS works out the days of a schedule; the provider keeps them out since both cannot be set.
    automatically_after_days: ScheduleExpression === undefined ? AutomaticallyAfterDays : undefined,
    duration: Duration,
    schedule_expression: ScheduleExpression,
  };
  const values = {
    id: ARN,
    secret_id: ARN,
    rotation_enabled: RotationEnabled,
    rotation_lambda_arn: RotationEnabled ? RotationLambdaARN : undefined,
    rotation_rules: RotationEnabled && RotationRules !== undefined ? [rules] : undefined,
  };
  return [{ type: 'aws_secretsmanager_secret_rotation', origin, values }];
}
