/** What DescribeDBInstances says of a member of a cluster, in the attributes of `aws_rds_cluster_instance`. */
import type { DBInstance } from '@aws-sdk/client-rds';
import type { LiveValues } from '../../collector.ts';
import { namePrefix } from '../name-prefix.ts';

/** All but tags. `id` is the identifier, unlike that of `aws_db_instance`. */
export function clusterInstanceValues(instance: DBInstance): LiveValues {
  return {
    id: instance.DBInstanceIdentifier,
    arn: instance.DBInstanceArn,
    cluster_identifier: instance.DBClusterIdentifier,
    dbi_resource_id: instance.DbiResourceId,
    identifier: instance.DBInstanceIdentifier,
    identifier_prefix: namePrefix(instance.DBInstanceIdentifier),
    instance_class: instance.DBInstanceClass,
    engine: instance.Engine,
    engine_version: instance.EngineVersion,
    engine_version_actual: instance.EngineVersion,
    auto_minor_version_upgrade: instance.AutoMinorVersionUpgrade,
    availability_zone: instance.AvailabilityZone,
    ca_cert_identifier: instance.CACertificateIdentifier,
    copy_tags_to_snapshot: instance.CopyTagsToSnapshot,
    custom_iam_instance_profile: instance.CustomIamInstanceProfile,
    db_parameter_group_name: instance.DBParameterGroups?.[0]?.DBParameterGroupName,
    db_subnet_group_name: instance.DBSubnetGroup?.DBSubnetGroupName,
    endpoint: instance.Endpoint?.Address,
    port: instance.Endpoint?.Port ?? instance.DbInstancePort,
    kms_key_id: instance.KmsKeyId,
    storage_encrypted: instance.StorageEncrypted,
    monitoring_interval: instance.MonitoringInterval,
    monitoring_role_arn: instance.MonitoringRoleArn,
    network_type: instance.NetworkType,
    performance_insights_enabled: instance.PerformanceInsightsEnabled,
    performance_insights_kms_key_id: instance.PerformanceInsightsKMSKeyId,
    performance_insights_retention_period: instance.PerformanceInsightsRetentionPeriod,
    preferred_backup_window: instance.PreferredBackupWindow,
    preferred_maintenance_window: instance.PreferredMaintenanceWindow,
    promotion_tier: instance.PromotionTier,
    publicly_accessible: instance.PubliclyAccessible,
  };
}
