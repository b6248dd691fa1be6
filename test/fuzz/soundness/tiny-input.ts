/** The input that random policies read, so small that every value of an unknown place can be tried. */
import type { Json, JsonObject, LinkedResource, Path } from '../../../src/resource/resource.ts';
import type { Random } from '../random.ts';
import { linkLists } from './candidates.ts';
import { isLinkList } from './link-place.ts';
import type { Subject } from './subject.ts';
import { ABSENT, type Value } from './tree-edit.ts';

const TEXTS: readonly Json[] = ['x', 'y', 'z'];
const FLAGS: readonly Json[] = [true, false];
const NUMBERS: readonly Json[] = [1, 2, 3];
const LISTS: readonly Json[] = [[], ['x'], ['y'], ['x', 'y'], ['z', 'x']];
const MAPS: readonly Json[] = [{}, { x: 'x' }, { x: 'y' }, { y: 'x' }, { x: 'z', y: 'x' }];

/** Members of an element, of a record's values, of a block, and of `values` itself that are no list of objects. */
const MEMBERS: Readonly<Record<string, readonly Json[]>> = {
  a: TEXTS,
  b: FLAGS,
  n: NUMBERS,
  s: LISTS,
  m: MAPS,
  p: NUMBERS,
  c: TEXTS,
  e: FLAGS,
  cs: LISTS,
  f: TEXTS,
  g: FLAGS,
  v: TEXTS,
  w: FLAGS,
};

function objectOf(names: readonly string[], random: Random): JsonObject {
  const kept = names.filter(() => !random.oneIn(4));
  return Object.fromEntries(kept.map((name) => [name, random.pick(MEMBERS[name] ?? TEXTS)]));
}

const element = (random: Random): JsonObject => objectOf(['p', 'c', 'e', 'cs'], random);
const block = (random: Random): JsonObject => objectOf(['f', 'g'], random);

function several<T>(make: (random: Random) => T, random: Random): T[] {
  return Array.from({ length: random.int(3) }, () => make(random));
}

function record(random: Random): LinkedResource {
  return { scope: {}, tags: {}, values: objectOf(['v', 'w'], random), unknown: [], sensitive: [] };
}

/** A resource of `type` with its links; nothing of it is unknown. */
export function tinySubject(type: string, random: Random): Subject {
  const own = objectOf(['a', 'b', 'n', 's', 'm'], random);
  const lists: JsonObject = {
    ...(random.oneIn(6) ? {} : { l: several(element, random) }),
    ...(random.oneIn(4) ? {} : { o: [block(random)] }),
  };
  return {
    name: `${type}.one`,
    resource: {
      type,
      provider: 'registry.terraform.io/example/fuzz',
      mode: 'managed',
      schema: { provider: 'registry.terraform.io/example/fuzz' },
      address: `${type}.one`,
      scope: random.oneIn(4) ? {} : { region: String(random.pick(TEXTS)) },
      values: { ...own, ...lists },
      tags: random.pick(MAPS) as JsonObject,
      unknown: [],
      sensitive: [],
      observed: { from: 'plan' },
    },
    links: {
      refs: { a: several(record, random) },
      referrers: { fuzz_other: { thing: several(record, random) } },
      unknown: [],
      assumes: [],
    },
  };
}

/** Every value that may stand at a place of such a resource; of lists of objects a sample. */
export function tinyValues(path: Path, records: readonly Json[], random: Random): Value[] {
  if (isLinkList(path)) {
    const { unknown: _, sensitive: __, ...other } = record(random);
    return linkLists(records, [other as unknown as Json, { scope: {}, tags: {}, values: {} }], random);
  }
  const last = path.at(-1);
  if (path.length === 1) return [ABSENT, ...MAPS];
  if (path[0] !== 'tags' && typeof last === 'string' && last in MEMBERS && path.at(-2) !== 'm')
    return [ABSENT, ...(MEMBERS[last] ?? [])];
  if (last === 'l' || last === 'o') {
    const make = last === 'l' ? element : block;
    const lists = Array.from({ length: 16 }, (): Json => several(make, random));
    return [ABSENT, [], ...lists];
  }
  if (typeof last === 'number' && path.at(-2) !== 's' && path.at(-2) !== 'cs') {
    const make = path.at(-2) === 'o' ? block : element;
    return [ABSENT, {}, ...Array.from({ length: 14 }, (): Json => make(random))];
  }
  return [ABSENT, ...TEXTS];
}
