/** Bundled policies of every kind of read (links, lists, documents, tags, changes), for tests that take too long with all of them. */
export const DRAWN_POLICIES: readonly string[] = [
  'aws.cloudtrail.trail_all_regions',
  'aws.ec2.ebs_volume_encryption',
  'aws.ec2.security_group_open_ports',
  'aws.iam.policy_full_access',
  'aws.kms.key_rotation',
  'aws.rds.instance_public_access',
  'aws.resource.required_tags',
  'aws.resource.stateful_deletion',
  'aws.s3.bucket_logging',
  'aws.s3.bucket_public_access',
  'aws.s3.bucket_versioning',
  'aws.sqs.queue_public_access',
];
