/** Longer names that trivy and tfsec have for checks, beside the id that policies have as alias. */

/**
 * `<provider>-<service>-<short_code>` of trivy-checks v1.10.0; behind the line those of tfsec and older versions. Two aliases
 * there name other checks (aws-vpc-no-public-ingress-sgr of AWS-0164, aws-autoscaling-enable-at-rest-encryption of
 * AWS-0178): these are left out.
 */
const IDS: Readonly<Record<string, string>> = {
  'aws-cloudfront-enforce-https': 'AWS-0012',
  'aws-cloudfront-use-secure-tls-policy': 'AWS-0013',
  'aws-cloudtrail-enable-all-regions': 'AWS-0014',
  'aws-cloudtrail-enable-log-validation': 'AWS-0016',
  'aws-cloudtrail-encryption-customer-managed-key': 'AWS-0015',
  'aws-cloudtrail-ensure-cloudwatch-integration': 'AWS-0162',
  'aws-dynamodb-enable-recovery': 'AWS-0024',
  'aws-ec2-enable-volume-encryption': 'AWS-0026',
  'aws-ec2-enforce-http-token-imds': 'AWS-0028',
  'aws-ec2-enforce-launch-config-http-token-imds': 'AWS-0130',
  'aws-ec2-no-public-ingress-acl': 'AWS-0105',
  'aws-ec2-no-public-ingress-sgr': 'AWS-0107',
  'aws-ec2-no-public-ip': 'AWS-0009',
  'aws-ec2-no-public-ip-subnet': 'AWS-0164',
  'aws-ec2-require-vpc-flow-logs-for-all-vpcs': 'AWS-0178',
  'aws-ec2-restrict-all-in-default-sg': 'AWS-0173',
  'aws-ecr-enable-image-scans': 'AWS-0030',
  'aws-ecr-enforce-immutable-repository': 'AWS-0031',
  'aws-ecr-no-public-access': 'AWS-0032',
  'aws-efs-enable-at-rest-encryption': 'AWS-0037',
  'aws-eks-enable-control-plane-logging': 'AWS-0038',
  'aws-eks-encrypt-secrets': 'AWS-0039',
  'aws-eks-no-public-cluster-access-to-cidr': 'AWS-0041',
  'aws-elb-drop-invalid-headers': 'AWS-0052',
  'aws-elb-http-not-used': 'AWS-0054',
  'aws-elb-use-secure-tls-policy': 'AWS-0047',
  'aws-iam-filter-passrole-access': 'AWS-0342',
  'aws-iam-no-password-reuse': 'AWS-0056',
  'aws-iam-no-policy-wildcards': 'AWS-0057',
  'aws-iam-no-user-attached-policies': 'AWS-0143',
  'aws-iam-set-minimum-password-length': 'AWS-0063',
  'aws-kinesis-enable-in-transit-encryption': 'AWS-0064',
  'aws-kms-auto-rotate-keys': 'AWS-0065',
  'aws-rds-enable-cluster-deletion-protection': 'AWS-0343',
  'aws-rds-enable-deletion-protection': 'AWS-0177',
  'aws-rds-enable-public-access': 'AWS-0180',
  'aws-rds-encrypt-cluster-storage-data': 'AWS-0079',
  'aws-rds-encrypt-instance-storage-data': 'AWS-0080',
  'aws-rds-specify-backup-retention': 'AWS-0077',
  'aws-s3-enable-logging': 'AWS-0089',
  'aws-s3-enable-versioning': 'AWS-0090',
  'aws-s3-no-public-access-with-acl': 'AWS-0092',
  'aws-sns-enable-topic-encryption': 'AWS-0095',
  'aws-sqs-enable-queue-encryption': 'AWS-0096',
  // tfsec 1.x (its pages below docs/checks/aws)
  'aws-autoscaling-enforce-http-token-imds': 'AWS-0130',
  'aws-cloudtrail-enable-at-rest-encryption': 'AWS-0015',
  'aws-ebs-enable-volume-encryption': 'AWS-0026',
  'aws-rds-no-public-db-access': 'AWS-0180',
  'aws-s3-enable-bucket-logging': 'AWS-0089',
  'aws-vpc-no-public-ingress-acl': 'AWS-0105',
  'aws-vpc-no-public-ingress-sgr': 'AWS-0107',
  's3-bucket-logging': 'AWS-0089',
};

/** `AWS-0089` of `AVD-AWS-0089`, `aws-0089` and `aws-s3-enable-logging`; any other name as it is, in capitals. */
export function trivyId(name: string): string {
  const lower = name.toLowerCase();
  if (Object.hasOwn(IDS, lower)) return IDS[lower] ?? name;
  return name.toUpperCase().replace(/^AVD-/, '');
}
