/** Which attributes hold a JSON document in a string, by type and attribute; IAM documents get a canonical form. */

export type DocumentKind = 'iam' | 'json';

const IAM_BY_ATTRIBUTE: Readonly<Record<string, readonly string[]>> = {
  policy: [
    'aws_acmpca_permission aws_acmpca_policy aws_api_gateway_domain_name aws_api_gateway_rest_api',
    'aws_api_gateway_rest_api_policy aws_backup_vault_policy aws_cloudwatch_event_bus_policy',
    'aws_codebuild_resource_policy aws_ecr_registry_policy aws_ecr_repository_policy',
    'aws_ecrpublic_repository_policy aws_efs_file_system_policy aws_glacier_vault_lock aws_glue_resource_policy',
    'aws_dynamodb_resource_policy aws_iam_group_policy aws_iam_policy aws_iam_role_policy aws_iam_user_policy',
    'aws_iot_policy aws_kinesis_resource_policy aws_kms_external_key aws_kms_key aws_kms_key_policy',
    'aws_kms_replica_external_key aws_kms_replica_key aws_lambda_layer_version_permission',
    'aws_media_store_container_policy aws_msk_cluster_policy aws_networkfirewall_resource_policy',
    'aws_oam_sink_policy aws_redshift_resource_policy aws_redshiftserverless_resource_policy',
    'aws_s3_access_point aws_s3_bucket aws_s3_bucket_policy aws_s3control_access_grants_instance_resource_policy',
    'aws_s3control_access_point_policy aws_s3control_bucket_policy',
    'aws_s3control_object_lambda_access_point_policy aws_schemas_registry_policy aws_secretsmanager_secret',
    'aws_secretsmanager_secret_policy aws_ses_identity_policy aws_sesv2_email_identity_policy aws_sns_topic',
    'aws_sns_topic_policy aws_sqs_queue aws_sqs_queue_policy aws_transfer_access aws_transfer_user',
    'aws_vpc_endpoint aws_vpc_endpoint_policy aws_vpclattice_auth_policy aws_vpclattice_resource_policy',
  ],
  assume_role_policy: ['aws_iam_role'],
  'inline_policy.policy': ['aws_iam_role'],
  inline_policy: ['aws_ssoadmin_permission_set_inline_policy'],
  policy_document: [
    'aws_cloudwatch_log_resource_policy aws_codeartifact_domain_permissions_policy',
    'aws_codeartifact_repository_permissions_policy aws_xray_resource_policy',
  ],
  resource_policy: [
    'aws_s3tables_table_bucket_policy aws_s3tables_table_policy aws_sagemaker_model_package_group_policy',
  ],
  access_policy: [
    'aws_cloudsearch_domain_service_access_policy aws_cloudwatch_log_destination_policy aws_glacier_vault',
  ],
  access_policies: [
    'aws_elasticsearch_domain aws_elasticsearch_domain_policy aws_opensearch_domain aws_opensearch_domain_policy',
  ],
  delivery_destination_policy: ['aws_cloudwatch_log_delivery_destination_policy'],
  repository_policy: ['aws_ecr_repository_creation_template'],
  session_policy: ['aws_rolesanywhere_profile'],
  content: ['aws_organizations_resource_policy'],
  'details.policy': ['aws_s3control_multi_region_access_point_policy'],
  established: ['aws_s3control_multi_region_access_point_policy'],
  proposed: ['aws_s3control_multi_region_access_point_policy'],
};

/** Attributes whose value may as well be YAML or plain text (templates, build files) stay strings. */
const JSON_BY_ATTRIBUTE: Readonly<Record<string, readonly string[]>> = {
  policy: [
    'aws_ecr_lifecycle_policy aws_opensearchserverless_access_policy aws_opensearchserverless_lifecycle_policy',
    'aws_opensearchserverless_security_policy aws_sns_topic_data_protection_policy',
  ],
  policy_document: [
    'aws_cloudwatch_log_account_policy aws_cloudwatch_log_data_protection_policy aws_cloudwatch_log_index_policy',
    'aws_networkmanager_core_network_policy_attachment',
  ],
  base_policy_document: ['aws_networkmanager_core_network'],
  lifecycle_policy: ['aws_ecr_repository_creation_template'],
  content: ['aws_connect_contact_flow aws_connect_contact_flow_module aws_organizations_policy'],
  policy_body: ['aws_cloudformation_stack'],
  archive_policy: ['aws_sns_topic'],
  delivery_policy: ['aws_sns_topic aws_sns_topic_subscription'],
  filter_policy: ['aws_sns_topic_subscription'],
  replay_policy: ['aws_sns_topic_subscription'],
  redrive_policy: ['aws_sns_topic_subscription aws_sqs_queue aws_sqs_queue_redrive_policy'],
  redrive_allow_policy: ['aws_sqs_queue aws_sqs_queue_redrive_allow_policy'],
  container_definitions: ['aws_ecs_task_definition'],
  container_properties: ['aws_batch_job_definition'],
  ecs_properties: ['aws_batch_job_definition'],
  node_properties: ['aws_batch_job_definition'],
  dashboard_body: ['aws_cloudwatch_dashboard'],
  definition: ['aws_sfn_state_machine'],
  event_pattern: ['aws_cloudwatch_event_archive aws_cloudwatch_event_rule aws_notifications_event_rule'],
  'metric_monitors.metric_definition.event_pattern': ['aws_evidently_launch'],
  pattern: ['aws_evidently_segment'],
  'filter_criteria.filter.pattern': ['aws_lambda_event_source_mapping'],
  'source_parameters.filter_criteria.filter.pattern': ['aws_pipes_pipe'],
  input: ['aws_cloudwatch_event_target aws_lambda_invocation'],
  input_parameters: [
    'aws_config_config_rule aws_config_organization_custom_policy_rule aws_config_organization_custom_rule',
    'aws_config_organization_managed_rule',
  ],
  rule_definition: ['aws_cloudwatch_contributor_insight_rule'],
  autoscaling_policy: ['aws_emr_instance_group'],
  'core_instance_group.autoscaling_policy': ['aws_emr_cluster'],
  configurations_json: ['aws_emr_cluster aws_emr_instance_group'],
  configuration: ['aws_emr_security_configuration aws_glue_crawler aws_grafana_workspace'],
  custom_json: [
    'aws_opsworks_custom_layer aws_opsworks_ecs_cluster_layer aws_opsworks_ganglia_layer',
    'aws_opsworks_haproxy_layer aws_opsworks_java_app_layer aws_opsworks_memcached_layer',
    'aws_opsworks_mysql_layer aws_opsworks_nodejs_app_layer aws_opsworks_php_app_layer',
    'aws_opsworks_rails_app_layer aws_opsworks_stack aws_opsworks_static_web_layer',
  ],
  document: ['aws_route53_traffic_policy'],
  'resource_query.query': ['aws_resourcegroups_group'],
  routing_rules: ['aws_s3_bucket_website_configuration'],
  'website.routing_rules': ['aws_s3_bucket'],
  rule_json: ['aws_wafv2_web_acl'],
  schema: ['aws_api_gateway_model aws_apigatewayv2_model aws_cloudcontrolapi_resource'],
  desired_state: ['aws_cloudcontrolapi_resource'],
  properties: ['aws_cloudcontrolapi_resource'],
  manifest_json: ['aws_controltower_landing_zone'],
  table_mappings: ['aws_dms_replication_task'],
  replication_task_settings: ['aws_dms_replication_task'],
  replication_settings: ['aws_dms_replication_config'],
  supplemental_settings: ['aws_dms_replication_config'],
  item: ['aws_dynamodb_table_item'],
  monitor_specification: ['aws_ce_anomaly_monitor'],
  'security_service_policy_data.managed_service_data': ['aws_fms_policy'],
  template_body: ['aws_iot_provisioning_template'],
  'configuration.template_configuration.template': ['aws_kendra_data_source'],
  pipeline_definition: ['aws_sagemaker_pipeline'],
  authentication_profile_content: ['aws_redshift_authentication_profile'],
  parameters: ['aws_servicecatalog_constraint'],
  json: ['aws_ssm_patch_baseline'],
};

const byType = new Map<string, Map<string, DocumentKind>>();
enter(IAM_BY_ATTRIBUTE, 'iam');
enter(JSON_BY_ATTRIBUTE, 'json');

/** Kinds by attribute of one type; nested attributes joined with '.', list places left out (`inline_policy.policy`). */
export function documentsOf(type: string): ReadonlyMap<string, DocumentKind> | undefined {
  return byType.get(type);
}

/** Every type that has a document attribute, with its attributes. */
export function documentTypes(): ReadonlyMap<string, ReadonlyMap<string, DocumentKind>> {
  return byType;
}

function enter(table: Readonly<Record<string, readonly string[]>>, kind: DocumentKind): void {
  for (const [attribute, lines] of Object.entries(table)) {
    for (const type of lines.flatMap((line) => line.split(' '))) {
      const attributes = byType.get(type) ?? new Map<string, DocumentKind>();
      attributes.set(attribute, kind);
      byType.set(type, attributes);
    }
  }
}
