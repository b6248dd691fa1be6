/** KMS keys with their policies and rotation, and aliases. */
import {
  type AliasListEntry,
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  type KeyListEntry,
  type KeyMetadata,
  KMSClient,
  ListAliasesCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
} from '@aws-sdk/client-kms';
import { all } from '../../all.ts';
import { type LiveRecord, type Wants, wantsAll } from '../../collector.ts';
import { inOrder } from '../../in-order.ts';
import { pages } from '../../pages.ts';
import { NOT_ASKED, type Read, read, unreadOf } from '../../read.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';

const PAGE = 100;
const AT_ONCE = 8;
const KEY = 'aws_kms_key';
const POLICY = 'aws_kms_key_policy';

/** API: https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html */
export const keys: AwsCollector = {
  id: 'aws/kms/keys',
  per: 'region',
  types: [KEY, POLICY, 'aws_kms_alias'],
  permissions: [
    'kms:ListKeys',
    'kms:DescribeKey',
    'kms:GetKeyPolicy',
    'kms:GetKeyRotationStatus',
    'kms:ListResourceTags',
    'kms:ListAliases',
  ],
  notFilled: {
    [KEY]: {
      deletion_window_in_days: 'an argument of the deletion; a key in use has none',
      bypass_policy_lockout_safety_check: 'an argument of the creation',
    },
    [POLICY]: { bypass_policy_lockout_safety_check: 'an argument of the creation' },
  },
  async *collect(run, wants = wantsAll) {
    const kms = run.client(KMSClient);
    const ofServices = new Set<string>();
    const aliases = pages(
      'kms:ListAliases',
      (Marker) => kms.send(new ListAliasesCommand({ Marker, Limit: PAGE })),
      ({ Aliases }) => Aliases,
      ({ NextMarker }) => NextMarker,
    );
    for await (const alias of aliases) {
      if (isOfService(alias) && alias.TargetKeyId !== undefined) ofServices.add(alias.TargetKeyId);
      yield aliasRecord(run, alias);
    }
    if (!wants(KEY) && !wants(POLICY)) return;
    const listed = pages(
      'kms:ListKeys',
      (Marker) => kms.send(new ListKeysCommand({ Marker, Limit: PAGE })),
      ({ Keys }) => Keys,
      ({ NextMarker }) => NextMarker,
    );
    const described = inOrder(listed, AT_ONCE, (key) => recordsOf(run, key, ofServices, wants));
    for await (const records of described) yield* records;
  },
};

/** What DescribeKey does not tell of a key, its policy does not hang on: it is asked for all the same. */
async function recordsOf(
  run: AwsRun,
  { KeyId = '', KeyArn }: KeyListEntry,
  ofServices: ReadonlySet<string>,
  wants: Wants,
): Promise<readonly LiveRecord[]> {
  const kms = run.client(KMSClient);
  const described = await read(kms.send(new DescribeKeyCommand({ KeyId })), 'NotFoundException');
  const metadata = described.value?.KeyMetadata;
  if (metadata === undefined && described.failure === undefined) return [];
  const [key, policy] = await Promise.all([
    metadata !== undefined && wants(KEY) ? askedOf(run, KeyId, metadata) : undefined,
    wants(POLICY)
      ? read(kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' })), 'NotFoundException')
      : NOT_ASKED,
  ]);
  const isDefault = metadata?.KeyManager === 'AWS' || ofServices.has(KeyId);
  const origin = isDefault ? ('default' as const) : undefined;
  const id = { id: KeyId, key_id: KeyId, arn: KeyArn };
  return [
    { type: KEY, origin, values: id, unread: unreadOf([described, '*']), ...key },
    ...policyRecords(KeyId, policy, origin),
  ];
}

/** Keys that AWS manages are there for its services, and tell neither rotation nor tags to others. */
async function askedOf(
  run: AwsRun,
  KeyId: string,
  metadata: KeyMetadata,
): Promise<Pick<LiveRecord, 'values' | 'unread'>> {
  const kms = run.client(KMSClient);
  const [rotation, tags] = await Promise.all([
    rotates(metadata)
      ? read(kms.send(new GetKeyRotationStatusCommand({ KeyId })), 'UnsupportedOperationException')
      : NOT_ASKED,
    read(allTags(run, KeyId)),
  ]);
  return {
    values: {
      ...keyValues(metadata),
      enable_key_rotation:
        rotation.failure === undefined ? (rotation.value?.KeyRotationEnabled ?? false) : undefined,
      rotation_period_in_days: rotation.value?.RotationPeriodInDays,
      ...tagsFrom(tags.value),
    },
    unread: unreadOf(
      [rotation, ['enable_key_rotation', 'rotation_period_in_days']],
      [tags, ['tags', 'tags_all']],
    ),
  };
}

/** Only symmetric keys whose material AWS makes can rotate by themselves. */
function rotates({ KeySpec, Origin, KeyState }: KeyMetadata): boolean {
  const isSymmetric = KeySpec === undefined || KeySpec === 'SYMMETRIC_DEFAULT';
  return isSymmetric && (Origin === undefined || Origin === 'AWS_KMS') && KeyState !== 'PendingDeletion';
}

async function allTags(run: AwsRun, KeyId: string) {
  const listed = pages(
    'kms:ListResourceTags',
    (Marker) => run.client(KMSClient).send(new ListResourceTagsCommand({ KeyId, Marker })),
    ({ Tags }) => Tags,
    ({ NextMarker }) => NextMarker,
  );
  return (await all(listed)).map(({ TagKey, TagValue }) => ({ Key: TagKey, Value: TagValue }));
}

function keyValues(metadata: KeyMetadata) {
  return {
    id: metadata.KeyId,
    key_id: metadata.KeyId,
    arn: metadata.Arn,
    description: metadata.Description,
    is_enabled: metadata.Enabled,
    key_usage: metadata.KeyUsage,
    customer_master_key_spec: metadata.KeySpec ?? metadata.CustomerMasterKeySpec,
    custom_key_store_id: metadata.CustomKeyStoreId,
    multi_region: metadata.MultiRegion ?? false,
    xks_key_id: metadata.XksKeyConfiguration?.Id,
  };
}

function policyRecords(
  KeyId: string,
  policy: Read<{ readonly Policy?: string | undefined }>,
  origin: 'default' | undefined,
): readonly LiveRecord[] {
  const values = { id: KeyId, key_id: KeyId, policy: policy.value?.Policy };
  if (policy.failure === undefined && policy.value?.Policy === undefined) return [];
  return [{ type: POLICY, values, origin, unread: unreadOf([policy, ['policy']]) }];
}

/** AWS reserves these names for the keys of its services. */
function isOfService({ AliasName }: AliasListEntry): boolean {
  return AliasName?.startsWith('alias/aws/') === true;
}

function aliasRecord(run: AwsRun, { AliasName, AliasArn, TargetKeyId }: AliasListEntry): LiveRecord {
  return {
    type: 'aws_kms_alias',
    origin: isOfService({ AliasName }) ? 'default' : undefined,
    values: {
      id: AliasName,
      name: AliasName,
      arn: AliasArn,
      target_key_id: TargetKeyId,
      target_key_arn:
        TargetKeyId === undefined
          ? undefined
          : `arn:${run.partition}:kms:${run.region}:${run.account}:key/${TargetKeyId}`,
    },
  };
}
