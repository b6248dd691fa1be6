/** A path from the policy's input down, split at its links: whose the place is, and where it stands there. */
import type { Path } from '../../resource/resource.ts';
import { pathText } from './path-text.ts';

/** A list of links at the end of a path. */
export type LinkList =
  | { readonly kind: 'referrers'; readonly type: string; readonly attribute: string }
  | { readonly kind: 'refs'; readonly attribute: string };

export interface LinkPlace {
  /** Words for the record from which the last step is taken: `it`, `the account`, ``what `role` names``. */
  readonly owner: string;
  /** Set where the path ends at a list of links, not inside one of its records. */
  readonly list?: LinkList;
  /** Of the last linked record, where the path tells it. */
  readonly type?: string;
  /** Inside the last linked record, or the whole path where it follows no link. */
  readonly rest: Path;
  /** Links followed to get there. */
  readonly hops: number;
}

/** Attributes that every resource has: what lies in them does not refer to the account, it is part of it. */
const SCOPES: Readonly<Record<string, string>> = { account: 'the account', region: 'the region' };

/** Words for what a list of links leads to. */
function ownerOf(list: LinkList): string {
  if (list.kind === 'referrers') return `a linked ${list.type}`;
  return (
    (Object.hasOwn(SCOPES, list.attribute) ? SCOPES[list.attribute] : undefined) ??
    `what ${list.attribute} names`
  );
}

function listAt(path: Path): { list: LinkList; steps: number } | undefined {
  const [kind, first, second] = path;
  if (kind === 'refs' && typeof first === 'string') return { list: { kind, attribute: first }, steps: 2 };
  if (kind === 'referrers' && typeof first === 'string' && typeof second === 'string')
    return { list: { kind, type: first, attribute: second }, steps: 3 };
  return undefined;
}

/** Follows the links that the path begins with. */
export function linkPlace(path: Path): LinkPlace {
  let owner = 'it';
  let type: string | undefined;
  let rest = path;
  let hops = 0;
  for (let found = listAt(rest); found !== undefined; found = listAt(rest)) {
    const { list, steps } = found;
    if (typeof rest[steps] !== 'number')
      return rest.length === steps ? { owner, list, rest, hops } : { owner, rest, hops };
    owner = ownerOf(list);
    type = list.kind === 'referrers' ? list.type : undefined;
    rest = rest.slice(steps + 1);
    hops += 1;
  }
  return { owner, ...(type === undefined ? {} : { type }), rest, hops };
}

/** The account or region that such links lie in; undefined for an attribute that refers to something. */
export function scopeOf({ attribute }: LinkList): string | undefined {
  return Object.hasOwn(SCOPES, attribute) ? SCOPES[attribute] : undefined;
}

/** That a list of links is empty: `no aws_s3_bucket_policy refers to it`, `the account has no aws_cloudtrail`. */
export function noneText(list: LinkList, owner: string): string {
  if (list.kind === 'refs')
    return `${list.attribute}${owner === 'it' ? '' : ` of ${owner}`} names nothing that was read`;
  const scope = scopeOf(list);
  if (scope === undefined) return `no ${list.type} refers to ${owner}`;
  return `${owner === 'it' ? scope : owner} has no ${list.type}`;
}

/** The address of a linked record; where it was folded out of another resource that is its address, so its type is told. */
export function recordText(owner: string, type: string | undefined, address: string | undefined): string {
  if (address === undefined) return owner;
  return type === undefined || address.includes(type) ? address : `${address} (${type})`;
}

/** Where a value stands, with the record that holds it where that is not the judged one. */
export function placeText(path: Path, address: string | undefined): string {
  const { owner, type, rest, hops } = linkPlace(path);
  if (hops === 0) return pathText(path);
  return `${recordText(owner, type, address)} › ${pathText(rest)}`;
}
