/** IAM roles with the policies written into them and attached to them. */
import { GetRoleCommand, IAMClient, ListRolesCommand, type Role, type RoleDetail } from '@aws-sdk/client-iam';
import { CallError } from '../../call-error.ts';
import { type Failure, type LiveRecord, wantsAll } from '../../collector.ts';
import { inOrder } from '../../in-order.ts';
import { pages } from '../../pages.ts';
import { type Read, read, unreadOf } from '../../read.ts';
import { namePrefix } from '../name-prefix.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';
import { timeText } from '../time-text.ts';
import { authorizationDetails, PAGE } from './authorization-details.ts';
import { GONE } from './gone.ts';
import { ATTACHMENT_ID, holderPolicies } from './holder-policies.ts';
import { nextMarker } from './next-marker.ts';
import { policyDocument } from './policy-document.ts';

const AT_ONCE = 8;
const ROLE = 'aws_iam_role';

/**
 * The account's authorization details hold all but a role's description and longest session, which the listing of roles
 * has: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html, API_ListRoles.html
 */
export const roles: AwsCollector = {
  id: 'aws/iam/roles',
  per: 'account',
  types: [ROLE, 'aws_iam_role_policy', 'aws_iam_role_policy_attachment'],
  permissions: ['iam:ListRoles', 'iam:GetAccountAuthorizationDetails', 'iam:GetRole'],
  notFilled: {
    [ROLE]: {
      force_detach_policies: 'an argument of the deletion',
      inline_policy: 'carried by aws_iam_role_policy',
      managed_policy_arns: 'carried by aws_iam_role_policy_attachment',
    },
    aws_iam_role_policy_attachment: { id: ATTACHMENT_ID },
  },
  async *collect(run, wants = wantsAll) {
    // Policies need no role's description.
    const listing = wants(ROLE) ? await listedRoles(run) : undefined;
    const details = authorizationDetails(run, 'Role', ({ RoleDetailList }) => RoleDetailList);
    const records = inOrder(details, AT_ONCE, async (detail) =>
      roleRecords(detail, listing ? await listedOf(run, listing, detail.RoleName) : { value: {} }),
    );
    for await (const ofRole of records) yield* ofRole;
  },
};

/** What only the listing of roles tells of one. */
type Listed = Pick<Role, 'Description' | 'MaxSessionDuration'>;

interface Listing {
  readonly roles: ReadonlyMap<string | undefined, Listed>;
  readonly failure?: Failure;
}

/** Two values of each role are kept for the whole account, and nothing else of it. */
async function listedRoles(run: AwsRun): Promise<Listing> {
  const found = new Map<string | undefined, Listed>();
  const listed = pages(
    'iam:ListRoles',
    (Marker) => run.client(IAMClient).send(new ListRolesCommand({ Marker, MaxItems: PAGE })),
    ({ Roles }) => Roles,
    nextMarker('iam:ListRoles'),
  );
  try {
    for await (const { RoleName, Description, MaxSessionDuration } of listed)
      found.set(RoleName, { Description, MaxSessionDuration });
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return { roles: found, failure: error.failure };
  }
  return { roles: found };
}

/** A role that was made after the listing is asked for by itself. */
async function listedOf(
  run: AwsRun,
  { roles, failure }: Listing,
  RoleName: string | undefined,
): Promise<Read<Listed>> {
  const known = roles.get(RoleName);
  if (known !== undefined) return { value: known };
  if (failure !== undefined) return { failure };
  const asked = await read(run.client(IAMClient).send(new GetRoleCommand({ RoleName })), ...GONE);
  return asked.failure === undefined ? { value: asked.value?.Role } : asked;
}

/** The role and its policies; nothing for a role that is gone by now. */
export function roleRecords(detail: RoleDetail, listed: Read<Listed>): readonly LiveRecord[] {
  if (listed.failure === undefined && listed.value === undefined) return [];
  const { RoleName: name } = detail;
  const origin = isMadeByAws(detail.Path) ? ('default' as const) : undefined;
  const role: LiveRecord = {
    type: ROLE,
    origin,
    values: {
      id: name,
      name,
      name_prefix: namePrefix(name),
      arn: detail.Arn,
      path: detail.Path,
      unique_id: detail.RoleId,
      create_date: timeText(detail.CreateDate),
      assume_role_policy: policyDocument(detail.AssumeRolePolicyDocument),
      permissions_boundary: detail.PermissionsBoundary?.PermissionsBoundaryArn,
      description: listed.value?.Description,
      max_session_duration: listed.value?.MaxSessionDuration,
      ...tagsFrom(detail.Tags),
    },
    unread: unreadOf([listed, ['description', 'max_session_duration']]),
  };
  const { RolePolicyList: inline, AttachedManagedPolicies: attached } = detail;
  return [role, ...holderPolicies({ kind: 'role', name, origin, inline, attached })];
}

/** Only AWS makes roles below these paths: service-linked ones, and Identity Center's for permission sets. */
function isMadeByAws(path: string | undefined): boolean {
  return path !== undefined && (path.startsWith('/aws-service-role/') || path.startsWith('/aws-reserved/'));
}
