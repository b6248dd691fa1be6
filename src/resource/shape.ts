/** The shape: a resource as a file has it becomes the one record that policies, reports and drift read. */
import { foldCarriers } from './carriers/fold.ts';
import { naturalKey } from './keys/natural-key.ts';
import type { RawResource } from './raw-resource.ts';
import type { Json, JsonObject, Path, Resource, Scope, Unknown } from './resource.ts';
import { awsScope, unknownScope } from './scope.ts';
import { type BlockPlan, blockPlan } from './shape/block-plan.ts';
import { anyMarked } from './shape/mirror.ts';
import type { Place, Walk } from './shape/walk.ts';
import { walkBlock } from './shape/walk-block.ts';
import { tagsOf } from './tags.ts';
import type { TypeSchema } from './type-schema.ts';

const VALUES: Path = ['values'];
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
export function shape(raw: RawResource, schema: TypeSchema | undefined): Resource[] {
  const own = raw.mode === 'managed' ? schema : undefined;
  const plan = blockPlan(own);
  const walk = walkValues(raw, plan);
  const tags = tagsOf(walk.values, walk.unknown, walk.sensitive);
  const scope = scopeOf(raw, walk.values);
  const before = beforeOf(raw, plan);
  for (const entry of tags.unknown) walk.unknown.push(entry);
  for (const entry of unknownScope(scope, raw.observed.from)) walk.unknown.push(entry);
  for (const entry of before.unknown) walk.unknown.push(entry);
  const record: Resource = {
    type: raw.type,
    provider: raw.provider,
    mode: raw.mode,
    schema: {
      provider: raw.provider,
      ...(raw.schemaVersion !== undefined && { version: raw.schemaVersion }),
    },
    address: raw.address,
    ...(typeof walk.values.id === 'string' && { id: walk.values.id }),
    scope,
    values: walk.values,
    tags: tags.tags,
    unknown: walk.unknown,
    sensitive: [...walk.sensitive, ...tags.sensitive, ...before.sensitive],
    ...(before.change !== undefined && { change: before.change }),
    ...(raw.deposed !== undefined && { deposed: raw.deposed }),
    ...(raw.previousAddress !== undefined && { previousAddress: raw.previousAddress }),
    observed: raw.observed,
  };
  const records = foldCarriers(record, own, raw.expressions);
  for (const one of records as { key?: string }[]) {
    const key = naturalKey(one as Resource);
    if (key !== undefined) one.key = key;
  }
  return records;
}

function walkValues(
  raw: RawResource,
  plan: BlockPlan,
): Pick<Walk, 'unknown' | 'sensitive'> & { readonly values: JsonObject } {
  const walk: Walk = { nulls: nullsOf(raw), redact: false, unknown: [], sensitive: [] };
  const values = walkBlock(walk, plan, raw.values, {
    unknown: raw.unknown,
    sensitive: anyMarked(raw.sensitive) ? raw.sensitive : undefined,
    before: raw.change?.before ?? undefined,
    expressions: raw.expressions,
    path: VALUES,
  });
  if (raw.unknown === true) walk.unknown.push({ path: VALUES, reason: 'after-apply' });
  if (raw.sensitive === true) walk.sensitive.push(VALUES);
  for (const listed of raw.sensitivePaths ?? []) {
    const path = [...VALUES, ...presentPart(values, listed)];
    if (path.length > 1) walk.sensitive.push(path);
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
  return /(^|\/)aws$/.test(raw.provider) ? awsScope(raw.type, raw.scope, values) : raw.scope;
}

interface Before {
  readonly change?: NonNullable<Resource['change']>;
  readonly unknown: readonly Unknown[];
  readonly sensitive: readonly Path[];
}

function beforeOf(raw: RawResource, plan: BlockPlan): Before {
  if (raw.change === undefined) return { unknown: [], sensitive: [] };
  const { actions, before, beforeSensitive } = raw.change;
  if (before === null) return { change: { actions }, unknown: [], sensitive: [] };
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
