/** The registry of carriers: which fact of which type another type carries. */
import { bucketAcl } from './bucket-acl.ts';
import { bucketLifecycle } from './bucket-lifecycle.ts';
import { bucketReplication } from './bucket-replication.ts';
import {
  bucketCors,
  bucketEncryption,
  bucketLogging,
  bucketObjectLock,
  bucketVersioning,
  bucketWebsite,
} from './bucket-settings.ts';
import type { Carrier } from './carrier.ts';
import { copiedAttributes } from './copied-attributes.ts';
import { DEFAULT_TYPE_NAMES } from './default-types.ts';
import { groupMembership } from './group-membership.ts';
import { networkAclEntries } from './network-acl-entries.ts';
import { networkAclSubnets } from './network-acl-subnets.ts';
import { policyAttachment } from './policy-attachment.ts';
import { rolePolicies } from './role-policies.ts';
import { routes } from './routes.ts';
import { securityGroupRule } from './security-group-rule.ts';
import { securityGroupRules } from './security-group-rules.ts';
import { userGroupMembership } from './user-group-membership.ts';

const CARRIERS = {
  securityGroupRules,
  securityGroupRule,
  rolePolicies,
  policyAttachment,
  groupMembership,
  userGroupMembership,
  routes,
  networkAclEntries,
  networkAclSubnets,
  bucketVersioning,
  bucketLogging,
  bucketEncryption,
  bucketLifecycle,
  bucketCors,
  bucketWebsite,
  bucketAcl,
  bucketObjectLock,
  bucketReplication,
} satisfies Record<string, Carrier>;

/** Types that are the same resource under an older name, or under the name of how it came about. */
const RENAMED_TYPES: Readonly<Record<string, string>> = {
  ...DEFAULT_TYPE_NAMES,
  aws_alb: 'aws_lb',
  aws_alb_listener: 'aws_lb_listener',
  aws_alb_listener_certificate: 'aws_lb_listener_certificate',
  aws_alb_listener_rule: 'aws_lb_listener_rule',
  aws_alb_target_group: 'aws_lb_target_group',
  aws_alb_target_group_attachment: 'aws_lb_target_group_attachment',
};

const byParent = new Map<string, Carrier[]>();
for (const carrier of [...Object.values<Carrier>(CARRIERS), ...copiedAttributes]) {
  for (const parent of carrier.parents) byParent.set(parent, [...(byParent.get(parent) ?? []), carrier]);
}

/** The carriers that take something out of records of a type. */
export function carriersOf(type: string): readonly Carrier[] | undefined {
  return byParent.get(type);
}

const leaving = new Map(
  [...byParent].map(([type, carriers]) => [
    type,
    new Set(carriers.flatMap(({ attributes }) => Object.keys(attributes))) as ReadonlySet<string>,
  ]),
);

/** The attributes that leave records of a type. */
export function carriedAttributes(type: string): ReadonlySet<string> {
  return leaving.get(type) ?? new Set();
}

/** Blocks of a type that leave its records and that its provider fills in where the configuration has none. */
export function filledInBlocks(type: string): ReadonlySet<string> {
  const echoing = (byParent.get(type) ?? []).filter(({ echoedBlocks }) => echoedBlocks);
  return new Set(echoing.flatMap(({ attributes }) => Object.keys(attributes)));
}

const spelt = new Map<string, Set<string>>();
for (const [parent, carriers] of byParent) {
  for (const type of carriers.flatMap(({ attributes }) => Object.values(attributes).flat()))
    enter(type, parent);
}
for (const [older, type] of Object.entries(RENAMED_TYPES)) enter(type, older);

/** The type that carries records of `type`, where it is but another name of it. */
export function renamedType(type: string): string | undefined {
  return Object.hasOwn(RENAMED_TYPES, type) ? RENAMED_TYPES[type] : undefined;
}

/** The types, as files have them, that fold into records of `type`; the type itself is not among them. */
export function spellings(type: string): string[] {
  return [...(spelt.get(type) ?? [])].sort();
}

/** The types under which records of `type` are judged, where all of them are facts of other types; else none. */
export function carriedAs(type: string): readonly string[] {
  const renamed = renamedType(type);
  if (renamed !== undefined) return [renamed];
  const aliases = byParent.get(type)?.filter(({ alias }) => alias) ?? [];
  return [...new Set(aliases.flatMap(({ attributes }) => Object.values(attributes).flat()))];
}

/**
 * Of these types, as files have them, those whose records state on their own what other types' records may repeat:
 * the carrying types and their aliases.
 */
export function statingTypes(types: Iterable<string>): Set<string> {
  const stating = new Set<string>();
  for (const type of types) if (statesFacts(type)) stating.add(type);
  return stating;
}

/** Whether records of the type, as files have it, state on their own what those of other types may repeat. */
export function statesFacts(type: string): boolean {
  return spelt.has(type) || carriedAs(type).length > 0;
}

/** Every type that carries a fact of other types. */
export function carrierTypes(): string[] {
  return [...spelt.keys()].sort();
}

function enter(type: string, parent: string): void {
  if (type === parent) return;
  spelt.set(type, (spelt.get(type) ?? new Set()).add(parent));
}
