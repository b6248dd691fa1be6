/** One attribute of a block: absent, unset, unknown, sensitive, a document, or simply its value. */
import { decodeDocument } from '../documents/decode-document.ts';
import { openDocument } from '../documents/open-document.ts';
import type { Json, JsonObject, Path, Reason } from '../resource.ts';
import type { AttributePlan } from './block-plan.ts';
import { conforms, fitted } from './fit.ts';
import { anyMarked, below, eachMarked, withoutMarked } from './mirror.ts';
import { isEmpty, type Place, put, reasonOfUnknown, type Walk } from './walk.ts';
import { walkValue } from './walk-value.ts';

/** Puts the attribute into `result`, or notes why it is not there. */
export function walkAttribute(
  walk: Walk,
  plan: AttributePlan,
  written: Json,
  place: Place,
  result: Record<string, Json>,
): void {
  const unknown = place.unknown === undefined ? undefined : below(place.unknown, plan.name);
  if (unknown === true) {
    note(walk, plan, place, reasonOfUnknown(walk, plan.optional, place.expressions, plan.name));
    noteSensitive(walk, plan, place, written, true);
    return;
  }
  if (written === null) {
    walkNull(walk, plan, place);
    return;
  }
  const isScalar = typeof written === plan.kind && plan.kind !== 'object';
  const value = isScalar || plan.kind === 'any' ? written : fitted(written, plan.type);
  if (value === undefined) {
    note(walk, plan, place, 'malformed');
    noteSensitive(walk, plan, place, written, true);
    return;
  }
  if (isEmpty(value) && !(plan.required || (unknown !== undefined && anyMarked(unknown)))) return;
  const marked = noteSensitive(walk, plan, place, value, unknown);
  if (walk.redact && marked !== undefined) {
    const rest = withoutMarked(value, marked);
    if (rest !== undefined) putCleaned(walk, plan, rest, place, result);
    return;
  }
  if (plan.document !== undefined) walkDocument(walk, plan, value, place, result);
  else if (typeof value !== 'object') put(result, plan.name, value);
  else putCleaned(walk, plan, value, place, result);
}

function putCleaned(
  walk: Walk,
  plan: AttributePlan,
  value: Json,
  place: Place,
  result: Record<string, Json>,
): void {
  const unknown = place.unknown === undefined ? undefined : below(place.unknown, plan.name);
  const isClean = plan.simple && conforms(value, plan.type) && !(unknown !== undefined && anyMarked(unknown));
  const cleaned = isClean ? value : walkValue(walk, value, plan.type, unknown, pathOf(plan, place));
  if (cleaned !== undefined) put(result, plan.name, cleaned);
}

function walkNull(walk: Walk, plan: AttributePlan, place: Place): void {
  if (plan.writeOnly) {
    walkWriteOnly(walk, plan, place);
    return;
  }
  if (!plan.optional || walk.nulls === 'read') return;
  if (walk.nulls === 'update' && isEmpty(valueBefore(place.before, plan.name))) return;
  note(walk, plan, place, 'unset');
}

/** A write-only value is in no plan and no state: null there says nothing of it. */
function walkWriteOnly(walk: Walk, plan: AttributePlan, place: Place): void {
  if (walk.redact) return;
  const { expressions } = place;
  if (typeof expressions === 'object' && !Object.hasOwn(expressions, plan.name)) {
    if (walk.nulls !== 'read') note(walk, plan, place, 'unset');
    return;
  }
  note(walk, plan, place, 'redacted');
  walk.sensitive.push(pathOf(plan, place));
}

function walkDocument(
  walk: Walk,
  plan: AttributePlan,
  value: Json,
  place: Place,
  result: Record<string, Json>,
): void {
  const unknown = place.unknown === undefined ? undefined : below(place.unknown, plan.name);
  if (unknown !== undefined && anyMarked(unknown)) {
    walkOpenDocument(walk, plan, value, unknown, place, result);
    return;
  }
  const document = decodeDocument(plan.document ?? 'json', value);
  if (document === undefined) note(walk, plan, place, 'malformed');
  else put(result, plan.name, document);
}

/** One whose text is not known, decoded from what makes it. */
function walkOpenDocument(
  walk: Walk,
  plan: AttributePlan,
  value: Json,
  unknown: Json,
  place: Place,
  result: Record<string, Json>,
): void {
  const open = openDocument(plan.document ?? 'json', value, unknown);
  if (open === undefined) {
    note(walk, plan, place, 'after-apply');
    return;
  }
  put(result, plan.name, open.document);
  const path = pathOf(plan, place);
  for (const inside of open.unknown) walk.unknown.push({ path: [...path, ...inside], reason: 'after-apply' });
}

/** Notes the sensitive places of a value that is there or unknown; gives their mirror, undefined where there are none. */
function noteSensitive(
  walk: Walk,
  plan: AttributePlan,
  place: Place,
  value: Json,
  unknown: Json | undefined,
): Json | undefined {
  const marks = place.sensitive === undefined ? undefined : below(place.sensitive, plan.name);
  if (plan.sensitive || marks === true) {
    walk.sensitive.push(pathOf(plan, place));
    return true;
  }
  if (marks === undefined || !anyMarked(marks)) return undefined;
  const path = pathOf(plan, place);
  eachMarked(marks, path, (found) => {
    const inside = found.slice(path.length);
    if (isThere(value, inside) || isMarkedAt(unknown, inside)) walk.sensitive.push(found);
  });
  return marks;
}

function isThere(value: Json | undefined, path: Path): boolean {
  let at: Json | undefined = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return false;
    at = (at as JsonObject)[step];
  }
  return at !== null && at !== undefined;
}

function isMarkedAt(mirror: Json | undefined, path: Path): boolean {
  let at = mirror;
  for (const step of path) at = below(at, step);
  return anyMarked(at);
}

function note(walk: Walk, plan: AttributePlan, place: Place, reason: Reason): void {
  if (place.path.length > 1) walk.unknown.push({ path: pathOf(plan, place), reason });
  else if (reason === 'unset') walk.unknown.push(plan.top.unset);
  else if (reason === 'after-apply') walk.unknown.push(plan.top.afterApply);
  else walk.unknown.push({ path: plan.top.path, reason });
}

function pathOf(plan: AttributePlan, place: Place): Path {
  return place.path.length > 1 ? [...place.path, plan.name] : plan.top.path;
}

function valueBefore(before: Json | undefined, name: string): Json | undefined {
  // A block that was not there before has nothing that was read from the cloud: left out now means left to the provider.
  if (typeof before !== 'object' || before === null) return false;
  return Object.hasOwn(before, name) ? (before as JsonObject)[name] : undefined;
}
