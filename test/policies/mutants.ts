/** Mutants of a case: one place that the policy reads has another value, or none. */
import type { ReadPath } from '../../src/resource/read-path.ts';
import type { Json } from '../../src/resource/resource.ts';
import type { Case } from './judged-case.ts';

type Step = string | number;
type Tree = Record<string, unknown>;

export interface Mutant {
  /** The place, in the policy's own words: `values.ingress[*].cidr`. */
  readonly read: string;
  readonly mutated: Case;
}

/** What a policy sees of a case, as far as a test can change it. */
function treeOf({ resource, links = {} }: Case): Tree {
  const { values, tags, change } = resource;
  return structuredClone({ values, tags, change, refs: links.refs, referrers: links.referrers }) as Tree;
}

function caseOf(one: Case, tree: Tree): Case {
  const { values, tags, change, refs, referrers } = tree;
  const links = {
    ...one.links,
    ...(refs === undefined ? {} : { refs }),
    ...(referrers === undefined ? {} : { referrers }),
  };
  const resource = { ...one.resource, values, tags, ...(change === undefined ? {} : { change }) };
  return { ...one, resource, links } as Case;
}

function at(tree: unknown, place: readonly Step[]): unknown {
  return place.reduce<unknown>((value, step) => (value as Tree | undefined)?.[step], tree);
}

/** The places that a read has in a tree; where steps are missing at its end, the one that would be made. */
function placesOf(tree: unknown, read: ReadPath, before: readonly Step[] = []): Step[][] {
  const [step, ...rest] = read;
  if (step === undefined || step === '') return [[...before]];
  if (step !== null) {
    const below = (tree as Tree | undefined)?.[step];
    if (below === undefined && rest.some((one) => one === null || one === '')) return [];
    return placesOf(below, rest, [...before, step]);
  }
  if (typeof tree !== 'object' || tree === null) return [];
  const keys: Step[] = Array.isArray(tree) ? [...tree.keys()] : Object.keys(tree);
  return keys.flatMap((key) => placesOf((tree as Tree)[key], rest, [...before, key]));
}

const REMOVED = Symbol('removed');

/** Values unlike this one, of its own kind and of what stands there in examples that fail. */
function others(value: unknown, seen: readonly unknown[]): unknown[] {
  const own: unknown[] = [REMOVED];
  if (typeof value === 'boolean') own.push(!value);
  if (typeof value === 'number') own.push(0, -1, value + 1, value * 1000);
  if (typeof value === 'string') own.push('*', 'none', 'Disabled');
  if (Array.isArray(value)) own.push([]);
  if (value === undefined) own.push(true, false, 0, '*');
  const texts = new Set([JSON.stringify(value)]);
  return [...own, ...seen].filter((one) => {
    const text = one === REMOVED ? 'removed' : JSON.stringify(one);
    if (texts.has(text) || (one === REMOVED && value === undefined)) return false;
    texts.add(text);
    return true;
  });
}

function written(tree: Tree, place: readonly Step[], value: unknown): Tree {
  const copy = structuredClone(tree);
  let holder: unknown = copy;
  for (const step of place.slice(0, -1)) {
    const steps = holder as Tree;
    steps[step] ??= {};
    holder = steps[step];
  }
  const last = place.at(-1) as Step;
  if (value !== REMOVED) (holder as Tree)[last] = structuredClone(value);
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete (holder as Tree)[last];
  return copy;
}

export function readText(read: ReadPath): string {
  return read.reduce<string>((text, step) => {
    if (step === '') return `${text}?`;
    return text + (typeof step === 'string' ? `${text === '' ? '' : '.'}${step}` : '[*]');
  }, '');
}

/** All mutants of a passing case, by the reads of its policy and what stands at those in cases that fail. */
export function mutantsOf(passing: Case, reads: readonly ReadPath[], failing: readonly Case[]): Mutant[] {
  const tree = treeOf(passing);
  const failed = failing.map(treeOf);
  // Whether there is a record is asked of lists that have none, too.
  const lists: readonly ReadPath[] = reads.flatMap((read) => (read.at(-1) === '' ? [read.slice(0, -2)] : []));
  return [...reads, ...lists].flatMap((read) => {
    const seen = failed.flatMap((one) => placesOf(one, read).map((place) => at(one, place)));
    const values = seen.filter((value): value is Json => value !== undefined);
    const places = placesOf(tree, read);
    return places.flatMap((place) =>
      others(at(tree, place), values)
        .filter((value) => !lists.includes(read) || Array.isArray(value))
        .map((value) => ({
          read: readText(lists.includes(read) ? [...read, null, ''] : read),
          mutated: caseOf(passing, written(tree, place, value)),
        })),
    );
  });
}
