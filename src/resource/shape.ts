/** The shape: a resource as a file has it becomes the one record that policies, reports and drift read. */
import { foldCarriers } from './carriers/fold.ts';
import { statedBefore } from './carriers/stated-before.ts';
import { naturalKey } from './keys/natural-key.ts';
import type { RawResource } from './raw-resource.ts';
import type { Json, JsonObject, Path, Resource, Scope, Unknown } from './resource.ts';
import { awsScope, unknownScope } from './scope.ts';
import { isHidden, sensitiveCopies, withoutPlaces } from './sensitive-copies.ts';
import { type BlockPlan, blockPlan } from './shape/block-plan.ts';
import { anyMarked } from './shape/mirror.ts';
import { withSettledCopies } from './shape/settled-copies.ts';
import { tellReasons } from './shape/tell-reasons.ts';
import { untoldPlaces } from './shape/untold-places.ts';
import type { Place, Walk } from './shape/walk.ts';
import { walkBlock } from './shape/walk-block.ts';
import { tagsOf } from './tags.ts';
import type { TypeSchema } from './type-schema.ts';

const VALUES: Path = ['values'];
const ID: Path = ['values', 'id'];
const BEFORE: Path = ['change', 'before'];

/**
 * The record of a resource, followed by those that are folded out of it (inline rules, bucket settings, …); an alias
 * (`aws_alb`, `aws_security_group_rule`, …) gives only the records that it stands for. `schema` is that of the
 * resource's type (`typeSchema`), undefined for a type that none is known of; data sources are read without one.
 *
 * - Absence is a missing key: null goes, and `""`, `[]`, `{}` of attributes that are not required.
 * - `unknown` holds `after-apply` and `unset` places of a plan and `malformed` documents; an unknown element of a list
 *   is null in `values`, so that the others keep their places.
 * - Documents are decoded, IAM documents canonical; sensitive places are listed, never left out, but in
 *   `change.before`, where they are left out and listed below `['change', 'before']`.
 */
export function shape(given: RawResource, schema: TypeSchema | undefined): Resource[] {
  const raw = withSettledCopies(given);
  const own = raw.mode === 'managed' ? schema : undefined;
  const plan = blockPlan(own);
  const walk = walkValues(raw, plan);
  const before = withCopies(raw, own, walk, beforeOf(raw, plan));
  const tags = tagsOf(walk.values, walk.unknown, walk.sensitive, raw.addsNoTags === true);
  const scope = scopeOf(raw, walk.values);
  for (const entry of tags.unknown) walk.unknown.push(entry);
  for (const entry of unknownScope(scope, raw.observed.from)) walk.unknown.push(entry);
  for (const entry of before.unknown) walk.unknown.push(entry);
  for (const path of tags.sensitive) walk.sensitive.push(path);
  for (const path of before.sensitive) walk.sensitive.push(path);
  const whole: Draft = recordOf(raw, walk, tags.tags, scope, before);
  const untold = raw.observed.from === 'state' && own !== undefined ? untoldPlaces(raw.values, own) : NOTHING;
  if (untold.length > 0) whole.untold = untold;
  if (raw.fromSource !== undefined) whole.fromSource = raw.fromSource.map((name) => [...VALUES, name]);
  const records = foldCarriers(whole, own, expressionsOf(raw));
  const [first] = records as Draft[];
  const stated = before.change?.before === undefined ? NOTHING : statedBefore(whole, own);
  if (first !== undefined && stated.length > 0) first.statedBefore = stated;
  for (const one of records as Draft[]) {
    const key = naturalKey(one);
    if (key !== undefined) one.key = key;
  }
  return records;
}

/** A record while it is put together: one field after the other, as this is done for every resource of a plan. */
type Draft = { -readonly [Key in keyof Resource]: Resource[Key] };

function recordOf(raw: RawResource, walk: Walked, tags: JsonObject, scope: Scope, before: Before): Resource {
  const { provider, schemaVersion } = raw;
  const record: Partial<Draft> = {
    type: raw.type,
    provider,
    mode: raw.mode,
    schema: schemaVersion === undefined ? { provider } : { provider, version: schemaVersion },
    address: raw.address,
  };
  if (typeof walk.values.id === 'string' && !isHidden(ID, walk.sensitive)) record.id = walk.values.id;
  record.scope = scope;
  record.values = walk.values;
  record.tags = tags;
  record.unknown = walk.unknown;
  record.sensitive = walk.sensitive;
  if (before.change !== undefined) record.change = before.change;
  if (raw.deposed !== undefined) record.deposed = raw.deposed;
  if (raw.previousAddress !== undefined) record.previousAddress = raw.previousAddress;
  record.observed = raw.observed;
  return record as Resource;
}

type Walked = Pick<Walk, 'unknown' | 'sensitive'> & { readonly values: JsonObject };

/** A file may hold null where Terraform leaves the member out. */
function expressionsOf({ expressions }: RawResource): JsonObject | undefined {
  return expressions ?? undefined;
}

function walkValues(raw: RawResource, plan: BlockPlan): Walked {
  const walk: Walk = { nulls: nullsOf(raw), redact: false, unknown: [], sensitive: [] };
  const values = walkBlock(walk, plan, raw.values, {
    unknown: raw.unknown,
    sensitive: anyMarked(raw.sensitive) ? raw.sensitive : undefined,
    before: raw.change?.before ?? undefined,
    expressions: expressionsOf(raw),
    path: VALUES,
  });
  if (raw.reasons !== undefined) tellReasons(walk.unknown, raw.reasons);
  if (raw.unknown === true) walk.unknown.push({ path: VALUES, reason: raw.unknownReason ?? 'after-apply' });
  if (raw.unread !== undefined)
    for (const one of raw.unread) walk.unknown.push({ ...one, path: [...VALUES, ...one.path] });
  if (raw.sensitive === true) walk.sensitive.push(VALUES);
  if (raw.sensitivePaths !== undefined) {
    for (const listed of raw.sensitivePaths) {
      const path = [...VALUES, ...presentPart(values, listed)];
      if (path.length > 1) walk.sensitive.push(path);
    }
  }
  return { values, unknown: walk.unknown, sensitive: walk.sensitive };
}

/** What a null means, by what the plan is about to do: see `Walk.nulls`. */
function nullsOf(raw: RawResource): Walk['nulls'] {
  if (raw.mode === 'data' || raw.change === undefined) return 'read';
  const { actions } = raw.change;
  if (actions.includes('create')) return 'create';
  return actions.includes('update') || actions.includes('no-op') ? 'update' : 'read';
}

/** As much of a path as leads to a value: down to the document that holds it; nothing where the value is absent. */
function presentPart(values: JsonObject, listed: Path): Path {
  let at: Json | undefined = values;
  for (const [depth, step] of listed.entries()) {
    if (typeof at !== 'object' || at === null) return listed.slice(0, depth);
    if (!Object.hasOwn(at, step)) return [];
    at = (at as JsonObject)[step];
  }
  return listed;
}

function scopeOf(raw: RawResource, values: JsonObject): Scope {
  const isAws = raw.provider === 'aws' || raw.provider.endsWith('/aws');
  return isAws ? awsScope(raw.type, raw.scope, values) : raw.scope;
}

interface Before {
  readonly change?: NonNullable<Resource['change']>;
  readonly unknown: readonly Unknown[];
  readonly sensitive: readonly Path[];
}

const NOTHING: readonly never[] = [];
const NO_CHANGE: Before = { unknown: NOTHING, sensitive: NOTHING };

function beforeOf(raw: RawResource, plan: BlockPlan): Before {
  if (raw.change === undefined) return NO_CHANGE;
  const { actions, before, beforeSensitive } = raw.change;
  if (before === null) return { change: { actions }, unknown: NOTHING, sensitive: NOTHING };
  const walk: Walk = { nulls: 'read', redact: true, unknown: [], sensitive: [] };
  const place: Place = {
    unknown: undefined,
    sensitive: anyMarked(beforeSensitive) ? beforeSensitive : undefined,
    before: undefined,
    expressions: undefined,
    path: BEFORE,
  };
  if (beforeSensitive === true) return { change: { actions }, unknown: [], sensitive: [BEFORE] };
  const values = walkBlock(walk, plan, before, place);
  return { change: { actions, before: values }, unknown: walk.unknown, sensitive: walk.sensitive };
}

/** Notes the copies of sensitive values in `walk`; gives the values before without theirs. */
function withCopies(raw: RawResource, schema: TypeSchema | undefined, walk: Walked, before: Before): Before {
  if (walk.sensitive.length === 0 && before.sensitive.length === 0) return before;
  const { change } = before;
  const now = { root: VALUES, raw: raw.values, shaped: walk.values, sensitive: walk.sensitive };
  const rawBefore = raw.change?.before;
  const was =
    change?.before === undefined || rawBefore === null || rawBefore === undefined
      ? undefined
      : { root: BEFORE, raw: rawBefore, shaped: change.before, sensitive: before.sensitive };
  const copies = sensitiveCopies(now, was, schema);
  for (const path of copies.after) walk.sensitive.push(path);
  if (change?.before === undefined || copies.before.length === 0) return before;
  const rest = withoutPlaces(
    change.before,
    copies.before.map((path) => path.slice(BEFORE.length)),
  );
  const sensitive = [...before.sensitive, ...copies.before];
  return { change: { ...change, before: rest }, unknown: before.unknown, sensitive };
}
