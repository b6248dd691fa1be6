/** Blocks of a bucket whose attributes have the same names, or few other ones, in the type that carries them. */
import { bucketSetting, only } from './bucket-setting.ts';
import { defined, fields, given, items, known, mapLeaf, rename, type TreeObject } from './tree.ts';

export const bucketVersioning = bucketSetting({
  attribute: 'versioning',
  type: 'aws_s3_bucket_versioning',
  // `enabled = false` is a bucket that was never versioned as well as one where it was suspended.
  fold: (elements) => ({
    versioning_configuration: [
      defined({
        status: onOff(only(elements), 'enabled', 'Enabled', 'Disabled'),
        mfa_delete: onOff(only(elements), 'mfa_delete', 'Enabled', 'Disabled'),
      }),
    ],
  }),
  unfold: ({ versioning_configuration }) => [
    defined({
      enabled: is(only(versioning_configuration), 'status', 'Enabled'),
      mfa_delete: is(only(versioning_configuration), 'mfa_delete', 'Enabled'),
    }),
  ],
  isDefault: (elements) =>
    known(only(elements).enabled) === false && known(only(elements).mfa_delete ?? false) === false,
});

export const bucketLogging = bucketSetting({
  attribute: 'logging',
  type: 'aws_s3_bucket_logging',
  fold: (elements) => only(elements),
  unfold: (values) => [rename(values, { target_bucket: 'target_bucket', target_prefix: 'target_prefix' })],
});

export const bucketEncryption = bucketSetting({
  attribute: 'server_side_encryption_configuration',
  type: 'aws_s3_bucket_server_side_encryption_configuration',
  fold: (elements) => rename(only(elements), { rule: 'rule' }),
  unfold: (values) => [rename(values, { rule: 'rule' })],
  // What S3 gives every new bucket since 2023-01-05 (S3 user guide, "Setting default server-side encryption").
  isDefault: (elements) => {
    const rules = items(only(elements).rule);
    const { apply_server_side_encryption_by_default: by, bucket_key_enabled } = only(rules);
    const { sse_algorithm, kms_master_key_id } = only(by);
    return (
      rules.length === 1 &&
      known(sse_algorithm) === 'AES256' &&
      kms_master_key_id === undefined &&
      known(bucket_key_enabled ?? false) === false
    );
  },
});

export const bucketCors = bucketSetting({
  attribute: 'cors_rule',
  type: 'aws_s3_bucket_cors_configuration',
  fold: (elements) => ({ cors_rule: elements }),
  // A rule's id is in the configuration only.
  unfold: ({ cors_rule }) =>
    items(cors_rule).map((rule) => {
      const { id, ...rest } = fields(rule);
      return id === undefined ? rule : rest;
    }),
});

export const bucketObjectLock = bucketSetting({
  attribute: 'object_lock_configuration',
  type: 'aws_s3_bucket_object_lock_configuration',
  fold: (elements) => only(elements),
  unfold: (values) => [rename(values, { object_lock_enabled: 'object_lock_enabled', rule: 'rule' })],
});

export const bucketWebsite = bucketSetting({
  attribute: 'website',
  type: 'aws_s3_bucket_website_configuration',
  fold: (elements) => {
    const [index, error, redirect] = ['index_document', 'error_document', 'redirect_all_requests_to'].map(
      (name) => given(only(elements)[name]),
    );
    const host = redirect === undefined ? undefined : mapLeaf(redirect, hostOf);
    return defined({
      index_document: index === undefined ? undefined : [{ suffix: index }],
      error_document: error === undefined ? undefined : [{ key: error }],
      redirect_all_requests_to:
        host === undefined ? undefined : [defined({ host_name: host, protocol: protocolOf(only(elements)) })],
      routing_rules: only(elements).routing_rules,
    });
  },
  unfold: ({ index_document, error_document, redirect_all_requests_to, routing_rules }) => [
    defined({
      index_document: only(index_document).suffix,
      error_document: only(error_document).key,
      redirect_all_requests_to: redirectOf(only(redirect_all_requests_to)),
      routing_rules,
    }),
  ],
});

function hostOf(redirect: unknown): string {
  return String(redirect).replace(/^[a-z]+:\/\//i, '');
}

function protocolOf({ redirect_all_requests_to }: TreeObject): string | undefined {
  return /^([a-z]+):\/\//i.exec(String(known(redirect_all_requests_to) ?? ''))?.[1];
}

function redirectOf({ host_name, protocol }: TreeObject) {
  if (host_name === undefined) return undefined;
  const scheme = known(protocol);
  return mapLeaf(host_name, (host) => (scheme === undefined ? host : `${scheme}://${host}`));
}

/** A boolean of the bucket as the setting's word for it. */
export function onOff(values: TreeObject, name: string, on: string, off: string) {
  const value = values[name];
  return value === undefined ? undefined : mapLeaf(value, (is) => (is === true ? on : off));
}

/** The setting's word as the bucket's boolean. */
export function is(values: TreeObject, name: string, on: string) {
  const value = values[name];
  return value === undefined ? undefined : mapLeaf(value, (word) => word === on);
}
