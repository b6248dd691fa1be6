/** The text of a waiver file as rules; every mistake in it is an error with its place. */
import { checkShape } from '../config/file/check-shape.ts';
import type { FileKind } from '../config/file/find-config.ts';
import { type PlacedNode, readYaml } from '../config/file/read-yaml.ts';
import { escapedGlob, type Glob, globPattern } from '../config/glob-pattern.ts';
import { DriftlockError } from '../errors.ts';
import type { FindingWaiver } from '../finding/waiver.ts';
import { dayOf, dayStart, daysBetween } from './day.ts';
import type { GapCause, GapRule, ScopeRule, WaiverRule } from './waiver-rule.ts';
import { WAIVER_SHAPE } from './waiver-shape.ts';

/** A thousand waivers have a third of that. */
export const WAIVER_FILE: FileKind = {
  what: 'the waiver file',
  hint: 'name a YAML file (docs/waivers.md), or go without: --no-waivers',
  largest: 1024 * 1024,
  empty: 'remove the file, or write `waivers: []`; docs/waivers.md shows all keys',
};

export interface WaiverReading {
  /** Epoch seconds. */
  readonly now: number;
  /** Days. */
  readonly longestTerm: number;
  /** The ids of the policies that a name means; throws DriftlockError (policy-unknown) where it means none. */
  readonly policiesNamed: (name: { readonly pattern: string; readonly where: string }) => ReadonlySet<string>;
}

export interface FileRules {
  readonly waivers: readonly WaiverRule[];
  readonly gaps: readonly GapRule[];
  /** Where each id stands, waivers and gaps together. */
  readonly ids: readonly { readonly id: string; readonly where: string }[];
}

type Members = ReadonlyMap<string, PlacedNode>;

function membersOf(node: PlacedNode | undefined): Members {
  return new Map((node?.members ?? []).map(({ key, node: member }) => [key, member]));
}

function textAt(members: Members, key: string): string {
  return String(members.get(key)?.value ?? '');
}

/** One text or several. */
function placesAt(members: Members, key: string): readonly PlacedNode[] {
  const node = members.get(key);
  return node === undefined ? [] : (node.items ?? [node]);
}

function globsAt(members: Members, key: string): readonly Glob[] {
  return placesAt(members, key).map(({ value }) => globPattern(String(value)));
}

function globsOf<K extends string>(members: Members, key: K): { readonly [P in K]?: readonly Glob[] } {
  return members.has(key) ? ({ [key]: globsAt(members, key) } as { [P in K]: readonly Glob[] }) : {};
}

function refusal(message: string, node: PlacedNode | undefined, hint: string): DriftlockError {
  return new DriftlockError('config', message, { where: node?.where ?? '', hint });
}

/** Days of the calendar, in order, and no longer apart than may be. */
function checkTerm(members: Members, { now, longestTerm }: WaiverReading): void {
  for (const key of ['granted', 'expires'])
    if (members.has(key) && dayStart(textAt(members, key)) === undefined)
      throw refusal(
        `${key}: there is no day ${textAt(members, key)}`,
        members.get(key),
        'a day is written as in 2027-01-31',
      );
  const expires = textAt(members, 'expires');
  const [from, since] = members.has('granted')
    ? [textAt(members, 'granted'), 'granted']
    : [dayOf(now), 'today'];
  const days = daysBetween(from, expires);
  if (members.has('granted') && days < 0)
    throw refusal(
      `it expires before it is granted (${from})`,
      members.get('expires'),
      'mend one of the days',
    );
  if (days > longestTerm)
    throw refusal(
      `it holds for ${days} days from ${since === 'today' ? since : from}, and ${longestTerm} are allowed`,
      members.get('expires'),
      'let it end sooner, or raise waivers.longestTerm in driftlock.yaml',
    );
}

/** `file:line:column` without the last two. */
function lineOf({ where }: PlacedNode): number {
  return Number(/:(\d+):\d+$/.exec(where)?.[1] ?? 1);
}

function grantOf(node: PlacedNode, members: Members, file: string): Omit<FindingWaiver, 'kind'> {
  const optional = ['approver', 'ticket'].flatMap((key) =>
    members.has(key) ? [[key, textAt(members, key)]] : [],
  );
  return {
    id: textAt(members, 'id'),
    reason: textAt(members, 'reason'),
    owner: textAt(members, 'owner'),
    ...Object.fromEntries(optional),
    expires: textAt(members, 'expires'),
    file,
    line: lineOf(node),
  };
}

function scopeOf(members: Members): ScopeRule {
  const scope = membersOf(members.get('scope'));
  return { ...globsOf(scope, 'account'), ...globsOf(scope, 'region') };
}

function granted(members: Members): { readonly granted?: string } {
  return members.has('granted') ? { granted: textAt(members, 'granted') } : {};
}

function waiverOf(node: PlacedNode, file: string, reading: WaiverReading): WaiverRule {
  const members = membersOf(node);
  checkTerm(members, reading);
  const policies = placesAt(members, 'policy').flatMap(({ value, where }) => [
    ...reading.policiesNamed({ pattern: String(value), where }),
  ]);
  const verdicts = members.get('verdicts')?.items?.map(({ value }) => value) ?? ['fail'];
  const tags = membersOf(members.get('tags'));
  return {
    told: { ...grantOf(node, members, file), kind: 'file' },
    ...granted(members),
    policies: new Set(policies),
    resources: placesAt(members, 'resource').map(({ value }) => ({
      text: String(value),
      glob: escapedGlob(String(value)),
    })),
    tags: Object.fromEntries([...tags.keys()].map((name) => [name, globsAt(tags, name)])),
    scope: scopeOf(members),
    acceptsFail: verdicts.includes('fail'),
    acceptsUnknown: verdicts.includes('unknown'),
    broad: members.get('broad')?.value === true,
  };
}

function gapOf(node: PlacedNode, file: string, reading: WaiverReading): GapRule {
  const members = membersOf(node);
  checkTerm(members, reading);
  const causes = members.get('causes')?.items?.map(({ value }) => value as GapCause) ?? ['denied'];
  return {
    told: grantOf(node, members, file),
    ...granted(members),
    types: globsAt(members, 'type'),
    ...(members.has('action') ? { actions: globsAt(members, 'action') } : {}),
    causes: new Set(causes),
    scope: scopeOf(members),
  };
}

/**
 * `file` is its name as it is shown. Throws DriftlockError: `config` with `file:line:column` for what is no YAML, not of
 * the shape, no day, or holds too long; `policy-unknown` for a name of no policy.
 */
export function readWaivers(text: string, file: string, reading: WaiverReading): FileRules {
  const root = readYaml(text, file, WAIVER_FILE);
  checkShape(WAIVER_SHAPE, root, '', WAIVER_FILE.what);
  const members = membersOf(root);
  const waivers = members.get('waivers')?.items ?? [];
  const gaps = members.get('gaps')?.items ?? [];
  return {
    waivers: waivers.map((node) => waiverOf(node, file, reading)),
    gaps: gaps.map((node) => gapOf(node, file, reading)),
    ids: [...waivers, ...gaps].flatMap((node) => {
      const id = membersOf(node).get('id');
      return id === undefined ? [] : [{ id: String(id.value), where: id.where }];
    }),
  };
}
