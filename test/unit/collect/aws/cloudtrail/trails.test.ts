import { describe, expect, it } from 'vitest';
import { all } from '../../../../../src/collect/all.ts';
import { trails } from '../../../../../src/collect/aws/cloudtrail/trails.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const ARN = 'arn:aws:cloudtrail:us-east-1:111122223333:trail/main';
const FOREIGN = 'arn:aws:cloudtrail:us-east-1:999988887777:trail/org';
const RICH = {
  Name: 'main',
  TrailARN: ARN,
  HomeRegion: 'us-east-1',
  S3BucketName: 'logs',
  S3KeyPrefix: '<pre>"fix"',
  SnsTopicName: 'topic',
  SnsTopicARN: 'arn:aws:sns:us-east-1:111122223333:topic',
  CloudWatchLogsLogGroupArn: 'arn:aws:logs:us-east-1:111122223333:log-group:trail:*',
  CloudWatchLogsRoleArn: 'arn:aws:iam::111122223333:role/trail',
  KmsKeyId: 'arn:aws:kms:us-east-1:111122223333:key/k',
  LogFileValidationEnabled: true,
  IncludeGlobalServiceEvents: true,
  IsMultiRegionTrail: true,
  IsOrganizationTrail: false,
  HasCustomEventSelectors: true,
  HasInsightSelectors: true,
};
const PLAIN = {
  Name: 'main',
  TrailARN: ARN,
  HomeRegion: 'us-east-1',
  S3BucketName: 'logs',
  HasCustomEventSelectors: false,
  HasInsightSelectors: false,
};
const ANSWERS = {
  GetTrailStatus: { IsLogging: true },
  ListTags: { ResourceTagList: [{ ResourceId: ARN, TagsList: [{ Key: 'a', Value: 'b' }] }] },
};

describe('trails', () => {
  it('maps a trail with basic selectors', async () => {
    const run = fakeRun({
      ...ANSWERS,
      DescribeTrails: { trailList: [RICH] },
      GetEventSelectors: {
        EventSelectors: [
          {
            ReadWriteType: 'All',
            IncludeManagementEvents: false,
            ExcludeManagementEventSources: ['kms.amazonaws.com'],
            DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }],
          },
        ],
      },
      GetInsightSelectors: { InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }] },
    });
    expect(await all(trails.collect(run))).toEqual([
      {
        type: 'aws_cloudtrail',
        origin: undefined,
        values: {
          id: ARN,
          arn: ARN,
          name: 'main',
          home_region: 'us-east-1',
          s3_bucket_name: 'logs',
          s3_key_prefix: '<pre>"fix"',
          sns_topic_arn: 'arn:aws:sns:us-east-1:111122223333:topic',
          sns_topic_name: 'topic',
          cloud_watch_logs_group_arn: 'arn:aws:logs:us-east-1:111122223333:log-group:trail:*',
          cloud_watch_logs_role_arn: 'arn:aws:iam::111122223333:role/trail',
          kms_key_id: 'arn:aws:kms:us-east-1:111122223333:key/k',
          enable_log_file_validation: true,
          include_global_service_events: true,
          is_multi_region_trail: true,
          is_organization_trail: false,
          enable_logging: true,
          event_selector: [
            {
              read_write_type: 'All',
              include_management_events: false,
              exclude_management_event_sources: ['kms.amazonaws.com'],
              data_resource: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3'] }],
            },
          ],
          advanced_event_selector: undefined,
          insight_selector: [{ insight_type: 'ApiCallRateInsight' }],
          tags: { a: 'b' },
          tags_all: { a: 'b' },
        },
        unread: [],
      },
    ]);
  });

  it('maps advanced selectors', async () => {
    const run = fakeRun({
      ...ANSWERS,
      DescribeTrails: { trailList: [{ ...PLAIN, HasCustomEventSelectors: true }] },
      GetEventSelectors: {
        AdvancedEventSelectors: [
          {
            Name: 'one',
            FieldSelectors: [
              {
                Field: 'resources.ARN',
                Equals: ['a'],
                NotEquals: ['b'],
                StartsWith: ['c'],
                NotStartsWith: ['d'],
                EndsWith: ['e'],
                NotEndsWith: ['f'],
              },
            ],
          },
        ],
      },
    });
    const [record] = await all(trails.collect(run));
    expect(record?.values.event_selector).toBeUndefined();
    expect(record?.values.advanced_event_selector).toEqual([
      {
        name: 'one',
        field_selector: [
          {
            field: 'resources.ARN',
            equals: ['a'],
            not_equals: ['b'],
            starts_with: ['c'],
            not_starts_with: ['d'],
            ends_with: ['e'],
            not_ends_with: ['f'],
          },
        ],
      },
    ]);
  });

  it('asks for no selectors that are not there, and for the tags of all trails at once', async () => {
    const second = `${ARN}2`;
    const run = fakeRun({
      ...ANSWERS,
      DescribeTrails: { trailList: [PLAIN, { ...PLAIN, Name: 'main2', TrailARN: second }] },
    });
    const records = await all(trails.collect(run));
    expect(records.map(({ values }) => [values.name, values.tags])).toEqual([
      ['main', { a: 'b' }],
      ['main2', {}],
    ]);
    expect(run.calls.map(([operation]) => operation)).toEqual([
      'DescribeTrails',
      'ListTags',
      'GetTrailStatus',
      'GetTrailStatus',
    ]);
    expect(run.calls[1]?.[1]).toMatchObject({ ResourceIdList: [ARN, second] });
  });

  it('leaves out trails of other regions and those that are gone', async () => {
    const run = fakeRun({
      ...ANSWERS,
      DescribeTrails: { trailList: [{ ...PLAIN, HomeRegion: 'eu-west-1' }, PLAIN] },
      GetTrailStatus: failing('cloudtrail:GetTrailStatus', 'TrailNotFoundException', 'failed'),
    });
    expect(await all(trails.collect(run))).toEqual([]);
  });

  it("keeps the organisation's trail in an account that it covers, whatever that may not ask", async () => {
    const run = fakeRun({
      DescribeTrails: {
        trailList: [
          { ...PLAIN, TrailARN: FOREIGN, IsOrganizationTrail: true, HasCustomEventSelectors: true },
        ],
      },
      GetTrailStatus: failing('cloudtrail:GetTrailStatus', 'TrailNotFoundException', 'failed'),
      GetEventSelectors: failing('cloudtrail:GetEventSelectors', 'AccessDeniedException'),
      ListTags: failing('cloudtrail:ListTags', 'AccessDeniedException'),
    });
    const [record] = await all(trails.collect(run));
    expect(record).toMatchObject({
      origin: 'default',
      values: { arn: FOREIGN, is_organization_trail: true },
    });
    expect(record?.unread?.map(({ attributes, failure }) => [attributes, failure.api])).toEqual([
      [['enable_logging'], 'cloudtrail:GetTrailStatus'],
      [['event_selector', 'advanced_event_selector'], 'cloudtrail:GetEventSelectors'],
      [['tags', 'tags_all'], 'cloudtrail:ListTags'],
    ]);
  });

  it('names what a denied call would have filled, trail by trail', async () => {
    const second = `${ARN}2`;
    const run = fakeRun({
      DescribeTrails: { trailList: [RICH, { ...PLAIN, TrailARN: second }] },
      GetTrailStatus: failing('cloudtrail:GetTrailStatus', 'AccessDeniedException'),
      GetEventSelectors: failing('cloudtrail:GetEventSelectors', 'AccessDeniedException'),
      GetInsightSelectors: failing('cloudtrail:GetInsightSelectors', 'AccessDeniedException'),
      ListTags: ({ ResourceIdList }: { readonly ResourceIdList: readonly string[] }) =>
        ResourceIdList.includes(ARN)
          ? failing('cloudtrail:ListTags', 'AccessDeniedException')()
          : { ResourceTagList: [{ ResourceId: second, TagsList: [{ Key: 'x', Value: 'y' }] }] },
    });
    const [first, other] = await all(trails.collect(run));
    expect(first?.unread?.map(({ attributes }) => attributes)).toEqual([
      ['enable_logging'],
      ['event_selector', 'advanced_event_selector'],
      ['insight_selector'],
      ['tags', 'tags_all'],
    ]);
    expect(other?.unread?.map(({ attributes }) => attributes)).toEqual([['enable_logging']]);
    expect(other?.values.tags).toEqual({ x: 'y' });
  });
});
