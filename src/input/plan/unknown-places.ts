/** Places of a plan's JSON whose values are not known yet: what raw policies find missing there. */
import { isList, isObject, member, text } from '../../resource/json-kind.ts';
import type { Json, JsonObject, Path } from '../../resource/resource.ts';

export interface UnknownPlace {
  /** From the top of the document down. */
  readonly path: Path;
  /** The resource, where it is one's; outputs have none. */
  readonly address?: string;
  /** From the values of the resource or output down. */
  readonly inner: Path;
}

type Inner = readonly Path[];

/**
 * From the mirrors (`after_unknown`) of resource and output changes, and where the same values stand in
 * `planned_values`.
 */
export function unknownPlaces(plan: JsonObject): UnknownPlace[] {
  const found: UnknownPlace[] = [];
  const byAddress = new Map<string, Inner>();
  for (const [index, one] of elements(plan.resource_changes)) {
    const inner = marked(member(member(one, 'change'), 'after_unknown'), []);
    const address = text(one, 'address');
    if (inner.length === 0) continue;
    if (address !== undefined && text(one, 'deposed') === undefined) byAddress.set(address, inner);
    add(found, ['resource_changes', index, 'change', 'after'], inner, address);
  }
  for (const [name, change] of Object.entries(isObject(plan.output_changes) ? plan.output_changes : {})) {
    const inner = marked(member(change, 'after_unknown'), []);
    add(found, ['output_changes', name, 'after'], inner, undefined);
    add(found, ['planned_values', 'outputs', name, 'value'], inner, undefined);
  }
  addPlanned(found, byAddress, member(plan.planned_values, 'root_module'), ['planned_values', 'root_module']);
  return found;
}

function add(found: UnknownPlace[], at: Path, inner: Inner, address: string | undefined): void {
  for (const one of inner)
    found.push({ path: [...at, ...one], inner: one, ...(address === undefined ? {} : { address }) });
}

function addPlanned(
  found: UnknownPlace[],
  byAddress: ReadonlyMap<string, Inner>,
  module: Json | undefined,
  at: Path,
): void {
  for (const [index, resource] of elements(member(module, 'resources'))) {
    const address = text(resource, 'address');
    const inner = address === undefined ? undefined : byAddress.get(address);
    if (inner !== undefined) add(found, [...at, 'resources', index, 'values'], inner, address);
  }
  for (const [index, child] of elements(member(module, 'child_modules')))
    addPlanned(found, byAddress, child, [...at, 'child_modules', index]);
}

function elements(list: Json | undefined): [index: number, element: JsonObject][] {
  if (!isList(list)) return [];
  return list.flatMap((element, index): [number, JsonObject][] =>
    isObject(element) ? [[index, element]] : [],
  );
}

/** Paths at which a mirror says `true`. */
function marked(mirror: Json | undefined, at: Path): Path[] {
  if (mirror === true) return [at];
  if (isList(mirror)) return mirror.flatMap((inner, index) => marked(inner, [...at, index]));
  if (!isObject(mirror)) return [];
  return Object.entries(mirror).flatMap(([name, inner]) => marked(inner, [...at, name]));
}
