/**
 * Which places a verdict that is unknown names, and why each is not known: what the configuration in
 * test/fixtures/unknowns leaves open for the policy, and nothing else. An attribute that nobody wrote beside what
 * was written is left out here: whether it is told depends on what is documented of it.
 */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './judged.ts';
import { judgedIn, placeOf, subjectOf } from './plan-and-state.ts';

const UNKNOWNS = path.join(ROOT, 'test/fixtures/unknowns');
const APPLY = 'after-apply';
const OPEN = 'link-open';

type Places = readonly (readonly [place: string, reason: string])[];

const ENCRYPTED: Places = [['values.encrypted', APPLY]];
const POLICY: Places = [['values.policy', APPLY]];
const TAGS: Places = [['tags', APPLY]];
const PORTS: Places = [
  ['values.from_port', APPLY],
  ['values.to_port', APPLY],
];
const IPV4: Places = [['values.cidr_ipv4', APPLY]];
const WHOLE_RULE: Places = [['values.ip_protocol', APPLY], ...PORTS, ...IPV4];
const VERSIONING: Places = [['referrers.aws_s3_bucket_versioning.bucket', OPEN]];
const STATUS = 'referrers.aws_s3_bucket_versioning.bucket[0].values.versioning_configuration';

const ENCRYPTION = 'aws.ec2.ebs_volume_encryption';
const PUBLIC_RDS = 'aws.rds.instance_public_access';
const REQUIRED_TAGS = 'aws.resource.required_tags';
const FULL_ACCESS = 'aws.iam.policy_full_access';
const PUBLIC_QUEUE = 'aws.sqs.queue_public_access';
const OPEN_PORTS = 'aws.ec2.security_group_open_ports';
const VERSIONS = 'aws.s3.bucket_versioning';
const PUBLIC_BUCKET = 'aws.s3.bucket_public_access';

const EXPECTED: Readonly<Record<string, Readonly<Record<string, Places>>>> = {
  'attribute-kinds': {
    [`${ENCRYPTION} on aws_ebs_volume.flag`]: ENCRYPTED,
    // Written, so that its default is no answer.
    [`${ENCRYPTION} on aws_ebs_volume.nothing`]: ENCRYPTED,
    [`${PUBLIC_RDS} on aws_db_instance.flag`]: [['values.publicly_accessible', APPLY]],
    [`${VERSIONS} on aws_s3_bucket.status`]: [[`${STATUS}[0].status`, APPLY]],
    [`${REQUIRED_TAGS} on aws_ebs_volume.plain`]: TAGS,
    [`${REQUIRED_TAGS} on aws_ebs_volume.nothing`]: TAGS,
    [`${REQUIRED_TAGS} on aws_kms_key.no_store`]: TAGS,
    [`${REQUIRED_TAGS} on aws_sqs_queue.jobs`]: TAGS,
  },
  buckets: {
    [`${VERSIONS} on aws_s3_bucket.told`]: VERSIONING,
    [`${VERSIONS} on aws_s3_bucket.elsewhere`]: VERSIONING,
    [`${VERSIONS} on aws_s3_bucket.by_local`]: VERSIONING,
    [`${PUBLIC_BUCKET} on aws_s3_bucket.elsewhere`]: [
      ['referrers.aws_s3_bucket_policy.bucket', OPEN],
      ['referrers.aws_s3_bucket_public_access_block.bucket', OPEN],
    ],
  },
  conditionals: {
    [`${ENCRYPTION} on aws_ebs_volume.chosen`]: ENCRYPTED,
    [`${ENCRYPTION} on aws_ebs_volume.compared`]: ENCRYPTED,
    [`${ENCRYPTION} on aws_ebs_volume.fallback`]: ENCRYPTED,
    [`${FULL_ACCESS} on aws_iam_policy.either`]: POLICY,
    [`${PUBLIC_QUEUE} on aws_sqs_queue.maybe_open policy`]: POLICY,
    [`${OPEN_PORTS} on aws_vpc_security_group_ingress_rule.group_or_world`]: IPV4,
    [`${VERSIONS} on aws_s3_bucket.one`]: VERSIONING,
    [`${VERSIONS} on aws_s3_bucket.two`]: VERSIONING,
  },
  'data-sources': {
    [`${ENCRYPTION} on aws_ebs_volume.enabled`]: ENCRYPTED,
    [`${PUBLIC_RDS} on aws_db_instance.multi`]: [['values.publicly_accessible', APPLY]],
    [`${FULL_ACCESS} on aws_iam_policy.partly`]: POLICY,
    [`${PUBLIC_QUEUE} on aws_sqs_queue_policy.jobs`]: POLICY,
    [`${VERSIONS} on aws_s3_bucket.named`]: VERSIONING,
    [`${VERSIONS} on aws_s3_bucket.other`]: VERSIONING,
  },
  'default-tags': {
    [`${REQUIRED_TAGS} on aws_ebs_volume.unknown`]: TAGS,
    [`${REQUIRED_TAGS} on aws_ebs_volume.unknown_key`]: TAGS,
    [`${REQUIRED_TAGS} on aws_ebs_volume.one_value`]: TAGS,
    [`${REQUIRED_TAGS} on aws_sqs_queue.known_hidden`]: TAGS,
    [`${REQUIRED_TAGS} on aws_sqs_queue.known_map`]: TAGS,
  },
  'dynamic-blocks': {
    [`${OPEN_PORTS} on aws_security_group.known_list ingress[0].cidr_blocks`]: IPV4,
    [`${OPEN_PORTS} on aws_security_group.unknown_list ingress[0].cidr_blocks`]: WHOLE_RULE,
    [`${OPEN_PORTS} on aws_security_group.unknown_beside ingress[0].cidr_blocks`]: WHOLE_RULE,
    [`${VERSIONS} on aws_s3_bucket.versioned`]: [[STATUS, APPLY]],
    [`${PUBLIC_BUCKET} on aws_s3_bucket.owned`]: [
      ['referrers.aws_s3_bucket_policy.bucket[0].values.policy', APPLY],
    ],
  },
  modules: {
    [`${ENCRYPTION} on module.stores["eu.west"].aws_ebs_volume.data[1]`]: ENCRYPTED,
    [`${VERSIONS} on module.stores["us[0]"].aws_s3_bucket.logs`]: VERSIONING,
    // Its own one is certain; another one, of a name not known yet, may be a second.
    [`${VERSIONS} on module.stores["eu.west"].aws_s3_bucket.own`]: [
      ['referrers.aws_s3_bucket_versioning.bucket[1]', OPEN],
      [`${STATUS}[0].status`, APPLY],
    ],
  },
  'policy-documents': {
    [`${FULL_ACCESS} on aws_iam_policy.arn`]: POLICY,
    [`${FULL_ACCESS} on aws_iam_policy.open_beside`]: POLICY,
    [`${FULL_ACCESS} on aws_iam_policy.told`]: POLICY,
    [`${FULL_ACCESS} on aws_iam_role.worker inline_policy[0]`]: POLICY,
    [`${FULL_ACCESS} on aws_iam_role_policy.effect`]: POLICY,
    [`${FULL_ACCESS} on aws_iam_group_policy.resource`]: POLICY,
    [`${PUBLIC_QUEUE} on aws_sqs_queue_policy.open`]: POLICY,
    [`${PUBLIC_QUEUE} on aws_sqs_queue.inline policy`]: POLICY,
    [`${PUBLIC_BUCKET} on aws_s3_bucket.shared`]: [
      ['referrers.aws_s3_bucket_policy.bucket[0].values.policy', APPLY],
    ],
  },
  'security-groups': {
    [`${OPEN_PORTS} on aws_security_group.inline_peer ingress[0].cidr_blocks`]: IPV4,
    [`${OPEN_PORTS} on aws_security_group.inline_port ingress[1].cidr_blocks[0]`]: PORTS,
    [`${OPEN_PORTS} on aws_security_group_rule.peers cidr_blocks`]: IPV4,
    [`${OPEN_PORTS} on aws_vpc_security_group_ingress_rule.peer`]: IPV4,
    [`${OPEN_PORTS} on aws_vpc_security_group_ingress_rule.peer_6`]: [['values.cidr_ipv6', APPLY]],
    [`${OPEN_PORTS} on aws_vpc_security_group_ingress_rule.port`]: PORTS,
  },
  targeted: { [`${ENCRYPTION} on aws_ebs_volume.flag`]: ENCRYPTED },
};

describe.each(Object.entries(EXPECTED))('%s', async (name, expected) => {
  const judged = await judgedIn(path.join(UNKNOWNS, name, 'create.plan.json.gz'));
  const findings = new Map(
    judged.map(({ finding }) => [`${finding.policy} on ${subjectOf(finding)}`, finding]),
  );

  test.each(Object.entries(expected))('%s', (subject, places) => {
    const finding = findings.get(subject);
    const told = (finding?.unknown ?? [])
      .filter(({ reason }) => reason !== 'unset')
      .map(({ path: at, reason }) => [placeOf(at), reason]);
    expect({ verdict: finding?.verdict, places: told.sort() }).toEqual({
      verdict: 'unknown',
      places: [...places].sort(),
    });
  });
});
