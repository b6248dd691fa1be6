/** Which places of its block a finding speaks of, with what is known of the members of lists on the way there. */
import type { Finding } from '../finding/finding.ts';
import { isObject } from '../resource/json-kind.ts';
import type { JsonObject, Path, PathSegment, Resource } from '../resource/resource.ts';
import { type BlockSchema, typeSchema } from '../resource/type-schema.ts';
import { valueAt } from '../resource/value-at.ts';

/** A member of a list, to know its block again by. */
export interface ListMember {
  readonly values?: JsonObject;
  /** The list keeps the order in which the configuration has its blocks. */
  readonly isOrdered: boolean;
  /** The values are those of a record that was folded out of it: some names and spellings differ. */
  readonly isFolded?: true;
}

export interface SourcePlace {
  /** From the top of the block that declares the resource. */
  readonly path: Path;
  /** For each number in the path. */
  readonly members: readonly ListMember[];
}

/** In the order in which they say where to look; none for what speaks of the resource as a whole. */
export function sourcePlaces(
  { decidedBy, unknown = [] }: Pick<Finding, 'decidedBy' | 'unknown'>,
  resource: Resource,
): SourcePlace[] {
  const read = [...decidedBy, ...unknown].flatMap(({ path }) => attributePath(path) ?? []);
  const { declared } = resource;
  if (declared === undefined || declared.path.length === 0)
    return read.map((path) => ({ path, members: membersOf(path, resource) }));
  const members = foldedMembers(declared.path, resource, declared.type);
  const inside = read.map((path) => ({
    path: [...declared.path, ...path],
    members: [...members, ...membersOf(path, resource)],
  }));
  return [...inside, { path: declared.path, members }];
}

/** The path of an attribute, of a path into a policy's input; of a link, the attribute that links. */
function attributePath([first, second, ...rest]: Path): [Path] | undefined {
  if (first === 'values') return second === undefined ? undefined : [[second, ...rest]];
  if (first === 'tags') return [second === undefined ? ['tags'] : ['tags', second]];
  if (first === 'refs' && typeof second === 'string') return [second.split('.')];
  return undefined;
}

function numbersIn(path: Path): number[] {
  return path.flatMap((step, depth) => (typeof step === 'number' ? [depth] : []));
}

function membersOf(path: Path, { provider, type, values }: Resource): ListMember[] {
  return numbersIn(path).map((depth) => {
    const value = valueAt(values, path.slice(0, depth + 1));
    const isOrdered = isList(typeSchema(provider, type), path.slice(0, depth));
    return isObject(value) ? { values: value, isOrdered } : { isOrdered };
  });
}

/** Only the record itself is at hand, which came out of the innermost of them. */
function foldedMembers(path: Path, { provider, values }: Resource, parent: string): ListMember[] {
  const numbers = numbersIn(path);
  return numbers.map((depth) => ({
    values,
    isOrdered: isList(typeSchema(provider, parent), path.slice(0, depth)),
    isFolded: true,
  }));
}

function isList(schema: BlockSchema | undefined, path: Path): boolean {
  let at: BlockSchema | undefined = schema;
  const names = path.filter((step): step is Exclude<PathSegment, number> => typeof step === 'string');
  for (const [index, name] of names.entries()) {
    if (at === undefined) return false;
    const nested = Object.hasOwn(at.blocks, name) ? at.blocks[name] : undefined;
    if (index === names.length - 1) {
      const type = Object.hasOwn(at.attributes, name) ? at.attributes[name]?.type : undefined;
      return nested === undefined ? Array.isArray(type) && type[0] === 'list' : nested.nesting === 'list';
    }
    at = nested?.block;
  }
  return false;
}
