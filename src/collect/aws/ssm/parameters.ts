/** Parameters of the Systems Manager's store. */
import {
  DescribeParametersCommand,
  ListTagsForResourceCommand,
  type ParameterMetadata,
  SSMClient,
} from '@aws-sdk/client-ssm';
import type { LiveRecord, LiveValues } from '../../collector.ts';
import { inOrder } from '../../in-order.ts';
import { pages } from '../../pages.ts';
import { type Read, read, unreadOf } from '../../read.ts';
import { untilFailure } from '../../until-failure.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';
import { isReadable, parameterValues, VALUES_AT_ONCE } from './parameter-values.ts';

const PAGE = 50;
const AT_ONCE = 8;
const WRITE_ONLY = 'write-only: neither an API nor the state has it';

/** API: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Operations.html */
export const parameters: AwsCollector = {
  id: 'aws/ssm/parameters',
  per: 'region',
  types: ['aws_ssm_parameter'],
  permissions: ['ssm:DescribeParameters', 'ssm:GetParameters', 'ssm:ListTagsForResource', 'kms:Decrypt'],
  notFilled: {
    aws_ssm_parameter: {
      insecure_value: 'another spelling of value',
      value_wo: WRITE_ONLY,
      value_wo_version: 'an argument of Terraform',
      has_value_wo: 'an argument of Terraform',
      overwrite: 'an argument of the creation',
    },
  },
  async *collect(run) {
    const ssm = run.client(SSMClient);
    const listed = pages(
      'ssm:DescribeParameters',
      (NextToken) => ssm.send(new DescribeParametersCommand({ NextToken, MaxResults: PAGE })),
      ({ Parameters }) => Parameters,
      ({ NextToken }) => NextToken,
    );
    for await (const batch of batches(listed, VALUES_AT_ONCE)) {
      const values = await parameterValues(run, batch);
      for await (const records of inOrder(batch, AT_ONCE, (one) => recordsOf(run, one, values)))
        yield* records;
    }
  },
};

/** Items in their order, in lists of which each but the last has `size` that are `isReadable`. */
async function* batches(
  items: AsyncIterable<ParameterMetadata>,
  size: number,
): AsyncGenerator<readonly ParameterMetadata[]> {
  let batch: ParameterMetadata[] = [];
  const listing = untilFailure(items);
  for await (const item of listing.items) {
    batch.push(item);
    if (batch.filter(isReadable).length < size && batch.length < PAGE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
  listing.rethrow();
}

async function recordsOf(
  run: AwsRun,
  parameter: ParameterMetadata,
  values: ReadonlyMap<string, Read<string>>,
): Promise<readonly LiveRecord[]> {
  const { Name = '' } = parameter;
  const value = values.get(Name);
  if (isReadable(parameter) && value?.failure === undefined && value?.value === undefined) return [];
  const tags = await read(
    run
      .client(SSMClient)
      .send(new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId: Name })),
    'InvalidResourceId',
  );
  if (tags.failure === undefined && tags.value === undefined) return [];
  return [
    {
      type: 'aws_ssm_parameter',
      values: {
        ...parameterAttributes(run, parameter),
        value: value?.value,
        ...tagsFrom(tags.failure === undefined ? (tags.value?.TagList ?? []) : undefined),
      },
      unread: unreadOf(...(value === undefined ? [] : [[value, ['value']] as const]), [
        tags,
        ['tags', 'tags_all'],
      ]),
    },
  ];
}

function parameterAttributes(run: AwsRun, parameter: ParameterMetadata): LiveValues {
  const { Name = '' } = parameter;
  return {
    id: Name,
    name: Name,
    arn:
      parameter.ARN ??
      `arn:${run.partition}:ssm:${run.region}:${run.account}:parameter/${Name.replace(/^\//, '')}`,
    type: parameter.Type,
    version: parameter.Version,
    description: parameter.Description,
    allowed_pattern: parameter.AllowedPattern,
    data_type: parameter.DataType,
    key_id: parameter.KeyId,
    // As the provider has it where AWS does not say.
    tier: parameter.Tier ?? 'Standard',
  };
}
