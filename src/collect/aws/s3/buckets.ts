/** S3 buckets and their settings, each bucket asked in its own region. */
import { type Bucket, S3Client } from '@aws-sdk/client-s3';
import { type Failure, type LiveRecord, type Wants, wantsAll } from '../../collector.ts';
import { inOrder } from '../../in-order.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { BucketGone } from './bucket-gone.ts';
import { BUCKET, BUCKET_NOT_FILLED, bucketRecord, unplacedBucket } from './bucket-record.ts';
import { type BucketSetting, type Place, unreadSetting } from './bucket-setting.ts';
import { listBuckets, regionOf } from './list-buckets.ts';
import { accelerate } from './settings/accelerate.ts';
import { acl } from './settings/acl.ts';
import { cors } from './settings/cors.ts';
import { encryption } from './settings/encryption.ts';
import { lifecycle } from './settings/lifecycle.ts';
import { logging } from './settings/logging.ts';
import { notification } from './settings/notification.ts';
import { objectLock } from './settings/object-lock.ts';
import { ownershipControls } from './settings/ownership-controls.ts';
import { policy } from './settings/policy.ts';
import { publicAccessBlock } from './settings/public-access-block.ts';
import { replication } from './settings/replication.ts';
import { requestPayment } from './settings/request-payment.ts';
import { versioning } from './settings/versioning.ts';
import { website } from './settings/website.ts';

const AT_ONCE = 8;

/** One line each; the types are also in the registry. */
const SETTINGS: readonly BucketSetting[] = [
  accelerate,
  acl,
  cors,
  encryption,
  lifecycle,
  logging,
  notification,
  objectLock,
  ownershipControls,
  policy,
  publicAccessBlock,
  replication,
  requestPayment,
  versioning,
  website,
];

/** API: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html */
export const buckets: AwsCollector = {
  id: 'aws/s3/buckets',
  per: 'account',
  types: [BUCKET, ...SETTINGS.map(({ type }) => type)],
  permissions: [
    's3:ListAllMyBuckets',
    's3:GetBucketLocation',
    's3:GetBucketTagging',
    ...SETTINGS.map(({ permission }) => permission),
  ],
  notFilled: {
    [BUCKET]: BUCKET_NOT_FILLED,
    ...Object.fromEntries(SETTINGS.map(({ type, notFilled }) => [type, notFilled])),
  },
  async *collect(run, wants = wantsAll) {
    for await (const records of inOrder(listBuckets(run), AT_ONCE, (listed) => recordsOf(run, listed, wants)))
      yield* records;
  },
};

/** None for a bucket that is gone by now. */
async function recordsOf(run: AwsRun, listed: Bucket, wants: Wants): Promise<readonly LiveRecord[]> {
  const { partition } = run;
  const bucket = listed.Name ?? '';
  try {
    const { value: region, failure } = await regionOf(run, listed);
    if (failure !== undefined) return unplacedRecords({ bucket, partition }, failure, wants);
    return await placedRecords(run.client(S3Client, region), { bucket, region, partition }, wants);
  } catch (error) {
    if (error instanceof BucketGone) return [];
    throw error;
  }
}

async function placedRecords(client: S3Client, place: Place, wants: Wants): Promise<readonly LiveRecord[]> {
  let lock: ReturnType<typeof objectLock.ask> | undefined;
  // One answer tells of the bucket and of its setting.
  const askLock = () => (lock ??= objectLock.ask(client, place));
  const answerOf = (setting: BucketSetting) =>
    setting === objectLock ? askLock() : setting.ask(client, place);
  const wanted = SETTINGS.filter(({ type }) => wants(type));
  const records = await Promise.all([
    wants(BUCKET) ? bucketRecord(client, place, askLock()).then((record) => [record]) : [],
    ...wanted.map(async (setting) => setting.records(place, await answerOf(setting))),
  ]);
  return records.flat();
}

function unplacedRecords(named: Omit<Place, 'region'>, failure: Failure, wants: Wants): LiveRecord[] {
  return [
    ...(wants(BUCKET) ? [unplacedBucket(named, failure)] : []),
    ...SETTINGS.filter(({ type }) => wants(type)).map(({ type }) =>
      unreadSetting(type, named.bucket, undefined, failure),
    ),
  ];
}
