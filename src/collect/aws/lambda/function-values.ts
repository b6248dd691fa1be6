/** A Lambda function's configuration in the attributes of `aws_lambda_function`. */
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { LiveValues } from '../../collector.ts';
import type { AwsRun } from '../run.ts';

type Where = Pick<AwsRun, 'partition' | 'region'>;

/** All but tags, concurrency, version, code signing and what else other calls tell. */
export function functionValues(where: Where, configuration: FunctionConfiguration): LiveValues {
  const { FunctionArn: arn } = configuration;
  return {
    id: configuration.FunctionName,
    arn,
    function_name: configuration.FunctionName,
    architectures: configuration.Architectures,
    code_sha256: configuration.CodeSha256,
    description: configuration.Description,
    handler: configuration.Handler,
    invoke_arn: arn === undefined ? undefined : invokeArn(where, arn),
    kms_key_arn: configuration.KMSKeyArn,
    last_modified: configuration.LastModified,
    layers: configuration.Layers?.map(({ Arn }) => Arn),
    memory_size: configuration.MemorySize,
    package_type: configuration.PackageType,
    role: configuration.Role,
    runtime: configuration.Runtime,
    signing_job_arn: configuration.SigningJobArn,
    signing_profile_version_arn: configuration.SigningProfileVersionArn,
    source_code_size: configuration.CodeSize,
    timeout: configuration.Timeout,
    ...blocks(configuration),
    ...vpc(configuration),
  };
}

/** What API Gateway calls the function by. */
export function invokeArn({ partition, region }: Where, arn: string): string {
  return `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${arn}/invocations`;
}

/** Blocks that AWS answers with for every function are left out where the provider leaves them out. */
function blocks(configuration: FunctionConfiguration): LiveValues {
  const { DeadLetterConfig: dead, Environment: environment, EphemeralStorage: storage } = configuration;
  const { ImageConfigResponse, LoggingConfig: logging, SnapStart: snap } = configuration;
  const image = ImageConfigResponse?.ImageConfig;
  return {
    dead_letter_config: dead?.TargetArn === undefined ? undefined : [{ target_arn: dead.TargetArn }],
    environment:
      environment === undefined || environment.Error !== undefined
        ? undefined
        : [{ variables: environment.Variables }],
    ephemeral_storage: storage && [{ size: storage.Size }],
    file_system_config: configuration.FileSystemConfigs?.map(({ Arn, LocalMountPath }) => ({
      arn: Arn,
      local_mount_path: LocalMountPath,
    })),
    image_config: image && [
      { command: image.Command, entry_point: image.EntryPoint, working_directory: image.WorkingDirectory },
    ],
    logging_config: logging && [
      {
        application_log_level: logging.ApplicationLogLevel,
        log_format: logging.LogFormat,
        log_group: logging.LogGroup,
        system_log_level: logging.SystemLogLevel,
      },
    ],
    snap_start:
      snap === undefined || snap.ApplyOn === 'None'
        ? undefined
        : [{ apply_on: snap.ApplyOn, optimization_status: snap.OptimizationStatus }],
    tracing_config: [{ mode: configuration.TracingConfig?.Mode ?? 'PassThrough' }],
  };
}

/** A function that was in a VPC once keeps an empty configuration. */
function vpc({ VpcConfig: config }: FunctionConfiguration): LiveValues {
  const { SubnetIds = [], SecurityGroupIds = [], VpcId = '' } = config ?? {};
  if (SubnetIds.length === 0 && SecurityGroupIds.length === 0 && VpcId === '') return {};
  return {
    vpc_config: [
      {
        ipv6_allowed_for_dual_stack: config?.Ipv6AllowedForDualStack,
        security_group_ids: SecurityGroupIds,
        subnet_ids: SubnetIds,
        vpc_id: VpcId,
      },
    ],
  };
}
