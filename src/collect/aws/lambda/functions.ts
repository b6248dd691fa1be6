/** Lambda functions with configuration, environment, concurrency, code signing and published version. */
import {
  type FunctionConfiguration,
  GetFunctionCodeSigningConfigCommand,
  GetFunctionCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import type { LiveRecord } from '../../collector.ts';
import { inOrder } from '../../in-order.ts';
import { pages } from '../../pages.ts';
import { NOT_ASKED, type Read, read, unreadOf } from '../../read.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';
import { signedFunctions } from './code-signing.ts';
import { functionValues, invokeArn } from './function-values.ts';
import { publishedVersions } from './published-versions.ts';

const PAGE = 50;
const AT_ONCE = 8;
const BY_DEPLOYMENT = 'an argument of the deployment; AWS keeps a copy of the code';
const BY_DELETION = 'an argument of the deletion';

/** API: https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
export const functions: AwsCollector = {
  id: 'aws/lambda/functions',
  per: 'region',
  types: ['aws_lambda_function'],
  permissions: [
    'lambda:ListFunctions',
    'lambda:GetFunction',
    'lambda:GetFunctionCodeSigningConfig',
    'lambda:ListCodeSigningConfigs',
    'lambda:ListFunctionsByCodeSigningConfig',
    // Lambda decrypts an environment under a key of the account's own with the rights of who asks.
    'kms:Decrypt',
  ],
  notFilled: {
    aws_lambda_function: {
      filename: BY_DEPLOYMENT,
      publish: BY_DEPLOYMENT,
      s3_bucket: BY_DEPLOYMENT,
      s3_key: BY_DEPLOYMENT,
      s3_object_version: BY_DEPLOYMENT,
      source_code_hash: 'an argument of the deployment; code_sha256 has the hash of what runs',
      replace_security_groups_on_destroy: BY_DELETION,
      replacement_security_group_ids: BY_DELETION,
      skip_destroy: BY_DELETION,
    },
  },
  async *collect(run) {
    const [signed, versions] = await Promise.all([read(signedFunctions(run)), read(publishedVersions(run))]);
    const lambda = run.client(LambdaClient);
    const listed = pages(
      'lambda:ListFunctions',
      (Marker) => lambda.send(new ListFunctionsCommand({ Marker, MaxItems: PAGE })),
      ({ Functions }) => Functions,
      ({ NextMarker }) => NextMarker,
    );
    const record = (one: FunctionConfiguration) => recordOf(run, one, signed, versions);
    for await (const found of inOrder(listed, AT_ONCE, record)) if (found !== undefined) yield found;
  },
};

/** Undefined for one that is gone since it was listed. */
async function recordOf(
  run: AwsRun,
  listed: FunctionConfiguration,
  signed: Read<ReadonlyMap<string, string>>,
  versions: Read<ReadonlyMap<string, string>>,
): Promise<LiveRecord | undefined> {
  const [details, signing] = await Promise.all([
    read(
      run.client(LambdaClient).send(new GetFunctionCommand({ FunctionName: listed.FunctionName })),
      'ResourceNotFoundException',
    ),
    signingOf(run, listed, signed),
  ]);
  if (details.value === undefined && details.failure === undefined) return undefined;
  const configuration = details.value?.Configuration ?? listed;
  const { Code: code, Concurrency: concurrency, Tags: tags } = details.value ?? {};
  return {
    type: 'aws_lambda_function',
    values: {
      ...functionValues(run, configuration),
      ...(versions.failure === undefined && version(run, configuration, versions.value)),
      ...(details.value && {
        image_uri: code?.ImageUri,
        reserved_concurrent_executions: concurrency?.ReservedConcurrentExecutions ?? -1,
        ...tagsFrom(tags ?? {}),
      }),
      code_signing_config_arn: signing.value,
    },
    unread: [
      ...unreadOf(
        [details, ['image_uri', 'reserved_concurrent_executions', 'tags', 'tags_all']],
        [versions, ['version', 'qualified_arn', 'qualified_invoke_arn']],
        [signing, ['code_signing_config_arn']],
        [environmentOf(configuration), ['environment']],
      ),
    ],
  };
}

/** Lambda answers for a function whose environment it may not decrypt for the caller, and says so inside the answer. */
function environmentOf({ Environment }: FunctionConfiguration): Read<unknown> {
  const error = Environment?.Error;
  if (error === undefined) return NOT_ASKED;
  const message = `${error.ErrorCode ?? 'Unknown'}: ${error.Message ?? ''}`.replace(/\s+/g, ' ').trim();
  const reason = /denied/i.test(error.ErrorCode ?? '') ? ('denied' as const) : ('failed' as const);
  return { failure: { reason, api: 'lambda:GetFunction', message } };
}

/** The provider names the version that was published last; `$LATEST` where none was. */
function version(
  run: AwsRun,
  { FunctionName = '', FunctionArn }: FunctionConfiguration,
  versions: ReadonlyMap<string, string> | undefined,
) {
  const last = versions?.get(FunctionName) ?? '$LATEST';
  const arn = `${FunctionArn}:${last}`;
  return { version: last, qualified_arn: arn, qualified_invoke_arn: invokeArn(run, arn) };
}

/** Where the configurations cannot be listed, each function is asked; only code in archives can be signed. */
async function signingOf(
  run: AwsRun,
  { FunctionName, FunctionArn = '', PackageType }: FunctionConfiguration,
  signed: Read<ReadonlyMap<string, string>>,
): Promise<Read<string>> {
  if (PackageType === 'Image') return NOT_ASKED;
  if (signed.failure === undefined) return { value: signed.value?.get(FunctionArn) };
  const answer = await read(
    run.client(LambdaClient).send(new GetFunctionCodeSigningConfigCommand({ FunctionName })),
    'ResourceNotFoundException',
  );
  return answer.failure === undefined ? { value: answer.value?.CodeSigningConfigArn } : answer;
}
