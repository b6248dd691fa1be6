/** What DescribeDBInstances says of an instance that stands alone, in the attributes of `aws_db_instance`. */
import type { DBInstance, Endpoint } from '@aws-sdk/client-rds';
import type { LiveValues } from '../../collector.ts';
import { namePrefix } from '../name-prefix.ts';
import { timeText } from '../time-text.ts';

/** All but tags. `id` is the resource id, which stays when the instance is renamed. */
export function instanceValues(instance: DBInstance): LiveValues {
  return {
    id: instance.DbiResourceId,
    resource_id: instance.DbiResourceId,
    arn: instance.DBInstanceArn,
    identifier: instance.DBInstanceIdentifier,
    identifier_prefix: namePrefix(instance.DBInstanceIdentifier),
    status: instance.DBInstanceStatus,
    instance_class: instance.DBInstanceClass,
    db_name: instance.DBName,
    username: instance.MasterUsername,
    availability_zone: instance.AvailabilityZone,
    multi_az: instance.MultiAZ,
    license_model: instance.LicenseModel,
    character_set_name: instance.CharacterSetName,
    nchar_character_set_name: instance.NcharCharacterSetName,
    timezone: instance.Timezone,
    option_group_name: instance.OptionGroupMemberships?.[0]?.OptionGroupName,
    parameter_group_name: instance.DBParameterGroups?.[0]?.DBParameterGroupName,
    custom_iam_instance_profile: instance.CustomIamInstanceProfile,
    ...engine(instance),
    ...storage(instance),
    ...network(instance),
    ...backup(instance),
    ...monitoring(instance),
    ...access(instance),
  };
}

function engine(instance: DBInstance): LiveValues {
  return {
    engine: instance.Engine,
    engine_lifecycle_support: instance.EngineLifecycleSupport,
    engine_version: instance.EngineVersion,
    engine_version_actual: instance.EngineVersion,
    auto_minor_version_upgrade: instance.AutoMinorVersionUpgrade,
    maintenance_window: instance.PreferredMaintenanceWindow,
  };
}

function storage(instance: DBInstance): LiveValues {
  return {
    allocated_storage: instance.AllocatedStorage,
    max_allocated_storage: instance.MaxAllocatedStorage,
    dedicated_log_volume: instance.DedicatedLogVolume,
    iops: instance.Iops,
    kms_key_id: instance.KmsKeyId,
    storage_encrypted: instance.StorageEncrypted,
    storage_throughput: instance.StorageThroughput,
    storage_type: instance.StorageType,
  };
}

function network(instance: DBInstance): LiveValues {
  const { Endpoint: endpoint, ListenerEndpoint: listener } = instance;
  return {
    address: endpoint?.Address,
    endpoint: addressed(endpoint),
    hosted_zone_id: endpoint?.HostedZoneId,
    port: endpoint?.Port ?? instance.DbInstancePort,
    listener_endpoint: listener && [
      { address: listener.Address, hosted_zone_id: listener.HostedZoneId, port: listener.Port },
    ],
    customer_owned_ip_enabled: instance.CustomerOwnedIpEnabled,
    db_subnet_group_name: instance.DBSubnetGroup?.DBSubnetGroupName,
    network_type: instance.NetworkType,
    publicly_accessible: instance.PubliclyAccessible,
    vpc_security_group_ids: instance.VpcSecurityGroups?.map(({ VpcSecurityGroupId }) => VpcSecurityGroupId),
  };
}

/** `appdb.aaaaaaaaaa.us-east-1.rds.amazonaws.com:5432`; an instance that is being made has none yet. */
function addressed(endpoint: Endpoint | undefined): string | undefined {
  const { Address: address, Port: port } = endpoint ?? {};
  return address === undefined || port === undefined ? undefined : `${address}:${port}`;
}

function backup(instance: DBInstance): LiveValues {
  return {
    backup_retention_period: instance.BackupRetentionPeriod,
    backup_target: instance.BackupTarget,
    backup_window: instance.PreferredBackupWindow,
    copy_tags_to_snapshot: instance.CopyTagsToSnapshot,
    deletion_protection: instance.DeletionProtection,
    latest_restorable_time: timeText(instance.LatestRestorableTime),
    replica_mode: instance.ReplicaMode,
    replicas: instance.ReadReplicaDBInstanceIdentifiers,
    replicate_source_db: instance.ReadReplicaSourceDBInstanceIdentifier,
  };
}

function monitoring(instance: DBInstance): LiveValues {
  return {
    database_insights_mode: instance.DatabaseInsightsMode,
    enabled_cloudwatch_logs_exports: instance.EnabledCloudwatchLogsExports,
    monitoring_interval: instance.MonitoringInterval,
    monitoring_role_arn: instance.MonitoringRoleArn,
    performance_insights_enabled: instance.PerformanceInsightsEnabled,
    performance_insights_kms_key_id: instance.PerformanceInsightsKMSKeyId,
    performance_insights_retention_period: instance.PerformanceInsightsRetentionPeriod,
  };
}

function access(instance: DBInstance): LiveValues {
  const secret = instance.MasterUserSecret;
  const domain = instance.DomainMemberships?.[0];
  return {
    ca_cert_identifier: instance.CACertificateIdentifier,
    iam_database_authentication_enabled: instance.IAMDatabaseAuthenticationEnabled,
    manage_master_user_password: secret && true,
    master_user_secret: secret && [
      { kms_key_id: secret.KmsKeyId, secret_arn: secret.SecretArn, secret_status: secret.SecretStatus },
    ],
    domain: domain?.Domain,
    domain_auth_secret_arn: domain?.AuthSecretArn,
    domain_dns_ips: domain?.DnsIps,
    domain_fqdn: domain?.FQDN,
    domain_iam_role_name: domain?.IAMRoleName,
    domain_ou: domain?.OU,
  };
}
