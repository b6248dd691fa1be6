/** Attributes that the provider computes from another one of the same resource, and plans as they were read before. */
import type { RawResource } from '../raw-resource.ts';
import type { Json, JsonObject } from '../resource.ts';
import { anyMarked, below } from './mirror.ts';

/** By type: the copy, and the attribute that decides it where the configuration writes that one and not the copy. */
const COPIES: Readonly<Record<string, { readonly copy: string; readonly of: string }>> = {
  // The grants that a canned ACL stands for (provider 5.100.0: an update of `acl` leaves those before it in the plan).
  aws_s3_bucket_acl: { copy: 'access_control_policy', of: 'acl' },
  aws_s3_bucket: { copy: 'grant', of: 'acl' },
};

/**
 * The resource without such a copy where a plan sets what decides it: nothing that is not said there. Where that is not
 * known yet, the copy is not either. One that the plan leaves alone stays, since it shows what was read.
 */
export function withSettledCopies(raw: RawResource): RawResource {
  const row = Object.hasOwn(COPIES, raw.type) ? COPIES[raw.type] : undefined;
  if (row === undefined || raw.change === undefined || raw.unknown === true) return raw;
  const { copy, of } = row;
  const written = raw.expressions ?? {};
  if (!Object.hasOwn(written, of) || Object.hasOwn(written, copy)) return raw;
  const isOpen = anyMarked(below(raw.unknown, of));
  if (!isOpen && (typeof raw.values[of] !== 'string' || !isSetAnew(raw, of))) return raw;
  // Without null in its place, which would say that nobody wrote it.
  const { [copy]: _, ...values } = raw.values;
  return { ...raw, values, unknown: { ...membersOf(raw.unknown), [copy]: isOpen } };
}

/** Whether the plan writes the attribute: to something new, or to something else than it was. */
function isSetAnew({ change, values }: RawResource, name: string): boolean {
  if (change === undefined) return false;
  if (change.actions.includes('create')) return true;
  return change.actions.includes('update') && change.before?.[name] !== values[name];
}

function membersOf(mirror: Json | undefined): JsonObject {
  return typeof mirror === 'object' && mirror !== null && !Array.isArray(mirror)
    ? (mirror as JsonObject)
    : {};
}
