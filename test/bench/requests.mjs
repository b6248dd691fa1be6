/** Requests of a manifest beside the fewest that AWS's API allows for the same attributes, by kind of resource. */

/** Operations that no listing and no other call can stand for: so many for each resource of the type. */
const PER_RESOURCE = {
  'kms:DescribeKey': ['aws_kms_key', 1],
  'kms:GetKeyPolicy': ['aws_kms_key', 1],
  'kms:GetKeyRotationStatus': ['aws_kms_key', 1],
  'kms:ListResourceTags': ['aws_kms_key', 1],
  'ec2:DescribeVpcAttribute': ['aws_vpc', 3],
  // Whether users have keys that are not in use, only this call tells.
  'iam:ListAccessKeys': ['aws_iam_user', 1],
  'lambda:GetFunction': ['aws_lambda_function', 1],
  'sqs:GetQueueAttributes': ['aws_sqs_queue', 1],
  'sqs:ListQueueTags': ['aws_sqs_queue', 1],
};
/** Listings whose pages are full: resources of the types by the most that a page takes. */
const PAGED = {
  'ec2:DescribeVolumes': [['aws_ebs_volume'], 500],
  'ec2:DescribeSecurityGroups': [['aws_security_group'], 1000],
  'ec2:DescribeSecurityGroupRules': [
    ['aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule'],
    1000,
  ],
  'iam:GetAccountAuthorizationDetails': [
    ['aws_iam_role', 'aws_iam_user', 'aws_iam_group', 'aws_iam_policy'],
    1000,
  ],
  'iam:ListRoles': [['aws_iam_role'], 1000],
};
/** Operations that can be done without on AWS, and why they were sent. */
const NEEDLESS = {
  's3:GetBucketLocation': "the simulator's listing does not tell regions; that of AWS does",
  'lambda:GetFunctionCodeSigningConfig':
    'the simulator lacks ListCodeSigningConfigs, which AWS answers for all functions',
  'iam:ListUsers': 'each collector stands alone: users are in the authorization details too',
};
/** Why some are sent more often than others would need. */
const WHY = { 'lambda:ListFunctions': 'versions are listed by themselves' };
const SEVERAL = 'each collector stands alone, and asks for its own page';
/** Calls of the account's own report: it is asked for until it is made. */
const REPORT = ['iam:GenerateCredentialReport', 2];

const KINDS = [
  ['buckets and their settings', 'aws_s3_bucket', /^s3:/],
  ['volumes', 'aws_ebs_volume', /^ec2:DescribeVolumes$/],
  ['security groups and rules', 'aws_security_group', /^ec2:DescribeSecurityGroup/],
  ['users, roles and their policies', 'aws_iam_user', /^iam:/],
  ['queues', 'aws_sqs_queue', /^sqs:/],
  ['functions', 'aws_lambda_function', /^lambda:/],
  ['keys', 'aws_kms_key', /^kms:/],
  ['all else', undefined, /^/],
];

function leastOf(operation, sent, counts) {
  if (NEEDLESS[operation] !== undefined) return 0;
  const [type, each] = PER_RESOURCE[operation] ?? [];
  if (type !== undefined) return Math.min(sent, each * (counts.get(type) ?? sent));
  const [types, size] = PAGED[operation] ?? [];
  if (types !== undefined) {
    const listed = types.reduce((sum, one) => sum + (counts.get(one) ?? 0), 0);
    return Math.min(sent, Math.max(1, Math.ceil(listed / size)));
  }
  if (operation === REPORT[0]) return Math.min(sent, REPORT[1]);
  const buckets = counts.get('aws_s3_bucket') ?? 0;
  if (operation === 's3:GetPublicAccessBlock') return Math.min(sent, buckets + 1);
  if (operation.startsWith('s3:Get')) return Math.min(sent, buckets);
  return Math.min(sent, 1);
}

/** Rows `[kind, there are, sent, least, why more]`, and the least in all. */
export function requestLines({ requests, coverage }) {
  const counts = new Map();
  for (const { type, count } of coverage) counts.set(type, (counts.get(type) ?? 0) + count);
  const kinds = KINDS.map(([name, type]) => ({
    name,
    there: counts.get(type),
    sent: 0,
    least: 0,
    why: new Set(),
  }));
  for (const [operation, sent] of Object.entries(requests)) {
    const kind = kinds[KINDS.findIndex(([, , pattern]) => pattern.test(operation))];
    const least = leastOf(operation, sent, counts);
    kind.sent += sent;
    kind.least += least;
    if (sent > least) kind.why.add(NEEDLESS[operation] ?? WHY[operation] ?? SEVERAL);
  }
  return {
    least: kinds.reduce((sum, { least }) => sum + least, 0),
    rows: kinds
      .filter(({ sent }) => sent > 0)
      .map(({ name, there, sent, least, why }) => [
        name,
        there?.toLocaleString('en') ?? '',
        sent.toLocaleString('en'),
        least.toLocaleString('en'),
        [...why].join('; '),
      ]),
  };
}
