/** Attributes of a parent that a type of its own carries as they are: resource policies and single settings. */
import type { Json, JsonObject } from '../resource.ts';
import type { Carrier } from './carrier.ts';
import { defined, isKnown, items, known, type Tree, type TreeObject, unmarked } from './tree.ts';

interface Copied {
  readonly parents: readonly string[];
  /** Attribute of the parent, and of the carrying type. */
  readonly attribute: string;
  readonly carried: string;
  readonly type: string;
  /** Attribute of the carrying type that names the parent, and where the parent has it, in order of preference. */
  readonly link: string;
  readonly from: readonly string[];
  readonly isDefault?: (value: Json) => boolean;
}

const KMS_KEYS = [
  'aws_kms_key',
  'aws_kms_external_key',
  'aws_kms_replica_key',
  'aws_kms_replica_external_key',
];

const COPIED: readonly Copied[] = [
  policyOf(['aws_sqs_queue'], 'aws_sqs_queue_policy', 'queue_url', ['id', 'url']),
  row('aws_sqs_queue', 'redrive_policy', 'aws_sqs_queue_redrive_policy', 'queue_url', ['id', 'url']),
  row('aws_sqs_queue', 'redrive_allow_policy', 'aws_sqs_queue_redrive_allow_policy', 'queue_url', [
    'id',
    'url',
  ]),
  policyOf(['aws_sns_topic'], 'aws_sns_topic_policy', 'arn', ['arn', 'id'], isDefaultTopicPolicy),
  policyOf(KMS_KEYS, 'aws_kms_key_policy', 'key_id', ['key_id', 'id'], isDefaultKeyPolicy),
  policyOf(['aws_secretsmanager_secret'], 'aws_secretsmanager_secret_policy', 'secret_arn', ['arn', 'id']),
  policyOf(['aws_s3_bucket'], 'aws_s3_bucket_policy', 'bucket', ['bucket', 'id']),
  policyOf(['aws_s3_access_point'], 'aws_s3control_access_point_policy', 'access_point_arn', ['arn']),
  policyOf(['aws_api_gateway_rest_api'], 'aws_api_gateway_rest_api_policy', 'rest_api_id', ['id']),
  policyOf(['aws_vpc_endpoint'], 'aws_vpc_endpoint_policy', 'vpc_endpoint_id', ['id']),
  row('aws_elasticsearch_domain', 'access_policies', 'aws_elasticsearch_domain_policy', 'domain_name', [
    'domain_name',
  ]),
  row('aws_opensearch_domain', 'access_policies', 'aws_opensearch_domain_policy', 'domain_name', [
    'domain_name',
  ]),
  {
    ...row('aws_s3_bucket', 'acceleration_status', 'aws_s3_bucket_accelerate_configuration', 'bucket', [
      'bucket',
      'id',
    ]),
    carried: 'status',
  },
  {
    ...row('aws_s3_bucket', 'request_payer', 'aws_s3_bucket_request_payment_configuration', 'bucket', [
      'bucket',
      'id',
    ]),
    carried: 'payer',
    isDefault: (value) => value === 'BucketOwner',
  },
];

/** One carrier per row. */
export const copiedAttributes: readonly Carrier[] = COPIED.map(
  ({ parents, attribute, carried, type, link, from, isDefault }) => ({
    parents,
    attributes: { [attribute]: [type] },
    takesUnknown: true,
    link: (parent) => linkTo(parent, link, from),
    fold(parent) {
      const value = parent[attribute];
      if (value === undefined) return [];
      const values = { ...linkTo(parent, link, from), [carried]: value };
      return [
        {
          type,
          path: [attribute],
          values,
          isDefault: isDefault !== undefined && isKnown(value) && isDefault(plainly(value)),
        },
      ];
    },
    unfold: (records) => defined({ [attribute]: records[0]?.values[carried] }),
  }),
);

function row(parent: string, attribute: string, type: string, link: string, from: readonly string[]): Copied {
  return { parents: [parent], attribute, carried: attribute, type, link, from };
}

function policyOf(
  parents: readonly string[],
  type: string,
  link: string,
  from: readonly string[],
  isDefault?: (value: Json) => boolean,
): Copied {
  const copied = { parents, attribute: 'policy', carried: 'policy', type, link, from };
  return isDefault === undefined ? copied : { ...copied, isDefault };
}

function linkTo(parent: TreeObject, link: string, from: readonly string[]): TreeObject {
  const given = from.map((name) => parent[name]).filter((value) => value !== undefined);
  return defined({ [link]: given.find((value) => known(value) !== undefined) ?? given[0] });
}

function plainly(tree: Tree): Json {
  return unmarked(tree, [], [], []) ?? null;
}

/** SNS writes this policy for a topic that was given none; its ids are reserved words of SNS. */
function isDefaultTopicPolicy(value: Json): boolean {
  const { Id, Statement } = value as JsonObject;
  const statements = items(Statement);
  return (
    Id === '__default_policy_ID' &&
    statements.length === 1 &&
    (statements[0] as JsonObject).Sid === '__default_statement_ID' &&
    (statements[0] as JsonObject).Condition !== undefined
  );
}

/** The default key policy of an API-made key: everything for the account's root (KMS developer guide, "Default key policy"). */
function isDefaultKeyPolicy(value: Json): boolean {
  const statements = items((value as JsonObject).Statement) as readonly JsonObject[];
  const [statement] = statements;
  if (statement === undefined || statements.length !== 1 || statement.Condition !== undefined) return false;
  const principal = JSON.stringify(statement.Principal ?? null);
  return (
    statement.Effect === 'Allow' &&
    JSON.stringify(statement.Action ?? null) === '["kms:*"]' &&
    /^\{"AWS":\["arn:[a-z-]+:iam::\d{12}:root"\]\}$/.test(principal)
  );
}
