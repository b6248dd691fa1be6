/** A bucket's canned ACL and grants: `aws_s3_bucket_acl`, one grant per permission. */
import { bucketLink, only } from './bucket-setting.ts';
import type { Carrier } from './carrier.ts';
import {
  defined,
  fields,
  isMark,
  items,
  known,
  listOrMark,
  rename,
  type Tree,
  type TreeObject,
  unknownMark,
} from './tree.ts';

const ACL = 'aws_s3_bucket_acl';
const GRANTEE = { id: 'id', type: 'type', uri: 'uri' };

export const bucketAcl = {
  parents: ['aws_s3_bucket'],
  attributes: { acl: [ACL], grant: [ACL] },
  echoedBlocks: true,
  takesUnknown: true,
  link: bucketLink,
  fold(parent) {
    const { acl } = parent;
    const isReadable = parent.grant === undefined || isMark(parent.grant) || Array.isArray(parent.grant);
    const grant = isReadable ? parent.grant : unknownMark('malformed');
    if (acl === undefined && grant === undefined) return [];
    const access_control_policy =
      grant === undefined || isMark(grant) ? grant : [{ grant: items(grant).flatMap(foldGrant) }];
    const values = { ...bucketLink(parent), ...defined({ acl, access_control_policy }) };
    return [{ type: ACL, path: [acl === undefined ? 'grant' : 'acl'], values, isDefault: isPrivate(parent) }];
  },
  unfold(records) {
    const { acl, access_control_policy } = records[0]?.values ?? {};
    if (access_control_policy === undefined || isMark(access_control_policy)) {
      return defined({ acl, grant: access_control_policy });
    }
    return defined({ acl, grant: unfoldGrants(items(only(access_control_policy).grant)) });
  },
} satisfies Carrier;

function foldGrant(grant: Tree): Tree[] {
  if (isMark(grant)) return [grant];
  const { permissions: given } = fields(grant);
  const permissions = given === undefined ? given : listOrMark(given);
  const grantee = [rename(fields(grant), GRANTEE)];
  if (permissions === undefined || isMark(permissions))
    return [defined({ permission: permissions, grantee })];
  return permissions.map((permission) => ({ permission, grantee }));
}

/** Grants of one grantee are one element in the bucket's spelling. */
function unfoldGrants(grants: readonly Tree[]): Tree[] {
  const byGrantee = new Map<Tree, { grantee: TreeObject; permissions: Tree[] } | undefined>();
  for (const grant of grants) {
    const { grantee, permission } = fields(grant);
    const who = rename(only(grantee), GRANTEE);
    const key = isMark(grant)
      ? grant
      : JSON.stringify(Object.keys(GRANTEE).map((name) => known(who[name]) ?? null));
    const entry = byGrantee.get(key) ?? { grantee: who, permissions: [] };
    if (permission !== undefined) entry.permissions.push(permission);
    byGrantee.set(key, isMark(grant) ? undefined : entry);
  }
  return [...byGrantee].map(([key, entry]): Tree => {
    if (entry === undefined) return key;
    const [first] = entry.permissions;
    const isOpen = isMark(first) && first.value === undefined;
    return { ...entry.grantee, permissions: isOpen ? first : entry.permissions };
  });
}

/** The owner alone has every right, as in every new bucket. */
function isPrivate({ acl, grant }: TreeObject): boolean {
  if (acl !== undefined && known(acl) !== 'private') return false;
  const grants = items(grant).map(fields);
  const [owner] = grants;
  return (
    owner !== undefined &&
    grants.length === 1 &&
    known(owner.type) === 'CanonicalUser' &&
    JSON.stringify(owner.permissions) === '["FULL_CONTROL"]'
  );
}
