/** Whether an empty list of links is empty for certain: the cloud was asked for all that could be in it. */
import { keyLink } from '../keys/once-per-owner.ts';
import type { LinkRecord } from './link-record.ts';
import type { LinkRow } from './link-row.ts';
import type { LinkIndex } from './link-store.ts';
import { ownerLink } from './link-table.ts';

/**
 * True where the target's own input is a snapshot that listed the type whole wherever such referrers lie: what belongs to
 * an account or region lies there, what belongs to its owner beside it. What merely names a thing may lie in another
 * account, which nobody asked.
 */
export function isSettledAbsence(index: LinkIndex, target: LinkRecord, type: string, row: LinkRow): boolean {
  const isListed = index.inputs[target.input]?.isListed;
  if (isListed === undefined || !isListed(type, target.scope)) return false;
  return row.path.length === 0 || isPart(type, row);
}

/**
 * A setting of its owner: the type's first link, and the beginning of its natural key. Where only an ARN names the
 * owner, others may have made it (a subscription to a topic), unless the owner has but one.
 */
function isPart(type: string, row: LinkRow): boolean {
  if (ownerLink(type)?.attribute !== row.attribute) return false;
  const link = row.path.join('.');
  const key = keyLink(type);
  return key?.first === link && (key.only || !/arn$/.test(link));
}
