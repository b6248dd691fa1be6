import { describe, expect, it } from 'vitest';
import { functions } from '../../../../../src/collect/aws/lambda/functions.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const HOSTILE = '"<b>&\'\u202e';
const arnOf = (name: string) => `arn:aws:lambda:us-east-1:111122223333:function:${name}`;
const RICH = {
  FunctionName: 'rich',
  FunctionArn: arnOf('rich'),
  Version: '$LATEST',
  Role: 'arn:role',
  Description: HOSTILE,
  Handler: 'index.handler',
  Runtime: 'python3.13',
  Architectures: ['arm64'],
  PackageType: 'Zip',
  CodeSha256: 'hash=',
  CodeSize: 140,
  MemorySize: 512,
  Timeout: 90,
  LastModified: '2026-11-21T15:37:24.594+0000',
  KMSKeyArn: 'arn:key',
  SigningJobArn: 'arn:job',
  SigningProfileVersionArn: 'arn:profile',
  Layers: [{ Arn: 'arn:layer:1', CodeSize: 1 }],
  Environment: { Variables: { PLAIN: '1', ODD: HOSTILE } },
  DeadLetterConfig: { TargetArn: 'arn:queue' },
  EphemeralStorage: { Size: 1024 },
  FileSystemConfigs: [{ Arn: 'arn:access-point', LocalMountPath: '/mnt/a' }],
  LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO', SystemLogLevel: 'WARN', LogGroup: '/a' },
  SnapStart: { ApplyOn: 'PublishedVersions', OptimizationStatus: 'Off' },
  TracingConfig: { Mode: 'Active' },
  VpcConfig: {
    SubnetIds: ['subnet-1'],
    SecurityGroupIds: ['sg-1'],
    VpcId: 'vpc-1',
    Ipv6AllowedForDualStack: false,
  },
};
const gateway = (arn: string) =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn}/invocations`;
const CONFIGURED = {
  id: 'rich',
  arn: arnOf('rich'),
  function_name: 'rich',
  architectures: ['arm64'],
  code_sha256: 'hash=',
  description: HOSTILE,
  handler: 'index.handler',
  invoke_arn: gateway(arnOf('rich')),
  kms_key_arn: 'arn:key',
  last_modified: '2026-11-21T15:37:24.594+0000',
  layers: ['arn:layer:1'],
  memory_size: 512,
  package_type: 'Zip',
  role: 'arn:role',
  runtime: 'python3.13',
  signing_job_arn: 'arn:job',
  signing_profile_version_arn: 'arn:profile',
  source_code_size: 140,
  timeout: 90,
  environment: [{ variables: { PLAIN: '1', ODD: HOSTILE } }],
  dead_letter_config: [{ target_arn: 'arn:queue' }],
  ephemeral_storage: [{ size: 1024 }],
  file_system_config: [{ arn: 'arn:access-point', local_mount_path: '/mnt/a' }],
  logging_config: [
    { application_log_level: 'INFO', log_format: 'JSON', log_group: '/a', system_log_level: 'WARN' },
  ],
  snap_start: [{ apply_on: 'PublishedVersions', optimization_status: 'Off' }],
  tracing_config: [{ mode: 'Active' }],
  vpc_config: [
    {
      ipv6_allowed_for_dual_stack: false,
      security_group_ids: ['sg-1'],
      subnet_ids: ['subnet-1'],
      vpc_id: 'vpc-1',
    },
  ],
};
const VERSION = {
  version: '12',
  qualified_arn: `${arnOf('rich')}:12`,
  qualified_invoke_arn: gateway(`${arnOf('rich')}:12`),
};

/** Versions in the order of texts, of which the last is not the latest. */
function listing(...found: readonly { readonly FunctionName: string }[]) {
  const versions = ['$LATEST', '1', '12', '9'].map((Version) => ({ FunctionName: 'rich', Version }));
  return ({ FunctionVersion }: { FunctionVersion?: string }) => ({
    Functions: FunctionVersion === 'ALL' ? versions : found,
  });
}

const ANSWERS = {
  ListFunctions: listing(RICH),
  ListCodeSigningConfigs: { CodeSigningConfigs: [{ CodeSigningConfigArn: 'arn:csc' }] },
  ListFunctionsByCodeSigningConfig: { FunctionArns: [arnOf('rich')] },
  GetFunction: {
    Configuration: RICH,
    Code: { Location: 'https://example/secret?signature' },
    Tags: { 'aws:cloudformation:stack-name': 's', Name: HOSTILE },
    Concurrency: { ReservedConcurrentExecutions: 0 },
  },
};

async function collected(answers: Readonly<Record<string, unknown>>) {
  return (await collectedBy(functions, fakeRun({ ...ANSWERS, ...answers }))).records;
}

describe('functions', () => {
  it('gives what the provider writes', async () => {
    expect(await collected({})).toEqual([
      {
        type: 'aws_lambda_function',
        values: {
          ...CONFIGURED,
          ...VERSION,
          reserved_concurrent_executions: 0,
          code_signing_config_arn: 'arn:csc',
          tags: { Name: HOSTILE },
          tags_all: { Name: HOSTILE },
        },
        unread: [],
      },
    ]);
  });

  it('an image has its address and no code signing; what is empty by default is left out', async () => {
    const Configuration = {
      FunctionName: 'image',
      FunctionArn: arnOf('image'),
      PackageType: 'Image',
      SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
      VpcConfig: { SubnetIds: [], SecurityGroupIds: [], VpcId: '' },
      ImageConfigResponse: { ImageConfig: { Command: ['x'], EntryPoint: ['/y'], WorkingDirectory: '/' } },
    };
    const [record] = await collected({
      ListFunctions: listing(Configuration),
      GetFunction: { Configuration, Code: { ImageUri: 'registry/app:1' } },
    });
    expect(record?.values).toEqual({
      id: 'image',
      arn: arnOf('image'),
      function_name: 'image',
      package_type: 'Image',
      image_uri: 'registry/app:1',
      image_config: [{ command: ['x'], entry_point: ['/y'], working_directory: '/' }],
      invoke_arn: gateway(arnOf('image')),
      tracing_config: [{ mode: 'PassThrough' }],
      reserved_concurrent_executions: -1,
      version: '$LATEST',
      qualified_arn: `${arnOf('image')}:$LATEST`,
      qualified_invoke_arn: gateway(`${arnOf('image')}:$LATEST`),
      tags: {},
      tags_all: {},
    });
  });

  it('asks once for each function, and for code signing once in all', async () => {
    const many = Array.from({ length: 20 }, (_, at) => ({
      FunctionName: `f${at}`,
      FunctionArn: arnOf(`f${at}`),
    }));
    const run = fakeRun({
      ...ANSWERS,
      ListFunctions: listing(...many),
      ListCodeSigningConfigs: {},
      GetFunction: ({ FunctionName }: { FunctionName: string }) => ({ Configuration: { FunctionName } }),
    });
    const { records } = await collectedBy(functions, run);
    expect(records.map(({ values }) => values.id)).toEqual(many.map(({ FunctionName }) => FunctionName));
    expect(run.calls.length).toBe(3 + many.length);
  });

  it('leaves out one that is gone', async () => {
    const gone = failing('lambda:GetFunction', 'ResourceNotFoundException', 'failed');
    expect(await collected({ GetFunction: gone })).toEqual([]);
  });
});

describe('functions: what is denied is unread, and nothing else', () => {
  const of = (api: string, ...attributes: readonly string[]) => ({
    attributes,
    failure: { reason: 'denied', api: `lambda:${api}`, message: 'AccessDeniedException' },
  });
  const denied = (api: string) => failing(`lambda:${api}`, 'AccessDeniedException');

  it('the details: the listing holds the configuration', async () => {
    const [record] = await collected({ GetFunction: denied('GetFunction') });
    expect(record?.values).toEqual({ ...CONFIGURED, ...VERSION, code_signing_config_arn: 'arn:csc' });
    expect(record?.unread).toEqual([
      of('GetFunction', 'image_uri', 'reserved_concurrent_executions', 'tags', 'tags_all'),
    ]);
  });

  it('the versions', async () => {
    const plain = listing(RICH);
    const [record] = await collected({
      ListFunctions: (input: { FunctionVersion?: string }) =>
        input.FunctionVersion === 'ALL' ? denied('ListFunctions')() : plain(input),
    });
    expect(record?.values).not.toHaveProperty('version');
    expect(record?.unread).toEqual([of('ListFunctions', 'version', 'qualified_arn', 'qualified_invoke_arn')]);
  });

  it('code signing, where neither the list nor the function tells', async () => {
    const ListCodeSigningConfigs = denied('ListCodeSigningConfigs');
    const api = 'GetFunctionCodeSigningConfig';
    const [told] = await collected({
      ListCodeSigningConfigs,
      [api]: { FunctionName: 'rich', CodeSigningConfigArn: 'arn:csc' },
    });
    expect([told?.values.code_signing_config_arn, told?.unread]).toEqual(['arn:csc', []]);
    const [untold] = await collected({ ListCodeSigningConfigs, [api]: denied(api) });
    expect(untold?.values).not.toHaveProperty('code_signing_config_arn');
    expect(untold?.unread).toEqual([of(api, 'code_signing_config_arn')]);
  });

  it('an environment that Lambda may not decrypt for the caller', async () => {
    const Configuration = {
      ...RICH,
      Environment: { Error: { ErrorCode: 'AccessDeniedException', Message: 'no key\nat all' } },
    };
    const [record] = await collected({ GetFunction: { Configuration } });
    expect(record?.values).not.toHaveProperty('environment');
    expect(record?.unread).toEqual([
      {
        attributes: ['environment'],
        failure: {
          reason: 'denied',
          api: 'lambda:GetFunction',
          message: 'AccessDeniedException: no key at all',
        },
      },
    ]);
  });

  it('the listing is a gap', async () => {
    const run = fakeRun({ ...ANSWERS, ListFunctions: denied('ListFunctions') });
    expect((await collectedBy(functions, run)).failure?.api).toBe('lambda:ListFunctions');
  });
});
