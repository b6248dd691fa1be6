/** Draws cases: a real resource, perhaps with other values, and one or two of its places made unknown. */
import { policyInput } from '../../../src/evaluate/policy-input.ts';
import { isObject } from '../../../src/resource/json-kind.ts';
import { type ReadPath, touches } from '../../../src/resource/read-path.ts';
import type { Json, Path, Unknown } from '../../../src/resource/resource.ts';
import { valueAt } from '../../../src/resource/value-at.ts';
import type { Random } from '../random.ts';
import { candidates, furtherRecords, linkLists } from './candidates.ts';
import { isLinkList } from './link-place.ts';
import type { Peers } from './peers.ts';
import { type PlaceKind, placeKind, placesOf } from './places.ts';
import { type Case, changed, planted, REASONS_TO_PLANT } from './plant.ts';
import type { Constants } from './policy-constants.ts';
import type { Subject } from './subject.ts';
import type { Value } from './tree-edit.ts';

/** A place and the values that are tried there. */
export type Choice = readonly [path: Path, values: readonly Value[]];

export interface DrawnCase extends Case {
  readonly choices: readonly Choice[];
  /** Of the planted places. */
  readonly kinds: readonly PlaceKind[];
}

/** What cases of one policy are drawn from. */
export interface Drawing {
  readonly subjects: readonly Subject[];
  readonly reads: readonly ReadPath[];
  readonly constants: Constants;
  readonly peers: Peers;
}

/** Values that are tried at one place, and at each of several. */
const MOST_ALONE = 28;
const MOST_TOGETHER = 14;

export function drawCase(drawing: Drawing, random: Random): DrawnCase {
  let subject = random.pick(drawing.subjects);
  for (let changes = random.int(3); changes > 0; changes--) subject = vary(subject, drawing, random);
  const wanted = random.oneIn(8) ? 0 : random.oneIn(3) ? 2 : 1;
  const paths = choosePlaces(subject, wanted, drawing, random);
  const samples = paths.map((path) => seenAt(subject, path, drawing.peers));
  const drawn = planted(
    subject,
    paths.map((path) => unknownAt(path, random)),
  );
  const open = drawn.places.filter(({ path }) => isRead(path, drawing.reads));
  const choices = drawn.places.map(({ path }): Choice => {
    const before = samples[paths.indexOf(path)];
    const seen = before ?? drawing.peers.at(subject.resource.type, path);
    const most = open.length > 1 ? MOST_TOGETHER : MOST_ALONE;
    const values = valuesFor(drawn.subject, path, seen, most, drawing, random);
    // Elsewhere one value is as good as another; it is another one in each case.
    return [path, isRead(path, drawing.reads) ? values : [random.pick(values)]];
  });
  return { ...drawn, choices, kinds: paths.map((path, at) => placeKind(path, samples[at]?.[0])) };
}

function isRead(path: Path, reads: readonly ReadPath[]): boolean {
  return reads.some((read) => touches(read, path));
}

function choosePlaces(subject: Subject, count: number, { reads }: Drawing, random: Random): Path[] {
  const all = placesOf(subject, reads);
  const read = all.filter((path) => isRead(path, reads));
  const chosen: Path[] = [];
  for (let tries = 0; tries < 20 && chosen.length < count; tries++) {
    const pool = read.length > 0 && !random.oneIn(12) ? read : all;
    if (pool.length === 0) break;
    const path = random.pick(pool);
    if (!chosen.some((one) => touches(one, path))) chosen.push(path);
  }
  return chosen;
}

function unknownAt(path: Path, random: Random): Unknown {
  if (isLinkList(path)) return { path, reason: 'link-open' };
  const reason = random.oneIn(6) && typeof path.at(-1) === 'string' ? 'unset' : random.pick(REASONS_TO_PLANT);
  return { path, reason };
}

/** What stands there now, then what stands there elsewhere. */
function seenAt({ resource, links }: Subject, path: Path, peers: Peers): Json[] {
  const now = valueAt(policyInput(resource, links, 0), path);
  return [...(now === undefined || now === null ? [] : [now]), ...peers.at(resource.type, path)];
}

function valuesFor(
  subject: Subject,
  path: Path,
  seen: readonly Json[],
  most: number,
  { constants, peers }: Drawing,
  random: Random,
): Value[] {
  if (!isLinkList(path)) return candidates({ seen, constants }, most, random);
  const records = valueAt(policyInput(subject.resource, subject.links, 0), path) as
    | readonly Json[]
    | undefined;
  const known = [...(records ?? []), ...peers.at(subject.resource.type, [...path, 0])].filter(isObject);
  return linkLists(records ?? [], furtherRecords(known, constants, random), random).slice(0, most * 2);
}

/** The subject with another value at one of the places that are read. */
function vary(subject: Subject, drawing: Drawing, random: Random): Subject {
  const read = placesOf(subject, drawing.reads).filter((path) => isRead(path, drawing.reads));
  if (read.length === 0) return subject;
  const path = random.pick(read);
  const values = valuesFor(
    subject,
    path,
    seenAt(subject, path, drawing.peers),
    MOST_TOGETHER,
    drawing,
    random,
  );
  return changed(subject, path, random.pick(values));
}
