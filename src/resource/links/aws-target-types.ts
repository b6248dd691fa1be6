/** Names for the sets of AWS types that one attribute may name. */

export const KEY = 'aws_kms_key aws_kms_replica_key';
export const VPC = 'aws_vpc aws_default_vpc';
export const SUBNET = 'aws_subnet aws_default_subnet';
export const GROUP = 'aws_security_group aws_default_security_group';
export const TABLE = 'aws_route_table aws_default_route_table';
export const ACL = 'aws_network_acl aws_default_network_acl';
export const BUCKET = 'aws_s3_bucket';
export const ROLE = 'aws_iam_role';
export const LOG_GROUP = 'aws_cloudwatch_log_group';
export const FIREHOSE = 'aws_kinesis_firehose_delivery_stream';
export const ACTION = `aws_sns_topic aws_lambda_function aws_sqs_queue aws_kinesis_stream ${FIREHOSE} aws_sfn_state_machine`;
export const REST_API = 'aws_api_gateway_rest_api';
export const HTTP_API = 'aws_apigatewayv2_api';
