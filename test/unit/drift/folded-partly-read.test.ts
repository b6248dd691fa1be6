/** Settings inside a resource of which a part could not be read: the rest is compared, the part alone is undecided. */
import { describe, expect, it } from 'vitest';
import type { JsonObject, Path, Resource } from '../../../src/resource/resource.ts';
import { collected, declared, driftOf } from './made.ts';

const DENIED = { reason: 'denied', api: 'aws:Read' };
const bucket = (values: JsonObject): Resource[] => declared('aws_s3_bucket', { bucket: 'b', ...values });
const group = (...ingress: JsonObject[]): Resource[] =>
  declared('aws_security_group', { id: 'sg-1', name: 'g', ingress });
const rule = (values: JsonObject, unread: readonly string[] = []): Resource[] =>
  collected(
    'aws_vpc_security_group_ingress_rule',
    { security_group_id: 'sg-1', ip_protocol: 'tcp', from_port: 1, to_port: 1, ...values },
    unread,
  );

function told(state: readonly Resource[], owner: readonly Resource[], live: readonly Resource[]) {
  const found = driftOf(state, [...owner, ...live]);
  expect([found.missing, found.unmanaged]).toEqual([[], []]);
  return {
    changed: found.changed.flatMap(({ attributes }) => attributes),
    undecided: found.unknown.flatMap(({ attributes }) => attributes),
  };
}

function setting(state: JsonObject, type: string, live: JsonObject, unread: readonly string[]) {
  const own = collected('aws_s3_bucket', { bucket: 'b' });
  return told(bucket(state), own, collected(type, { bucket: 'b', ...live }, unread));
}

describe('a place that was not read', () => {
  const VERSIONING = 'aws_s3_bucket_versioning';
  const enabled = { versioning: [{ enabled: true, mfa_delete: true }] };
  const mfa = ['versioning_configuration.0.mfa_delete'];
  const path = ['values', 'versioning', 0, 'mfa_delete'];

  it('is undecided alone where the rest is equal', () => {
    const live = { versioning_configuration: [{ status: 'Enabled' }] };
    expect(setting(enabled, VERSIONING, live, mfa)).toEqual({
      changed: [],
      undecided: [{ path, ...DENIED }],
    });
  });

  it('hides no change beside it, which is told as the cloud told it', () => {
    const live = { versioning_configuration: [{ status: 'Suspended' }] };
    expect(setting(enabled, VERSIONING, live, mfa)).toEqual({
      changed: [{ path: ['values', 'versioning', 0, 'enabled'], before: true, after: false }],
      undecided: [{ path, ...DENIED }],
    });
  });

  it('in a list that got longer is not made up in what is told of the cloud', () => {
    const one = { id: 'a', enabled: true, expiration: [{ days: 3 }] };
    const live = { id: 'a', status: 'Enabled', filter: [{}] };
    const more = { id: 'b', status: 'Enabled', filter: [{}], expiration: [{ days: 9 }] };
    const found = setting(
      { lifecycle_rule: [one] },
      'aws_s3_bucket_lifecycle_configuration',
      { rule: [live, more] },
      ['rule.0.expiration'],
    );
    expect(found).toEqual({
      changed: [
        {
          path: ['values', 'lifecycle_rule'],
          before: [one],
          after: [
            { id: 'a', enabled: true },
            { id: 'b', enabled: true, expiration: [{ days: 9 }] },
          ],
        },
      ],
      undecided: [{ path: ['values', 'lifecycle_rule', 0, 'expiration'], ...DENIED }],
    });
  });

  it('that has no place of its own in the other spelling opens the attribute', () => {
    const WEBSITE = 'aws_s3_bucket_website_configuration';
    const state = { website: [{ redirect_all_requests_to: 'https://a' }] };
    const unread = ['redirect_all_requests_to.0.protocol'];
    const undecided = [{ path: ['values', 'website'], ...DENIED }];
    const live = (host_name: string) => ({ redirect_all_requests_to: [{ host_name }] });
    expect(setting(state, WEBSITE, live('a'), unread)).toEqual({ changed: [], undecided });
    expect(setting(state, WEBSITE, live('b'), unread)).toEqual({
      changed: [
        {
          path: ['values', 'website', 0, 'redirect_all_requests_to'],
          before: 'https://a',
          after: 'b',
        },
      ],
      undecided,
    });
  });

  it('that the other spelling does not have leaves nothing open', () => {
    const ingress = { protocol: 'tcp', from_port: 1, to_port: 1, cidr_blocks: ['10.0.0.0/8'] };
    const own = collected('aws_security_group', { id: 'sg-1', name: 'g' });
    const live = rule({ cidr_ipv4: '10.0.0.0/8' }, ['tags', 'tags_all', 'security_group_rule_id']);
    expect(told(group(ingress), own, live)).toEqual({ changed: [], undecided: [] });
  });

  it('of one rule hides neither another that is gone nor one that changed', () => {
    const base = { protocol: 'tcp', from_port: 1, to_port: 1, self: false };
    const state = group(
      { ...base, cidr_blocks: ['10.0.0.0/8'], description: 'a' },
      { ...base, cidr_blocks: ['10.1.0.0/16'], description: 'b' },
      { ...base, cidr_blocks: ['10.2.0.0/16'], description: 'c' },
    );
    const own = collected('aws_security_group', { id: 'sg-1', name: 'g' });
    const live = [
      ...rule({ cidr_ipv4: '10.0.0.0/8' }, ['description']),
      ...rule({ cidr_ipv4: '10.1.0.0/16', description: 'other' }),
    ];
    const { changed, undecided } = told(state, own, live);
    expect(undecided).toEqual([{ path: ['values', 'ingress', 0, 'description'], ...DENIED }]);
    expect(changed.map(({ path: at }) => at)).toEqual([['values', 'ingress']]);
    const gone = (value: unknown) => (value as readonly JsonObject[]).map(({ cidr_blocks }) => cidr_blocks);
    expect(gone(changed[0]?.before)).toEqual([['10.0.0.0/8'], ['10.1.0.0/16'], ['10.2.0.0/16']]);
    expect(gone(changed[0]?.after)).toEqual([['10.0.0.0/8'], ['10.1.0.0/16']]);
  });
});

describe('whatever was not read of a setting', () => {
  const SETTINGS: readonly (readonly [string, JsonObject, JsonObject])[] = [
    [
      'aws_s3_bucket_versioning',
      { versioning: [{ enabled: true, mfa_delete: true }] },
      { versioning_configuration: [{ status: 'Enabled', mfa_delete: 'Enabled' }] },
    ],
    [
      'aws_s3_bucket_logging',
      { logging: [{ target_bucket: 'x', target_prefix: 'y' }] },
      { target_bucket: 'x', target_prefix: 'y' },
    ],
    [
      'aws_s3_bucket_lifecycle_configuration',
      {
        lifecycle_rule: [
          { id: 'r', enabled: true, prefix: 'p', expiration: [{ days: 3 }] },
          { id: 's', enabled: false, abort_incomplete_multipart_upload_days: 4 },
        ],
      },
      {
        rule: [
          { id: 'r', status: 'Enabled', filter: [{ prefix: 'p' }], expiration: [{ days: 3 }] },
          {
            id: 's',
            status: 'Disabled',
            abort_incomplete_multipart_upload: [{ days_after_initiation: 4 }],
          },
        ],
      },
    ],
    [
      'aws_s3_bucket_server_side_encryption_configuration',
      {
        server_side_encryption_configuration: [
          {
            rule: [
              {
                bucket_key_enabled: true,
                apply_server_side_encryption_by_default: [
                  { sse_algorithm: 'aws:kms', kms_master_key_id: 'k' },
                ],
              },
            ],
          },
        ],
      },
      {
        rule: [
          {
            bucket_key_enabled: true,
            apply_server_side_encryption_by_default: [{ sse_algorithm: 'aws:kms', kms_master_key_id: 'k' }],
          },
        ],
      },
    ],
    [
      'aws_s3_bucket_cors_configuration',
      { cors_rule: [{ allowed_methods: ['GET'], allowed_origins: ['*'], max_age_seconds: 5 }] },
      { cors_rule: [{ allowed_methods: ['GET'], allowed_origins: ['*'], max_age_seconds: 5 }] },
    ],
    [
      'aws_s3_bucket_website_configuration',
      { website: [{ index_document: 'i', error_document: 'e' }] },
      { index_document: [{ suffix: 'i' }], error_document: [{ key: 'e' }] },
    ],
  ];
  const cases = SETTINGS.flatMap(([type, state, live]) =>
    placesOf(live, []).map((place) => [type, place.join('.'), state, live, place] as const),
  );

  it.each(cases)(
    '%s: without %s nothing is changed, and something is undecided',
    (type, _, state, live, place) => {
      const own = collected('aws_s3_bucket', { bucket: 'b' });
      const whole = told(bucket(state), own, collected(type, { bucket: 'b', ...live }));
      expect(whole).toEqual({ changed: [], undecided: [] });
      const left = without(live, place) as JsonObject;
      const found = setting(state, type, left, [place.join('.')]);
      expect(found.changed).toEqual([]);
      expect(found.undecided.map(({ reason }) => reason)).toEqual(['denied']);
    },
  );

  /** Every place in a value, containers included, but elements of lists. */
  function placesOf(value: unknown, path: Path): readonly Path[] {
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, item]) => {
      const at = [...path, Array.isArray(value) ? Number(name) : name];
      const isText = typeof item === 'string' && Array.isArray(value);
      return [...(Array.isArray(value) || isText ? [] : [at]), ...placesOf(item, at)];
    });
  }

  function without(value: unknown, [step, ...rest]: Path): unknown {
    if (Array.isArray(value)) return value.map((item, at) => (at === step ? without(item, rest) : item));
    const { [String(step)]: held, ...others } = value as JsonObject;
    return rest.length === 0 ? others : { ...others, [String(step)]: without(held, rest) };
  }
});
