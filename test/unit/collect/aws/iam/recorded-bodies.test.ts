/** Every mapping of IAM takes what the real API answered, and says of it what the provider said. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { keyRecords } from '../../../../../src/collect/aws/iam/access-keys.ts';
import { summaryRecord } from '../../../../../src/collect/aws/iam/account-summary.ts';
import { entryRecord } from '../../../../../src/collect/aws/iam/credential-report-entry.ts';
import { credentialReportRows } from '../../../../../src/collect/aws/iam/credential-report-rows.ts';
import { groupRecords } from '../../../../../src/collect/aws/iam/groups.ts';
import { profileRecords } from '../../../../../src/collect/aws/iam/instance-profiles.ts';
import { passwordPolicyRecord } from '../../../../../src/collect/aws/iam/password-policy.ts';
import { policyRecords } from '../../../../../src/collect/aws/iam/policies.ts';
import { roleRecords } from '../../../../../src/collect/aws/iam/roles.ts';
import { userRecords } from '../../../../../src/collect/aws/iam/users.ts';
import type { LiveRecord } from '../../../../../src/collect/collector.ts';
import { toRawResource } from '../../../../../src/collect/to-raw-resource.ts';
import { shape } from '../../../../../src/resource/shape.ts';
import { typeSchema } from '../../../../../src/resource/type-schema.ts';

const AWS = 'registry.terraform.io/hashicorp/aws';
const folder = path.resolve(import.meta.dirname, '../../../../../../shared/oracles/aws');
const isThere = existsSync(folder);
if (!isThere) console.warn(`SKIPPED: IAM against recorded answers: ${folder} is absent`);

// biome-ignore lint/suspicious/noExplicitAny: recorded JSON, handed to mappings as the client would
type Body = any;
type Mapping = (body: Body) => readonly LiveRecord[];

const DOCUMENT = encodeURIComponent('{"Statement":[]}');
const listed = (Description?: string) => ({ value: { Description } });

const MAPPINGS: Readonly<Record<string, Mapping>> = {
  GetAccountPasswordPolicy: ({ PasswordPolicy }) => [passwordPolicyRecord(PasswordPolicy)],
  GetAccountSummary: ({ SummaryMap }) => [summaryRecord(SummaryMap)],
  GetCredentialReport: ({ Content }) => {
    const report = credentialReportRows(Content);
    expect(report?.unreadable).toEqual([]);
    return (report?.rows ?? []).map(entryRecord);
  },
  GetGroup: ({ Group, Users }) => [...groupRecords(Group), ...Users.flatMap(userRecords)],
  GetPolicy: ({ Policy }) => policyRecords(withDocument(Policy), { value: Policy }),
  GetPolicyVersion: ({ PolicyVersion }) =>
    policyRecords(
      { Arn: 'arn:aws:iam::111122223333:policy/p', PolicyVersionList: [PolicyVersion] },
      listed('d') as Body,
    ),
  GetRole: ({ Role }) => roleRecords(Role, { value: Role }),
  GetUser: ({ User }) => userRecords(User),
  ListAccessKeys: ({ AccessKeyMetadata }) => keyRecords('u', { value: AccessKeyMetadata }),
  ListAttachedGroupPolicies: ({ AttachedPolicies }) =>
    groupRecords({ GroupName: 'g', AttachedManagedPolicies: AttachedPolicies }),
  ListAttachedRolePolicies: ({ AttachedPolicies }) =>
    roleRecords(
      { RoleName: 'r', AssumeRolePolicyDocument: DOCUMENT, AttachedManagedPolicies: AttachedPolicies },
      listed(),
    ),
  ListAttachedUserPolicies: ({ AttachedPolicies }) =>
    userRecords({ UserName: 'u', AttachedManagedPolicies: AttachedPolicies }),
  ListGroups: ({ Groups }) => Groups.flatMap(groupRecords),
  ListGroupsForUser: ({ Groups }) =>
    userRecords({ UserName: 'u', GroupList: Groups.map(({ GroupName }: Body) => GroupName) }),
  ListInstanceProfiles: profiles,
  ListInstanceProfilesForRole: profiles,
  ListPolicies: ({ Policies }) =>
    Policies.flatMap((one: Body) => policyRecords(withDocument(one), { value: one })),
  ListRoles: ({ Roles }) => Roles.flatMap((role: Body) => roleRecords(role, { value: role })),
  ListUsers: ({ Users }) => Users.flatMap(userRecords),
};

function profiles({ InstanceProfiles }: Body): readonly LiveRecord[] {
  return InstanceProfiles.flatMap((one: Body) => profileRecords(one, { value: one }));
}

function withDocument(policy: Body): Body {
  return { ...policy, PolicyVersionList: [{ VersionId: policy.DefaultVersionId, Document: DOCUMENT }] };
}

/** As the client gives it: times are dates, and documents are text, which the recorder decoded in places. */
function asGiven(name: string, value: Body): Body {
  if (name.endsWith('Document') && typeof value === 'object')
    return encodeURIComponent(JSON.stringify(value));
  if (/(Date|LastUsed)$/.test(name) && typeof value === 'string') return new Date(value);
  if (Array.isArray(value)) return value.map((item) => asGiven('', item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asGiven(key, item)]));
}

function shaped(record: LiveRecord) {
  const place = { provider: AWS, account: '111122223333', region: 'us-east-1', at: '2026-01-01T00:00:00Z' };
  return shape(toRawResource(record, place), typeSchema(AWS, record.type));
}

const read = (name: string) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Body;

describe.skipIf(!isThere)('recorded answers of IAM', () => {
  const bodies = isThere ? read('bodies/iam.json') : {};

  it.each(Object.keys(MAPPINGS))(
    '%s: each is taken, with attributes of the schema and their types',
    (name) => {
      expect(bodies[name].length).toBeGreaterThan(0);
      for (const body of bodies[name]) {
        for (const record of (MAPPINGS[name] as Mapping)(asGiven('', body))) {
          const known = Object.keys(typeSchema(AWS, record.type)?.attributes ?? {});
          expect(known, record.type).toEqual(expect.arrayContaining(Object.keys(record.values)));
          for (const { key, type, unknown } of shaped(record)) {
            expect(unknown, type).toEqual([]);
            expect(key, type).toBeDefined();
          }
        }
      }
    },
  );

  it.each([
    ['iam_user.json', 5],
    ['iam_user_group.json', 10],
  ])('%s: all that the provider said is said', (file, expected) => {
    const { resources, responses } = read(`pairs/${file}`);
    const records = responses
      .filter(
        ({ service, operation, status }: Body) =>
          service === 'iam' && status === 200 && Object.hasOwn(MAPPINGS, operation),
      )
      .flatMap(({ operation, data }: Body) => (MAPPINGS[operation] as Mapping)(asGiven('', data)));
    let equal = 0;
    for (const { type, values } of resources) {
      const found = records.find((one: LiveRecord) => one.type === type && one.values.name === values.name);
      for (const [name, value] of Object.entries(found === undefined ? {} : values)) {
        if (value === null || value === '' || value === false) continue;
        expect(found.values[name], `${type}.${name}`).toEqual(value);
        equal++;
      }
    }
    expect(equal).toBe(expected);
  });
});
