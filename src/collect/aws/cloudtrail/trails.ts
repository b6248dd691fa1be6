/** CloudTrail trails with their selectors and whether they log. */
import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetInsightSelectorsCommand,
  GetTrailStatusCommand,
  ListTagsCommand,
  type Tag,
  type Trail,
} from '@aws-sdk/client-cloudtrail';
import { all } from '../../all.ts';
import type { LiveRecord } from '../../collector.ts';
import { inOrder } from '../../in-order.ts';
import { pages } from '../../pages.ts';
import { NOT_ASKED, type Read, read, unreadOf } from '../../read.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';
import { selectorBlocks } from './selector-blocks.ts';

const AT_ONCE = 8;
/** Trails whose tags one call gives. */
const TAGGED_AT_ONCE = 20;

/** API: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Operations.html */
export const trails: AwsCollector = {
  id: 'aws/cloudtrail/trails',
  per: 'region',
  types: ['aws_cloudtrail'],
  permissions: [
    'cloudtrail:DescribeTrails',
    'cloudtrail:GetTrailStatus',
    'cloudtrail:GetEventSelectors',
    'cloudtrail:GetInsightSelectors',
    'cloudtrail:ListTags',
  ],
  notFilled: {},
  async *collect(run) {
    // Without shadow trails an organisation's trail would be missing in the accounts that it covers.
    const { trailList = [] } = await run
      .client(CloudTrailClient)
      .send(new DescribeTrailsCommand({ includeShadowTrails: true }));
    const here = trailList.filter(({ HomeRegion }) => HomeRegion === undefined || HomeRegion === run.region);
    const tags = await tagsOf(
      run,
      here.filter((trail) => !isForeign(run, trail)),
    );
    for await (const records of inOrder(here, AT_ONCE, (trail) => recordsOf(run, trail, tags)))
      yield* records;
  },
};

type TagsByArn = ReadonlyMap<string, Read<readonly Tag[]>>;

async function recordsOf(run: AwsRun, trail: Trail, tagsByArn: TagsByArn): Promise<readonly LiveRecord[]> {
  const cloudtrail = run.client(CloudTrailClient);
  const { TrailARN = '' } = trail;
  const foreign = isForeign(run, trail);
  // Another account's trail that answers to no question here is there all the same.
  const gone = foreign ? [] : ['TrailNotFoundException'];
  const [status, events, insights, tags] = await Promise.all([
    read(cloudtrail.send(new GetTrailStatusCommand({ Name: TrailARN })), ...gone),
    trail.HasCustomEventSelectors === true
      ? read(cloudtrail.send(new GetEventSelectorsCommand({ TrailName: TrailARN })), ...gone)
      : NOT_ASKED,
    trail.HasInsightSelectors === true
      ? read(
          cloudtrail.send(new GetInsightSelectorsCommand({ TrailName: TrailARN })),
          'InsightNotEnabledException',
          ...gone,
        )
      : NOT_ASKED,
    tagsByArn.get(TrailARN) ?? read(tagsAlone(run, TrailARN)),
  ]);
  if (status.failure === undefined && status.value === undefined) return [];
  return [
    {
      type: 'aws_cloudtrail',
      // The organisation puts its trail into every account, where nobody can declare it.
      origin: foreign ? 'default' : undefined,
      values: {
        ...trailValues(trail),
        enable_logging: status.value?.IsLogging,
        ...selectorBlocks(events.value, insights.value),
        ...tagsFrom(tags.value),
      },
      unread: unreadOf(
        [status, ['enable_logging']],
        [events, ['event_selector', 'advanced_event_selector']],
        [insights, ['insight_selector']],
        [tags, ['tags', 'tags_all']],
      ),
    },
  ];
}

function isForeign(run: AwsRun, { TrailARN }: Trail): boolean {
  const account = TrailARN?.split(':')[4];
  return account !== undefined && account !== run.account;
}

/** Tags of several trails in one call; where that fails, of each trail alone, so that one is not the others' loss. */
async function tagsOf(run: AwsRun, own: readonly Trail[]): Promise<TagsByArn> {
  const arns = own.flatMap(({ TrailARN }) => TrailARN ?? []);
  const found = new Map<string, Read<readonly Tag[]>>();
  for (let start = 0; start < arns.length; start += TAGGED_AT_ONCE) {
    const chunk = arns.slice(start, start + TAGGED_AT_ONCE);
    const answer = await read(listTags(run, chunk));
    if (answer.failure !== undefined && chunk.length > 1) continue;
    for (const arn of chunk)
      found.set(
        arn,
        answer.failure === undefined ? { value: answer.value?.get(arn) ?? [] } : { failure: answer.failure },
      );
  }
  return found;
}

async function tagsAlone(run: AwsRun, arn: string): Promise<readonly Tag[]> {
  return (await listTags(run, [arn])).get(arn) ?? [];
}

async function listTags(run: AwsRun, ResourceIdList: string[]): Promise<ReadonlyMap<string, readonly Tag[]>> {
  const listed = pages(
    'cloudtrail:ListTags',
    (NextToken) => run.client(CloudTrailClient).send(new ListTagsCommand({ ResourceIdList, NextToken })),
    ({ ResourceTagList }) => ResourceTagList,
    ({ NextToken }) => NextToken,
  );
  const byArn = new Map<string, readonly Tag[]>();
  for (const { ResourceId = '', TagsList = [] } of await all(listed))
    byArn.set(ResourceId, [...(byArn.get(ResourceId) ?? []), ...TagsList]);
  return byArn;
}

function trailValues(trail: Trail) {
  return {
    id: trail.TrailARN,
    arn: trail.TrailARN,
    name: trail.Name,
    home_region: trail.HomeRegion,
    s3_bucket_name: trail.S3BucketName,
    s3_key_prefix: trail.S3KeyPrefix,
    sns_topic_arn: trail.SnsTopicARN,
    sns_topic_name: trail.SnsTopicName,
    cloud_watch_logs_group_arn: trail.CloudWatchLogsLogGroupArn,
    cloud_watch_logs_role_arn: trail.CloudWatchLogsRoleArn,
    kms_key_id: trail.KmsKeyId,
    enable_log_file_validation: trail.LogFileValidationEnabled,
    include_global_service_events: trail.IncludeGlobalServiceEvents,
    is_multi_region_trail: trail.IsMultiRegionTrail,
    is_organization_trail: trail.IsOrganizationTrail,
  };
}
