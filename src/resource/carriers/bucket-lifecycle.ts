/** `lifecycle_rule` of a bucket: rules of `aws_s3_bucket_lifecycle_configuration`. */
import { block, bucketSetting, only } from './bucket-setting.ts';
import { is, onOff } from './bucket-settings.ts';
import { defined, fields, given, items, mapLeaf, rename, type Tree, type TreeObject } from './tree.ts';

const TRANSITION = { noncurrent_days: 'days', storage_class: 'storage_class' };
const TRANSITION_BACK = { days: 'noncurrent_days', storage_class: 'storage_class' };

export const bucketLifecycle = bucketSetting({
  attribute: 'lifecycle_rule',
  type: 'aws_s3_bucket_lifecycle_configuration',
  fold: (elements) => ({ rule: elements.map((rule) => folded(fields(rule))) }),
  unfold: ({ rule }) => items(rule).map((one) => unfolded(fields(one))),
});

function folded(rule: TreeObject): Tree {
  const { id, prefix, expiration, transition } = rule;
  const tags = given(rule.tags);
  const abort = given(rule.abort_incomplete_multipart_upload_days);
  const filter = tags === undefined ? defined({ prefix }) : { and: [defined({ prefix, tags })] };
  return defined({
    id,
    status: onOff(rule, 'enabled', 'Enabled', 'Disabled'),
    filter: [filter],
    abort_incomplete_multipart_upload: abort === undefined ? undefined : [{ days_after_initiation: abort }],
    expiration: dated(expiration, midnightOf),
    transition: dated(transition, midnightOf),
    noncurrent_version_expiration: each(rule.noncurrent_version_expiration, { noncurrent_days: 'days' }),
    noncurrent_version_transition: each(rule.noncurrent_version_transition, TRANSITION),
  });
}

function unfolded(rule: TreeObject): Tree {
  const filter = only(rule.filter);
  const both = only(filter.and);
  const tag = only(filter.tag);
  return defined({
    id: rule.id,
    enabled: is(rule, 'status', 'Enabled'),
    prefix: rule.prefix ?? filter.prefix ?? both.prefix,
    tags: both.tags ?? (typeof tag.key === 'string' ? { [tag.key]: tag.value ?? '' } : undefined),
    abort_incomplete_multipart_upload_days: only(rule.abort_incomplete_multipart_upload)
      .days_after_initiation,
    expiration: dated(rule.expiration, dayOf),
    transition: dated(rule.transition, dayOf),
    noncurrent_version_expiration: block(
      rename(only(rule.noncurrent_version_expiration), { days: 'noncurrent_days' }),
    ),
    noncurrent_version_transition: each(rule.noncurrent_version_transition, TRANSITION_BACK),
  });
}

function each(blocks: Tree | undefined, names: Readonly<Record<string, string>>): Tree | undefined {
  return blocks === undefined ? undefined : items(blocks).map((one) => rename(fields(one), names));
}

/** The blocks with their `date` in the other spelling: a day in the bucket, a time in the configuration. */
function dated(blocks: Tree | undefined, respell: (date: string) => string): Tree | undefined {
  if (!Array.isArray(blocks)) return blocks;
  return (blocks as readonly Tree[]).map((one) => {
    const { date } = fields(one);
    if (date === undefined) return one;
    return {
      ...fields(one),
      date: mapLeaf(date, (text) => (typeof text === 'string' ? respell(text) : text)),
    };
  });
}

function midnightOf(day: string): string {
  return day.replace(/^\d{4}-\d\d-\d\d$/, '$&T00:00:00Z');
}

function dayOf(time: string): string {
  return time.replace(/^(\d{4}-\d\d-\d\d)T00:00:00Z$/, '$1');
}
