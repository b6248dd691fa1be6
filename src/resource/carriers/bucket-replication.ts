/** `replication_configuration` of a bucket: `aws_s3_bucket_replication_configuration`. */
import { block, bucketSetting, only } from './bucket-setting.ts';
import { is, onOff } from './bucket-settings.ts';
import { defined, fields, given, items, known, rename, type Tree, type TreeObject } from './tree.ts';

const RULE = { id: 'id', priority: 'priority', status: 'status', prefix: 'prefix' };
const DESTINATION = { bucket: 'bucket', storage_class: 'storage_class' };

export const bucketReplication = bucketSetting({
  attribute: 'replication_configuration',
  type: 'aws_s3_bucket_replication_configuration',
  fold: (elements) => {
    const { role, rules } = only(elements);
    return defined({
      role,
      rule: rules === undefined ? undefined : items(rules).map((rule) => folded(fields(rule))),
    });
  },
  unfold: ({ role, rule }) => [
    defined({
      role,
      rules: rule === undefined ? undefined : items(rule).map((one) => unfolded(fields(one))),
    }),
  ],
});

function folded(rule: TreeObject): Tree {
  const kms = only(only(rule.source_selection_criteria).sse_kms_encrypted_objects);
  const { prefix } = only(rule.filter);
  const tags = given(only(rule.filter).tags);
  const status = onOff(kms, 'enabled', 'Enabled', 'Disabled');
  return defined({
    ...rename(rule, RULE),
    delete_marker_replication: wrapped('status', rule.delete_marker_replication_status),
    destination: [destination(only(rule.destination))],
    filter:
      rule.filter === undefined
        ? undefined
        : [tags === undefined ? defined({ prefix }) : { and: [defined({ prefix, tags })] }],
    source_selection_criteria:
      status === undefined ? undefined : [{ sse_kms_encrypted_objects: [{ status }] }],
  });
}

function destination(values: TreeObject): Tree {
  const metrics = only(values.metrics);
  const time = only(values.replication_time);
  return defined({
    ...rename(values, {
      ...DESTINATION,
      account: 'account_id',
      access_control_translation: 'access_control_translation',
    }),
    encryption_configuration: wrapped('replica_kms_key_id', values.replica_kms_key_id),
    metrics: block(defined({ status: metrics.status, event_threshold: wrapped('minutes', metrics.minutes) })),
    replication_time: block(defined({ status: time.status, time: wrapped('minutes', time.minutes) })),
  });
}

function unfolded(rule: TreeObject): Tree {
  const kms = only(only(rule.source_selection_criteria).sse_kms_encrypted_objects);
  const filter = only(rule.filter);
  const both = only(filter.and);
  const tag = only(filter.tag);
  const prefix = filter.prefix ?? both.prefix;
  const tags = both.tags ?? (typeof tag.key === 'string' ? { [tag.key]: tag.value ?? '' } : undefined);
  const enabled = is(kms, 'status', 'Enabled');
  const markers = only(rule.delete_marker_replication).status;
  return defined({
    ...rename(rule, RULE),
    // The provider leaves it out where it is off.
    delete_marker_replication_status: known(markers) === 'Disabled' ? undefined : markers,
    destination: [destinationBack(only(rule.destination))],
    filter: rule.filter === undefined ? undefined : [defined({ prefix, tags })],
    source_selection_criteria:
      enabled === undefined ? undefined : [{ sse_kms_encrypted_objects: [{ enabled }] }],
  });
}

function destinationBack(values: TreeObject): Tree {
  const metrics = only(values.metrics);
  const time = only(values.replication_time);
  return defined({
    ...rename(values, {
      ...DESTINATION,
      account_id: 'account',
      access_control_translation: 'access_control_translation',
    }),
    replica_kms_key_id: only(values.encryption_configuration).replica_kms_key_id,
    metrics: block(defined({ status: metrics.status, minutes: only(metrics.event_threshold).minutes })),
    replication_time: block(defined({ status: time.status, minutes: only(time.time).minutes })),
  });
}

function wrapped(name: string, value: Tree | undefined): Tree | undefined {
  const inner = given(value);
  return inner === undefined ? undefined : [{ [name]: inner }];
}
