/** What the index answers of known values: refs, referrers, accounts and regions. */
import { describe, expect, test } from 'vitest';
import { linkTypes } from '../../../../src/resource/links/link-index.ts';
import type { ReadPath } from '../../../../src/resource/read-path.ts';
import type { JsonObject, Resource, Unknown } from '../../../../src/resource/resource.ts';
import { BUCKET, EMPTY, inputOf, linksIn, made, PATH, READ, unknownAt, VERSIONING } from './made-inputs.ts';

describe('equal values', () => {
  const bucket = made(BUCKET, 'aws_s3_bucket.b', { bucket: 'b', id: 'b', arn: 'arn:aws:s3:::b' });
  const setting = made(
    VERSIONING,
    'aws_s3_bucket_versioning.v',
    { bucket: 'b', status: 'Enabled', mfa: 'no' },
    {
      key: 'k',
      tags: { team: 'core' },
      unknown: [unknownAt('mfa'), unknownAt('status')],
      sensitive: [['values', 'mfa']],
    },
  );

  test('what is read of the record, its unknown places lifted', () => {
    expect(linksIn({ [BUCKET]: [READ] }, [inputOf([setting, bucket])], bucket)).toEqual({
      refs: {},
      referrers: {
        [VERSIONING]: {
          bucket: [
            {
              address: 'aws_s3_bucket_versioning.v',
              key: 'k',
              scope: {},
              tags: {},
              values: { status: 'Enabled' },
              unknown: [unknownAt('status')],
              sensitive: [],
              source: { type: VERSIONING, input: 0, actions: [] },
            },
          ],
        },
      },
      unknown: [{ path: [...PATH, 0, 'values', 'status'], reason: 'after-apply' }],
      assumes: [],
    });
  });
  test('read whole, the record is whole', () => {
    const links = linksIn({ [BUCKET]: [PATH] }, [inputOf([setting])], bucket);
    expect(links.referrers[VERSIONING]?.bucket?.[0]).toEqual({
      address: 'aws_s3_bucket_versioning.v',
      key: 'k',
      scope: {},
      tags: { team: 'core' },
      values: setting.values,
      unknown: setting.unknown,
      sensitive: setting.sensitive,
      source: { type: VERSIONING, input: 0, actions: [] },
    });
  });
  test('it says where it comes from: its input, what is done to it, where it was declared', () => {
    const declared = { type: 'aws_s3_versioning', path: [], as: 'alias' } as const;
    const folded = { ...setting, declared, change: { actions: ['create'] } };
    const links = linksIn({ [BUCKET]: [PATH] }, [inputOf([bucket]), inputOf([folded])], bucket);
    expect(links.referrers[VERSIONING]?.bucket?.map(({ source }) => source)).toEqual([
      { type: VERSIONING, input: 1, actions: ['create'], declared },
    ]);
  });
  test('deleted, forgotten, deposed and data resources take no part', () => {
    const gone: Resource[] = [
      { ...setting, change: { actions: ['delete'] } },
      { ...setting, change: { actions: ['forget'] } },
      { ...setting, deposed: 'abcd' },
      { ...setting, mode: 'data' },
    ];
    expect(linksIn({ [BUCKET]: [READ] }, [inputOf(gone)], bucket)).toEqual(EMPTY);
    const replaced = { ...setting, change: { actions: ['create', 'forget'] } };
    expect(
      linksIn({ [BUCKET]: [READ] }, [inputOf([replaced])], bucket).referrers[VERSIONING]?.bucket,
    ).toHaveLength(1);
  });
  test('a log group by its ARN with the stars, a bucket by an ARN with a prefix', () => {
    const trail = made('aws_cloudtrail', 'aws_cloudtrail.t', {
      cloud_watch_logs_group_arn: 'arn:aws:logs:r:1:log-group:g:*',
    });
    const group = made('aws_cloudwatch_log_group', 'aws_cloudwatch_log_group.g', {
      arn: 'arn:aws:logs:r:1:log-group:g',
    });
    const flow = made('aws_flow_log', 'aws_flow_log.f', { log_destination: 'arn:aws:s3:::b/prefix/x' });
    const wanted = {
      aws_cloudtrail: [['refs', 'cloud_watch_logs_group_arn', null, 'address']],
      aws_flow_log: [['refs', 'log_destination', null, 'address']],
    };
    const input = inputOf([group, bucket, trail, flow]);
    expect(
      linksIn(wanted, [input], trail).refs.cloud_watch_logs_group_arn?.map(({ address }) => address),
    ).toEqual([group.address]);
    expect(linksIn(wanted, [input], flow).refs.log_destination?.map(({ address }) => address)).toEqual([
      bucket.address,
    ]);
  });
  test('the same name in another account or region is another resource, but an ARN or a bucket is the same', () => {
    const wanted: Record<string, ReadPath[]> = { aws_iam_role_policy: [['refs', 'role', null, 'address']] };
    const policy = made(
      'aws_iam_role_policy',
      'aws_iam_role_policy.p',
      { role: 'r' },
      { scope: { account: '1' } },
    );
    const role = (account: string): Resource =>
      made('aws_iam_role', `aws_iam_role.a${account}`, { name: 'r' }, { scope: { account } });
    expect(linksIn(wanted, [inputOf([role('2')])], policy).refs.role).toEqual([]);
    expect(linksIn(wanted, [inputOf([role('2'), role('1')])], policy).refs.role).toHaveLength(1);
    const far = { ...setting, scope: { account: '1', region: 'eu-west-1' } };
    const near = { ...bucket, scope: { account: '2', region: 'us-east-1' } };
    expect(linksIn({ [BUCKET]: [READ] }, [inputOf([far])], near).referrers[VERSIONING]?.bucket).toHaveLength(
      1,
    );
  });
});

describe('refs', () => {
  const wanted: Record<string, ReadPath[]> = {
    aws_ebs_volume: [['refs', 'kms_key_id', null, 'values', 'enable_key_rotation']],
  };
  const key = made('aws_kms_key', 'aws_kms_key.k', { arn: 'arn:k', enable_key_rotation: true });
  const volume = (values: JsonObject, unknown: Unknown[] = []): Resource =>
    made('aws_ebs_volume', 'aws_ebs_volume.v', values, { unknown });

  test('a known value, one that matches nothing, none', () => {
    const input = inputOf([key]);
    expect(linksIn(wanted, [input], volume({ kms_key_id: 'arn:k' })).refs.kms_key_id?.[0]?.values).toEqual({
      enable_key_rotation: true,
    });
    const nothing = { refs: { kms_key_id: [] }, referrers: {}, unknown: [], assumes: [] };
    expect(linksIn(wanted, [input], volume({ kms_key_id: 'arn:other' }))).toEqual(nothing);
    expect(linksIn(wanted, [input], volume({}))).toEqual(nothing);
  });
  test('a value that matches nothing in a partial plan may be what is left out', () => {
    const open = [{ path: ['refs', 'kms_key_id'], reason: 'link-open' }];
    expect(
      linksIn(wanted, [inputOf([key], { complete: false })], volume({ kms_key_id: 'x' })).unknown,
    ).toEqual(open);
    const openKeys = inputOf([key], { openTypes: new Set(['aws_kms_key']) });
    expect(linksIn(wanted, [openKeys], volume({ kms_key_id: 'x' })).unknown).toEqual(open);
  });
  test('unset is said as such, unknown without a configuration is open', () => {
    const unset: Unknown = { path: ['values', 'kms_key_id'], reason: 'unset' };
    expect(linksIn(wanted, [inputOf([key])], volume({}, [unset])).unknown).toEqual([
      { path: ['refs', 'kms_key_id'], reason: 'unset' },
    ]);
    expect(linksIn(wanted, [inputOf([key])], volume({}, [unknownAt('kms_key_id')])).unknown).toEqual([
      { path: ['refs', 'kms_key_id'], reason: 'link-open' },
    ]);
  });
  test('links read without a name cannot be given and are unknown', () => {
    expect(linksIn({ aws_ebs_volume: [[]] }, [inputOf([key])], volume({})).unknown).toEqual([
      { path: ['refs'], reason: 'link-open' },
      { path: ['referrers'], reason: 'link-open' },
    ]);
  });
});

describe('accounts and regions', () => {
  const BLOCK = 'aws_s3_account_public_access_block';
  const read: ReadPath = [
    'refs',
    'account',
    null,
    'referrers',
    BLOCK,
    'account',
    null,
    'values',
    'block_public_acls',
  ];
  const record = (more: Partial<Resource>): Resource => made('driftlock_aws_account', undefined, {}, more);
  const block = (more: Partial<Resource>): Resource =>
    made(BLOCK, `${BLOCK}.b`, { block_public_acls: true }, more);
  const bucket = (more: Partial<Resource>): Resource =>
    made(BUCKET, 'aws_s3_bucket.b', { bucket: 'b' }, more);

  test('the types that the index goes through', () => {
    expect([...linkTypes({ [BUCKET]: [read, READ] })].sort()).toEqual(
      [BUCKET, BLOCK, VERSIONING, 'driftlock_aws_account'].sort(),
    );
  });
  test('the account block of a bucket, two hops away', () => {
    const scope = { account: '1' };
    const other = { scope: { account: '2' } };
    const input = inputOf([record(other), record({ scope }), block({ scope }), block(other)]);
    const links = linksIn({ [BUCKET]: [read] }, [input], bucket({ scope: { ...scope, region: 'eu' } }));
    expect(links.refs.account).toHaveLength(1);
    expect(
      links.refs.account?.[0]?.links?.referrers[BLOCK]?.account?.map(({ values, scope: own }) => [
        values,
        own,
      ]),
    ).toEqual([[{ block_public_acls: true }, scope]]);
    expect(links.unknown).toEqual([]);
  });
  test('what only a collector tells is open where nothing was collected', () => {
    const entry = 'driftlock_aws_iam_credential_report_entry';
    const summary = 'driftlock_aws_iam_account_summary';
    const user = made('aws_iam_user', 'aws_iam_user.u', { name: 'u' }, { scope: { account: '1' } });
    const account = record({ scope: { account: '1', region: 'global' } });
    const wanted = {
      aws_iam_user: [['referrers', entry, 'user', null, 'values', 'mfa_active']],
      driftlock_aws_account: [['referrers', summary, 'account', null, 'values', 'users']],
    } satisfies Record<string, ReadPath[]>;
    const open = (type: string, attribute: string) => [
      { path: ['referrers', type, attribute], reason: 'link-open' },
    ];
    const bare = inputOf([user, account]);
    expect(linksIn(wanted, [bare], user).unknown).toEqual(open(entry, 'user'));
    expect(linksIn(wanted, [bare], account).unknown).toEqual(open(summary, 'account'));
    const scope = { account: '1', region: 'global' };
    const collected = inputOf([
      user,
      account,
      made(entry, undefined, { user: 'someone' }, { scope }),
      made(summary, undefined, { users: 1 }, { scope }),
    ]);
    expect(linksIn(wanted, [collected], user).unknown).toEqual([]);
    const links = linksIn(wanted, [collected], account);
    expect([links.unknown, links.referrers[summary]?.account?.map(({ values }) => values)]).toEqual([
      [],
      [{ users: 1 }],
    ]);
  });
  test('unknown accounts: one provider configuration is one account, two may be', () => {
    const main = { providerConfig: 'aws' };
    const west = { providerConfig: 'aws.west' };
    const one = linksIn({ [BUCKET]: [read] }, [inputOf([record(main), block(main)])], bucket(main));
    expect([one.refs.account?.length, one.unknown]).toEqual([1, []]);
    const two = linksIn(
      { [BUCKET]: [read] },
      [inputOf([record(main), record(west), block(west)])],
      bucket(main),
    );
    expect(two.unknown).toEqual([
      { path: ['refs', 'account', 0, 'referrers', BLOCK, 'account'], reason: 'link-open' },
    ]);
    const half = linksIn(
      { [BUCKET]: [read] },
      [inputOf([record({ scope: { account: '1' } })])],
      bucket(main),
    );
    expect([half.refs.account?.length, half.unknown, half.assumes]).toEqual([
      1,
      [],
      [{ kind: 'one-account', path: ['refs', 'account'] }],
    ]);
    const several = [record({ scope: { account: '1' } }), record({ scope: { account: '2' } })];
    expect(linksIn({ [BUCKET]: [read] }, [inputOf(several)], bucket(main)).unknown).toEqual([
      { path: ['refs', 'account'], reason: 'link-open' },
    ]);
  });
  test('what tells no account lies in the only one, also where nothing but that account is asked', () => {
    const account = record({ scope: { account: '1' } });
    const wanted = { driftlock_aws_account: [['referrers', BLOCK, 'account', null, 'values', 'id']] };
    const one = linksIn(wanted, [inputOf([account, block({})])], account);
    expect([one.referrers[BLOCK]?.account?.length, one.unknown, one.assumes]).toEqual([
      1,
      [],
      [{ kind: 'one-account', path: ['referrers', BLOCK, 'account'] }],
    ]);
    const other = record({ scope: { account: '2' } });
    expect(linksIn(wanted, [inputOf([account, other, block({})])], account).unknown).toEqual([
      { path: ['referrers', BLOCK, 'account'], reason: 'link-open' },
    ]);
  });
  test('what an attribute never names has none for certain: nothing is assumed', () => {
    const account = record({ scope: { account: '1' } });
    const paths: ReadPath[] = [['referrers', BLOCK, 'account']];
    const wanted = { driftlock_aws_account: paths, [BUCKET]: paths };
    const of = (resource: Resource) => linksIn(wanted, [inputOf([account])], resource);
    const { settled, referrers, unknown } = of(bucket({ scope: { account: '1' } }));
    expect({ settled, referrers, unknown }).toEqual({
      settled: paths,
      referrers: { [BLOCK]: { account: [] } },
      unknown: [],
    });
    expect(of(account).settled).toBeUndefined();
  });
  test('an account that is not told is the one of its own input', () => {
    const inputs = [inputOf([record({})]), inputOf([record({}), block({})])];
    const links = linksIn({ [BUCKET]: [read] }, inputs, bucket({}), 0);
    expect([links.refs.account?.length, links.unknown]).toEqual([1, []]);
    expect(links.refs.account?.[0]?.links?.referrers[BLOCK]?.account).toEqual([]);
  });
  test('regions need the same account', () => {
    const region = (account: string, name: string): Resource =>
      made('driftlock_aws_region', undefined, { region: name }, { scope: { account, region: name } });
    const input = inputOf([region('1', 'eu'), region('1', 'us'), region('2', 'eu')]);
    const at = bucket({ scope: { account: '1', region: 'eu' } });
    const links = linksIn({ [BUCKET]: [['refs', 'region', null, 'values', 'region']] }, [input], at);
    expect(links.refs.region?.map(({ scope }) => scope)).toEqual([{ account: '1', region: 'eu' }]);
    expect(links.unknown).toEqual([]);
  });
});
