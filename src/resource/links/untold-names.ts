/** Names that are known only after apply, and written-out names that name nobody here: the two may turn out the same. */
import type { Scope } from '../resource.ts';
import { arnParts } from '../scope.ts';
import type { LinkRecord } from './link-record.ts';
import type { LinkRow } from './link-row.ts';
import { type LinkIndex, linkName } from './link-store.ts';
import { identitiesOf, standInsFor } from './link-table.ts';
import { isWorldwide, spellingsOf } from './link-value.ts';
import { namedBy } from './named-by.ts';
import { scopesMeet } from './scope-match.ts';

/** Notes that a record has, beside its known names, one of the kind of `named` that is not known yet. */
export function noteUntold(index: LinkIndex, record: LinkRecord, named: string): void {
  const kinds = index.untold.get(record) ?? new Set<string>();
  index.untold.set(record, kinds.add(named));
  noteScope(index.untoldScopes, `${record.input} ${named}`, record.scope);
}

/** Whether a written-out name that names nobody here may be that of a target whose name is not known yet. */
export function mayNameUntold(index: LinkIndex, from: LinkRecord, row: LinkRow, value: string): boolean {
  if (index.untold.size === 0) return false;
  return kindsOf(row.targets).some((kind) => {
    const untold = [...(index.untoldScopes.get(`${from.input} ${kind}`)?.values() ?? [])];
    return mayBe(value, kind, row) && untold.some((scope) => scopesMeet(scope, reachOf(from, kind, value)));
  });
}

/** Whether the name of this target, not known yet, may be one that some referrer of its input has written out. */
export function mayBeNamedBy(index: LinkIndex, target: LinkRecord, type: string, row: LinkRow): boolean {
  const kinds = index.untold.get(target);
  if (kinds === undefined) return false;
  const loose = looseNames(index, type, row);
  return [...kinds].some((kind) =>
    [...(loose.get(`${target.input} ${kind}`)?.values() ?? [])].some((scope) =>
      scopesMeet(scope, target.scope),
    ),
  );
}

/** Where the written-out names of a link reach that name nobody here, by input and kind of name; made once. */
function looseNames(index: LinkIndex, type: string, row: LinkRow): Map<string, Map<string, Scope>> {
  const name = linkName(type, row.attribute);
  const known = index.loose.get(name);
  if (known !== undefined) return known;
  const loose = new Map<string, Map<string, Scope>>();
  index.loose.set(name, loose);
  const kinds = kindsOf(row.targets);
  for (const record of index.byType.get(type) ?? []) {
    for (const value of record.links.get(row.attribute)?.values ?? []) {
      if (row.targets.some((target) => namedBy(index, record, target, value).length > 0)) continue;
      for (const kind of kinds)
        if (mayBe(value, kind, row))
          noteScope(loose, `${record.input} ${kind}`, reachOf(record, kind, value));
    }
  }
  return loose;
}

/** Types whose names may stand for one of these: themselves and their stand-ins. */
function kindsOf(targets: readonly string[]): string[] {
  return [...targets, ...targets.flatMap(standInsFor)];
}

/** Scopes are few, however many records there are. */
function noteScope(map: Map<string, Map<string, Scope>>, name: string, scope: Scope): void {
  const scopes = map.get(name) ?? new Map<string, Scope>();
  map.set(name, scopes.set(JSON.stringify([scope.account ?? null, scope.region ?? null]), scope));
}

/** Where a resource can lie that this value names. */
function reachOf({ scope }: LinkRecord, kind: string, value: string): Scope {
  if (value.startsWith('arn:')) return arnParts(value) ?? {};
  return isWorldwide(value, kind) ? {} : scope;
}

/** Whether a value has the form that a name of the kind can take which is chosen here; what belongs to AWS has not. */
function mayBe(value: string, kind: string, { attribute }: LinkRow): boolean {
  if (kind === 'aws_kms_alias') return /^(arn:.*:)?alias\/(?!aws\/)/s.test(value);
  if (value.startsWith('https://')) return identitiesOf(kind).includes('url');
  const isBucket = kind === 'aws_s3_bucket';
  if (!value.startsWith('arn:'))
    return !(isBucket && attribute === 'domain_name') || spellingsOf(value).length > 1;
  const [, , service, , account = ''] = value.split(':', 5);
  if (isBucket || (service === 's3' && account === '')) return isBucket && service === 's3' && account === '';
  return account === '' || /^\d{12}$/.test(account);
}
