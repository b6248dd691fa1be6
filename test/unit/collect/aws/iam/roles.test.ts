import { describe, expect, it } from 'vitest';
import { roles } from '../../../../../src/collect/aws/iam/roles.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const TRUST = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}]}';
const INLINE = '{"Statement":[{"Sid":"100% + <b>\\u0000","Effect":"Allow"}]}';
const ARN = 'arn:aws:iam::111122223333:role';

const RICH = {
  Path: '/service/',
  RoleName: 'app+=,.@-20261121155653249800000008',
  RoleId: 'AROA1',
  Arn: `${ARN}/service/app`,
  CreateDate: new Date('2026-01-02T03:04:05.678Z'),
  AssumeRolePolicyDocument: encodeURIComponent(TRUST),
  InstanceProfileList: [],
  RolePolicyList: [{ PolicyName: 'in:line', PolicyDocument: encodeURIComponent(INLINE) }],
  AttachedManagedPolicies: [{ PolicyName: 'p', PolicyArn: 'arn:aws:iam::aws:policy/p' }],
  PermissionsBoundary: {
    PermissionsBoundaryType: 'Policy',
    PermissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/limit',
  },
  Tags: [
    { Key: 'Owner', Value: '<script>' },
    { Key: 'aws:cloudformation:stack-name', Value: 's' },
  ],
  RoleLastUsed: { LastUsedDate: new Date(0), Region: 'us-east-1' },
};
const RICH_VALUES = {
  id: RICH.RoleName,
  name: RICH.RoleName,
  name_prefix: 'app+=,.@-',
  arn: `${ARN}/service/app`,
  path: '/service/',
  unique_id: 'AROA1',
  create_date: '2026-01-02T03:04:05Z',
  assume_role_policy: TRUST,
  permissions_boundary: 'arn:aws:iam::111122223333:policy/limit',
  tags: { Owner: '<script>' },
  tags_all: { Owner: '<script>' },
};
const POLICIES = [
  {
    type: 'aws_iam_role_policy',
    values: { id: `${RICH.RoleName}:in:line`, role: RICH.RoleName, name: 'in:line', policy: INLINE },
  },
  {
    type: 'aws_iam_role_policy_attachment',
    values: { role: RICH.RoleName, policy_arn: 'arn:aws:iam::aws:policy/p' },
  },
];
const LISTED = { RoleName: RICH.RoleName, Description: 'runs "things"', MaxSessionDuration: 7200 };

function named(RoleName: string, Path = '/') {
  return { RoleName, Path, Arn: `${ARN}${Path}${RoleName}` };
}

describe('roles', () => {
  it('joins the authorization details and the listing', async () => {
    const run = fakeRun({
      ListRoles: { Roles: [LISTED], IsTruncated: false },
      GetAccountAuthorizationDetails: { RoleDetailList: [RICH], IsTruncated: false },
    });
    expect(await collectedBy(roles, run)).toEqual({
      records: [
        {
          type: 'aws_iam_role',
          values: { ...RICH_VALUES, description: 'runs "things"', max_session_duration: 7200 },
          unread: [],
        },
        ...POLICIES,
      ],
    });
    expect(run.calls).toEqual([
      ['ListRoles', { MaxItems: 1000 }],
      ['GetAccountAuthorizationDetails', { Filter: ['Role'], MaxItems: 1000 }],
    ]);
  });

  it('goes through all pages of both', async () => {
    const pagesOf = (list: string, items: readonly object[]) => (input: { Marker?: string }) => {
      const at = Number(input.Marker ?? 0);
      const more = at + 1 < items.length;
      return { [list]: [items[at]], IsTruncated: more, ...(more && { Marker: String(at + 1) }) };
    };
    const all = ['a', 'b', 'c'].map((name) => ({ ...named(name), MaxSessionDuration: 3600 }));
    const run = fakeRun({
      ListRoles: pagesOf('Roles', all.toReversed()),
      GetAccountAuthorizationDetails: pagesOf('RoleDetailList', all),
    });
    const { records } = await collectedBy(roles, run);
    expect(records.map(({ values }) => [values.name, values.max_session_duration])).toEqual([
      ['a', 3600],
      ['b', 3600],
      ['c', 3600],
    ]);
    expect(run.calls.map(([name]) => name)).toEqual([
      ...Array.from({ length: 3 }, () => 'ListRoles'),
      ...Array.from({ length: 3 }, () => 'GetAccountAuthorizationDetails'),
    ]);
  });

  it('a listing that is denied leaves exactly what it tells unread', async () => {
    const run = fakeRun({
      ListRoles: failing('iam:ListRoles', 'AccessDenied'),
      GetAccountAuthorizationDetails: { RoleDetailList: [RICH] },
    });
    const failure = { reason: 'denied', api: 'iam:ListRoles', message: 'AccessDenied' };
    expect((await collectedBy(roles, run)).records).toEqual([
      {
        type: 'aws_iam_role',
        values: RICH_VALUES,
        unread: [{ attributes: ['description', 'max_session_duration'], failure }],
      },
      ...POLICIES,
    ]);
  });

  it('details that are denied are a gap', async () => {
    const run = fakeRun({
      ListRoles: { Roles: [LISTED] },
      GetAccountAuthorizationDetails: failing('iam:GetAccountAuthorizationDetails', 'AccessDenied'),
    });
    expect(await collectedBy(roles, run)).toEqual({
      records: [],
      failure: { reason: 'denied', api: 'iam:GetAccountAuthorizationDetails', message: 'AccessDenied' },
    });
  });

  it('asks for a role that was made after the listing, and leaves out one that is gone', async () => {
    const run = fakeRun({
      ListRoles: { Roles: [] },
      GetAccountAuthorizationDetails: { RoleDetailList: [named('new'), named('gone'), named('hidden')] },
      GetRole: ({ RoleName }: { RoleName: string }) => {
        if (RoleName === 'gone') return failing('iam:GetRole', 'NoSuchEntity', 'failed')();
        if (RoleName === 'hidden') return failing('iam:GetRole', 'AccessDenied')();
        return { Role: { RoleName, Description: 'just made' } };
      },
    });
    const { records } = await collectedBy(roles, run);
    expect(records.map(({ values, unread }) => [values.name, values.description, unread])).toEqual([
      ['new', 'just made', []],
      [
        'hidden',
        undefined,
        [
          {
            attributes: ['description', 'max_session_duration'],
            failure: { reason: 'denied', api: 'iam:GetRole', message: 'AccessDenied' },
          },
        ],
      ],
    ]);
  });

  it('marks what only AWS makes, with its policies', async () => {
    const linked = {
      ...named('AWSServiceRoleForSupport', '/aws-service-role/support.amazonaws.com/'),
      RolePolicyList: [{ PolicyName: 'i', PolicyDocument: '%7B%7D' }],
      AttachedManagedPolicies: [{ PolicyArn: 'arn:aws:iam::aws:policy/a' }],
    };
    const all = [
      linked,
      named('sso', '/aws-reserved/sso.amazonaws.com/eu-west-1/'),
      named('mine', '/aws-service-roles/'),
      named('other', '/service-role/'),
    ];
    const run = fakeRun({
      ListRoles: { Roles: all },
      GetAccountAuthorizationDetails: { RoleDetailList: all },
    });
    const { records } = await collectedBy(roles, run);
    expect(records.map(({ type, origin, values }) => [type, values.name ?? values.role, origin])).toEqual([
      ['aws_iam_role', 'AWSServiceRoleForSupport', 'default'],
      ['aws_iam_role_policy', 'i', 'default'],
      ['aws_iam_role_policy_attachment', 'AWSServiceRoleForSupport', 'default'],
      ['aws_iam_role', 'sso', 'default'],
      ['aws_iam_role', 'mine', undefined],
      ['aws_iam_role', 'other', undefined],
    ]);
  });
});
