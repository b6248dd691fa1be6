/** What a plan does to a record that is folded out of its parent, told from the parent's values before. */
import type { Change, JsonObject, Path, Resource } from '../resource.ts';
import type { Carrier, Folded } from './carrier.ts';
import { foldOne } from './fold-one.ts';
import { marked, unmarked } from './tree.ts';

/**
 * A parent that is created, deleted or replaced does the same to what it holds. Of one that is updated, a record that
 * was there before with equal values is not touched (`no-op`), a setting that stands once per parent is updated, any
 * other is created. Rules that an update takes out of their parent give no record.
 */
export function childChange(
  parent: Resource,
  carrier: Carrier,
  folded: Folded,
  values: JsonObject,
): { readonly change: Change; readonly sensitive: readonly Path[] } | undefined {
  const { change } = parent;
  if (change === undefined) return undefined;
  const root: Path = ['change', 'before'];
  const hidden = parent.sensitive.some((path) => path[0] === 'change' && isOf(carrier, path[2]));
  // Sensitive values are not in `before`: what is left of the record cannot be told from a change.
  if (hidden) return { change: { actions: change.actions }, sensitive: [root] };
  if (change.before === undefined) return { change, sensitive: [] };
  const before = marked(change.before, root, parent.unknown, []);
  const candidates = foldOne(carrier, before, parent.type).filter(({ type }) => type === folded.type);
  const plainly = candidates.map((one) => unmarked(one.values, [], [], []) as JsonObject);
  const text = canonical(values);
  const equal = plainly.find((one) => canonical(one) === text);
  const single = folded.path.length === 1 && candidates.length === 1 && candidates[0]?.path.length === 1;
  const was = equal ?? (single ? plainly[0] : undefined);
  return {
    change: { actions: actionsOf(change.actions, equal, was), ...(was !== undefined && { before: was }) },
    sensitive: [],
  };
}

function actionsOf(parent: readonly string[], equal: unknown, was: unknown): readonly string[] {
  if (!parent.includes('update')) return parent;
  if (equal !== undefined) return ['no-op'];
  return was === undefined ? ['create'] : ['update'];
}

function isOf(carrier: Carrier, name: string | number | undefined): boolean {
  return carrier.alias === true || (typeof name === 'string' && Object.hasOwn(carrier.attributes, name));
}

function canonical(values: JsonObject): string {
  return JSON.stringify(values, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
