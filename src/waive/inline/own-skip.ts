/** `driftlock:ignore <policy> reason="…" until=2027-01-31`: our own comment, strict as a waiver file is. */
import { suggestion } from '../../config/nearest.ts';
import { DriftlockError } from '../../errors.ts';
import { dayOf, dayStart, daysBetween } from '../day.ts';
import type { Skip } from './skip.ts';

const BEGIN = /^driftlock:ignore(?=\s|$)/;
const KEYS = ['reason', 'until', 'owner', 'approver', 'ticket'];
const TOKEN = /\s*(?:([A-Za-z_-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))|([^\s="]+))(?=\s|$)/y;
/** Characters of a line: more no reason needs. */
const LONGEST = 4_096;
const FORM = 'the form is driftlock:ignore <policy> reason="…" until=2027-01-31';

export interface OwnReading {
  /** Epoch seconds. */
  readonly now: number;
  /** Days. */
  readonly longestTerm: number;
}

interface Said {
  readonly names: readonly string[];
  readonly values: ReadonlyMap<string, string>;
}

/**
 * Undefined where the line, without its comment sign, is none. `where` is its place. Throws DriftlockError config for
 * what is not of the form, lacks a reason or an end, or holds too long.
 */
export function ownSkip(
  line: string,
  place: Pick<Skip, 'line' | 'column'> & { readonly where: string },
  reading: OwnReading,
): Skip | undefined {
  const begin = BEGIN.exec(line)?.[0];
  if (begin === undefined) return undefined;
  const { where } = place;
  if (line.length > LONGEST)
    throw new DriftlockError('config', `the comment is longer than ${LONGEST} characters`, {
      where,
      hint: FORM,
    });
  const { names, values } = tokensOf(line.slice(begin.length), where);
  if (names.length === 0)
    throw new DriftlockError('config', 'the comment names no policy', { where, hint: FORM });
  for (const key of ['reason', 'until'])
    if ((values.get(key) ?? '').trim() === '')
      throw new DriftlockError('config', `the comment lacks ${key}`, { where, hint: FORM });
  const until = values.get('until') ?? '';
  checkDay(until, where, reading);
  const optional = ['owner', 'approver', 'ticket'].flatMap((key) => {
    const value = values.get(key);
    return value === undefined || value.trim() === '' ? [] : [[key, value]];
  });
  return {
    tool: 'driftlock',
    said: `${begin} ${names.join(' ')}`,
    names,
    reason: values.get('reason') ?? '',
    ...Object.fromEntries(optional),
    expires: until,
    line: place.line,
    column: place.column,
  };
}

function tokensOf(text: string, where: string): Said {
  const names: string[] = [];
  const values = new Map<string, string>();
  let at = 0;
  while (text.slice(at).trim() !== '') {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    if (token === null)
      throw new DriftlockError('config', `the comment is not read from here on: ${text.slice(at).trim()}`, {
        where,
        hint: FORM,
      });
    at = TOKEN.lastIndex;
    const [, key, quoted, bare, name] = token;
    if (key === undefined) names.push(...(name ?? '').split(',').filter((one) => one !== ''));
    else add(values, key, quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '', where);
  }
  return { names, values };
}

function add(values: Map<string, string>, key: string, value: string, where: string): void {
  if (!KEYS.includes(key))
    throw new DriftlockError('config', `the comment has an unknown key "${key}"`, {
      where,
      hint: suggestion(key, KEYS),
    });
  if (values.has(key))
    throw new DriftlockError('config', `the comment has ${key} twice`, { where, hint: FORM });
  values.set(key, value);
}

function checkDay(until: string, where: string, { now, longestTerm }: OwnReading): void {
  if (dayStart(until) === undefined)
    throw new DriftlockError('config', `until: there is no day ${until}`, {
      where,
      hint: 'a day is written as in 2027-01-31',
    });
  const days = daysBetween(dayOf(now), until);
  if (days > longestTerm)
    throw new DriftlockError(
      'config',
      `the comment holds for ${days} days from today, and ${longestTerm} are allowed`,
      { where, hint: 'let it end sooner, or raise waivers.longestTerm in driftlock.yaml' },
    );
}
