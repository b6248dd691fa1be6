/** What the index answers over several inputs, of folded records, and where names are not settled. */
import { describe, expect, test } from 'vitest';
import { buildLinkIndex, type LinkInput, linksOf } from '../../../../src/resource/links/link-index.ts';
import type { ReadPath } from '../../../../src/resource/read-path.ts';
import type { ReferenceResolver } from '../../../../src/resource/references.ts';
import type { JsonObject, Resource, Unknown } from '../../../../src/resource/resource.ts';
import { BUCKET, EMPTY, inputOf, linksIn, made, PATH, READ, unknownAt, VERSIONING } from './made-inputs.ts';

describe('several inputs', () => {
  const bucket = made(BUCKET, 'aws_s3_bucket.b', { bucket: 'b' });
  const setting = (status: string): Resource => made(VERSIONING, `${VERSIONING}.v`, { bucket: 'b', status });
  const statuses = (inputs: readonly LinkInput[], place: number): unknown =>
    linksIn({ [BUCKET]: [READ] }, inputs, bucket, place).referrers[VERSIONING]?.bucket?.map(
      ({ values }) => values.status,
    );

  test('a setting of another input counts, but not where that input has the bucket itself', () => {
    expect(statuses([inputOf([bucket]), inputOf([setting('Enabled')])], 0)).toEqual(['Enabled']);
    const both = [inputOf([bucket, setting('Suspended')]), inputOf([bucket, setting('Enabled')])];
    expect([statuses(both, 0), statuses(both, 1)]).toEqual([['Suspended'], ['Enabled']]);
  });
  test('a partial input leaves every list open', () => {
    const inputs = [inputOf([bucket]), inputOf([], { complete: false })];
    expect(linksIn({ [BUCKET]: [READ] }, inputs, bucket).unknown).toEqual([
      { path: PATH, reason: 'link-open' },
    ]);
  });
  test('a type with unknown instances may have more of them than are listed', () => {
    const input = inputOf([bucket, setting('Enabled')], { openTypes: new Set([VERSIONING]) });
    const links = linksIn({ [BUCKET]: [READ] }, [input], bucket);
    expect([links.referrers[VERSIONING]?.bucket?.length, links.unknown]).toEqual([
      1,
      [{ path: [...PATH, 1], reason: 'link-open' }],
    ]);
  });
});

test('an older spelling with unknown instances leaves the lists of the newer one open', () => {
  const RULE = 'aws_vpc_security_group_ingress_rule';
  const group = made('aws_security_group', 'aws_security_group.a', { id: 'sg-1' });
  const input = inputOf([group], { openTypes: new Set(['aws_security_group_rule']) });
  const wanted: Record<string, ReadPath[]> = {
    aws_security_group: [['referrers', RULE, 'security_group_id', null]],
  };
  expect(linksIn(wanted, [input], group).unknown).toEqual([
    { path: ['referrers', RULE, 'security_group_id'], reason: 'link-open' },
  ]);
});

test('an input is asked by the names that its file has for the types', () => {
  const RULE = 'aws_vpc_security_group_ingress_rule';
  const alias = { path: [], as: 'alias' } as const;
  const group = made(
    'aws_security_group',
    'aws_default_security_group.d',
    { name: 'default' },
    {
      unknown: [unknownAt('id')],
      declared: { type: 'aws_default_security_group', address: 'aws_default_security_group.d', ...alias },
    },
  );
  const rule = made(
    RULE,
    'aws_security_group_rule.r',
    { ip_protocol: 'tcp' },
    {
      unknown: [unknownAt('security_group_id')],
      declared: { type: 'aws_security_group_rule', address: 'aws_security_group_rule.r', ...alias },
    },
  );
  const input = inputOf([], {
    resources: (types) => [group, rule].filter(({ declared }) => types?.has(declared?.type ?? '') ?? true),
    references: () => ({
      targets: [{ block: 'aws_default_security_group.d', attribute: 'id', beside: false }],
      open: false,
    }),
  });
  const read: ReadPath = ['referrers', RULE, 'security_group_id', null, 'values', 'ip_protocol'];
  const links = linksIn({ aws_security_group: [read] }, [input], group);
  expect([links.referrers[RULE]?.security_group_id?.map(({ values }) => values), links.unknown]).toEqual([
    [{ ip_protocol: 'tcp' }],
    [],
  ]);
});

describe('folded records', () => {
  const RULE = 'aws_vpc_security_group_ingress_rule';
  const GROUP = 'aws_security_group';
  const group = (name: string): Resource =>
    made(GROUP, `${GROUP}.${name}`, {}, { unknown: [unknownAt('id'), unknownAt('arn')] });
  const rule = (parent: string, more: Partial<Resource> = {}, rest?: JsonObject): Resource =>
    made(
      RULE,
      `${GROUP}.${parent}`,
      { from_port: 22 },
      {
        unknown: [unknownAt('security_group_id'), unknownAt('referenced_security_group_id')],
        declared: {
          type: GROUP,
          address: `${GROUP}.${parent}`,
          path: ['ingress', 0],
          as: 'inline',
          ...(rest === undefined ? {} : { rest }),
        },
        ...more,
      },
    );
  const referring = (attribute: string): Record<string, ReadPath[]> => ({
    [GROUP]: [['referrers', RULE, attribute, null, 'values', 'from_port']],
  });
  const peer: ReferenceResolver = (address, path) => {
    expect([address, path]).toEqual([`${GROUP}.a`, ['ingress', 0]]);
    return { targets: [{ block: `${GROUP}.b`, attribute: 'id', instance: `${GROUP}.b` }], open: false };
  };
  const found = (attribute: string, input: LinkInput): unknown =>
    ['a', 'b'].map((name) => {
      const { referrers, unknown } = linksIn(referring(attribute), [input], group(name));
      return [referrers[RULE]?.[attribute]?.length, unknown.length];
    });

  test('belong to their parent and name the peers that its block refers to', () => {
    const input = inputOf([group('a'), group('b'), rule('a')], { references: peer });
    expect(found('security_group_id', input)).toEqual([
      [1, 0],
      [0, 0],
    ]);
    expect(found('referenced_security_group_id', input)).toEqual([
      [0, 0],
      [1, 0],
    ]);
  });
  test('with self = true name their parent', () => {
    const input = inputOf([group('a'), group('b'), rule('a', {}, { self: true })], { references: peer });
    expect(found('referenced_security_group_id', input)).toEqual([
      [1, 0],
      [0, 0],
    ]);
  });
  test('of a parent that no policy looks at, to nothing here', () => {
    const declared = {
      type: 'aws_default_security_group',
      address: 'aws_default_security_group.d',
      path: ['ingress', 0],
      as: 'inline' as const,
    };
    const input = inputOf([group('a'), group('b'), rule('a', { declared, address: declared.address })], {
      references: peer,
    });
    expect(found('security_group_id', input)).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
  test('of an older spelling ask for that spelling', () => {
    const asked: unknown[] = [];
    const references: ReferenceResolver = (address, path) => {
      asked.push([address, path]);
      return { targets: [{ block: `${GROUP}.b`, attribute: 'id', instance: `${GROUP}.b` }], open: false };
    };
    const declared = {
      type: 'aws_security_group_rule',
      address: 'aws_security_group_rule.o',
      path: ['source_security_group_id'],
      as: 'alias' as const,
    };
    const input = inputOf([group('a'), group('b'), rule('a', { declared, address: declared.address })], {
      references,
    });
    expect(found('referenced_security_group_id', input)).toEqual([
      [0, 0],
      [1, 0],
    ]);
    expect(asked[0]).toEqual(['aws_security_group_rule.o', ['source_security_group_id']]);
  });
});

describe('names that are not settled', () => {
  const read: ReadPath = ['refs', 'policy_arn', null, 'address'];
  const referring: ReadPath = ['referrers', 'aws_iam_role_policy_attachment', 'policy_arn', null, 'address'];
  const wanted = { aws_iam_role_policy_attachment: [read], aws_iam_policy: [referring] };
  const attachment = made('aws_iam_role_policy_attachment', 'aws_iam_role_policy_attachment.a', {
    policy_arn: 'arn:aws:iam::123456789012:policy/team/p',
  });
  const policy = (values: JsonObject): Resource => made('aws_iam_policy', 'aws_iam_policy.p', values);

  test('a written-out ARN may be that of a resource that has none yet', () => {
    const input = inputOf([attachment, policy({ name: 'p' })]);
    const refs = linksIn(wanted, [input], attachment);
    expect([refs.refs.policy_arn?.length, refs.unknown]).toEqual([
      1,
      [{ path: ['refs', 'policy_arn'], reason: 'link-open' }],
    ]);
    const back = linksIn(wanted, [input], policy({ name: 'p' }));
    expect(back.unknown).toEqual([{ path: referring.slice(0, 3), reason: 'link-open' }]);
  });
  test('but not of one that has another, or another name', () => {
    for (const values of [{ name: 'p', arn: 'arn:aws:iam::123456789012:policy/p' }, { name: 'q' }]) {
      const input = inputOf([attachment, policy(values)]);
      expect(linksIn(wanted, [input], attachment)).toEqual({
        refs: { policy_arn: [] },
        referrers: {},
        unknown: [],
        assumes: [],
      });
      expect(linksIn(wanted, [input], policy(values)).unknown).toEqual([]);
    }
  });
  test('an alias whose key is not settled leaves open what its name means', () => {
    const reads = {
      aws_ebs_volume: [['refs', 'kms_key_id', null, 'address']],
      aws_kms_key: [['referrers', 'aws_ebs_volume', 'kms_key_id', null]],
    };
    const key = made('aws_kms_key', 'aws_kms_key.k', { key_id: '1' });
    const volume = made('aws_ebs_volume', 'aws_ebs_volume.v', { kms_key_id: 'alias/k' });
    const alias = (values: JsonObject, unknown: Unknown[]): Resource =>
      made('aws_kms_alias', 'aws_kms_alias.a', { name: 'alias/k', ...values }, { unknown });
    const open = inputOf([key, alias({}, [unknownAt('target_key_id')]), volume]);
    expect(linksIn(reads, [open], volume).unknown).toEqual([
      { path: ['refs', 'kms_key_id'], reason: 'link-open' },
    ]);
    expect(linksIn(reads, [open], key).unknown).toEqual([
      { path: ['referrers', 'aws_ebs_volume', 'kms_key_id'], reason: 'link-open' },
    ]);
    const settled = inputOf([key, alias({ target_key_id: '1' }, []), volume]);
    expect(linksIn(reads, [settled], volume).refs.kms_key_id?.map(({ address }) => address)).toEqual([
      key.address,
    ]);
    expect(
      linksIn(reads, [settled], key).referrers.aws_ebs_volume?.kms_key_id?.map(({ address }) => address),
    ).toEqual([volume.address]);
  });
  test('a referrer whose value is unset names nothing; one that could not be read may name any', () => {
    const bucket = made(BUCKET, 'aws_s3_bucket.b', { bucket: 'b' });
    const setting = (reason: Unknown['reason']): Resource =>
      made(VERSIONING, `${VERSIONING}.v`, {}, { unknown: [{ path: ['values', 'bucket'], reason }] });
    expect(linksIn({ [BUCKET]: [READ] }, [inputOf([bucket, setting('unset')])], bucket)).toEqual(EMPTY);
    expect(linksIn({ [BUCKET]: [READ] }, [inputOf([bucket, setting('denied')])], bucket).unknown).toEqual([
      { path: PATH, reason: 'link-open' },
    ]);
  });
  test('more candidates than can be told apart: any may be meant', () => {
    const buckets = Array.from({ length: 101 }, (_, place) => made(BUCKET, `aws_s3_bucket.b[${place}]`, {}));
    const other = made(BUCKET, 'aws_s3_bucket.other', {});
    const setting = made(VERSIONING, `${VERSIONING}.v`, {}, { unknown: [unknownAt('bucket')] });
    const references: ReferenceResolver = () => ({ targets: [{ block: 'aws_s3_bucket.b' }], open: false });
    const links = linksIn(
      { [BUCKET]: [READ] },
      [inputOf([...buckets, other, setting], { references })],
      other,
    );
    expect([links.referrers[VERSIONING]?.bucket, links.unknown]).toEqual([
      [],
      [{ path: PATH, reason: 'link-open' }],
    ]);
  });
});

test('100,000 resources: linear in time, and of each only what is read is kept', () => {
  const wanted = { [BUCKET]: [READ] };
  const many = (count: number): Resource[] =>
    Array.from({ length: count }, (_, place) =>
      place % 2 === 0
        ? made(BUCKET, `aws_s3_bucket.b["${place}"]`, { bucket: `b${place}`, policy: 'x'.repeat(100) })
        : made(VERSIONING, `${VERSIONING}.v["${place}"]`, { bucket: `b${place - 1}`, status: 'Enabled' }),
    );
  const seconds = (count: number): number => {
    const resources = many(count);
    const before = performance.now();
    const index = buildLinkIndex([inputOf(resources)], wanted);
    let found = 0;
    for (const resource of resources)
      found += linksOf(index, resource, 0).referrers[VERSIONING]?.bucket?.length ?? 0;
    expect(found).toBe(count / 2);
    return (performance.now() - before) / 1000;
  };
  seconds(2_000);
  const [small, large] = [seconds(10_000), seconds(100_000)];
  expect(large).toBeLessThan(Math.max(small * 40, 5));
});
