/** Structural changes to a plan or state: what broken writers, newer versions and hostile hands make of one. */
import {
  type Branch,
  branchAt,
  cloned,
  isBranch,
  listAt,
  modules,
  type Place,
  setMember,
  type Tree,
} from './json-tree.ts';
import type { Random } from './random.ts';
import { ACTIONS, ADDRESSES, NAMES, oddValue, PROVIDERS, TYPES } from './values.ts';

type Mutation = (document: Branch, random: Random) => void;

/** The elements that stand for resources, in all sections. */
function elementsOf(document: Branch): Branch[] {
  const lists = [
    listAt(document, 'resource_changes'),
    listAt(document, 'resources'),
    ...[document.values, document.planned_values, branchAt(document, 'prior_state')?.values].flatMap((tree) =>
      [...modules(tree)].map((module) => listAt(module, 'resources')),
    ),
  ];
  return lists.flat().filter(isBranch);
}

function anElement(document: Branch, random: Random): Branch | undefined {
  const elements = elementsOf(document);
  return elements.length === 0 ? undefined : random.pick(elements);
}

/** Any place, those near the resources more often: a part is chosen first, then a place in it. */
function aPlace(document: Branch, random: Random): Place | undefined {
  const element = anElement(document, random);
  const change = branchAt(element, 'change');
  const parts = [document, element, change, change?.after, change?.after_unknown, document.configuration];
  let place: Place | undefined;
  let at: Tree = random.pick(parts) ?? document;
  while (place === undefined || !random.oneIn(4)) {
    const keys: string[] = typeof at === 'object' && at !== null ? Object.keys(at) : [];
    if (keys.length === 0) break;
    const holder = at as Tree[] | Branch;
    const key = Array.isArray(holder) ? random.int(keys.length) : random.pick(keys);
    at = (holder as Record<string | number, Tree>)[key] as Tree;
    place = { holder, key, value: at };
  }
  return place;
}

function atPlace(act: (place: Place, random: Random) => void): Mutation {
  return (document, random) => {
    const place = aPlace(document, random);
    if (place !== undefined) act(place, random);
  };
}

function ofElement(act: (element: Branch, random: Random, document: Branch) => void): Mutation {
  return (document, random) => {
    const element = anElement(document, random);
    if (element !== undefined) act(element, random, document);
  };
}

function remove({ holder, key }: Place): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

function rename({ holder, key, value }: Place, random: Random): void {
  if (Array.isArray(holder)) return;
  delete holder[key];
  setMember(holder, random.pick(NAMES), value);
}

/** A mirror that does not follow its values: marks anywhere, with any shape. */
function mirror(element: Branch, random: Random): void {
  const change = branchAt(element, 'change');
  const holder = change ?? element;
  const names = change === undefined ? ['sensitive_values'] : MIRRORS;
  const shape = random.int(4);
  const after = change?.after ?? element.values ?? null;
  setMember(
    holder,
    random.pick(names),
    shape === 0 ? true : shape === 1 ? oddValue(random) : marked(after, random, shape === 2 ? 3 : 8),
  );
}

const MIRRORS = ['after_unknown', 'after_sensitive', 'before_sensitive'];

/** The shape of `value` with some places marked and some forgotten. */
function marked(value: Tree, random: Random, oneOf: number): Tree {
  if (random.oneIn(oneOf)) return random.pick<Tree>([true, true, true, false, 'true', null, [], {}]);
  if (Array.isArray(value)) return value.map((item) => marked(item, random, oneOf));
  if (!isBranch(value)) return false;
  const out: Branch = {};
  for (const [key, below] of Object.entries(value)) setMember(out, key, marked(below, random, oneOf));
  return out;
}

const MUTATIONS: readonly Mutation[] = [
  atPlace(({ holder, key }, random) => setMember(holder, key, oddValue(random))),
  atPlace(({ holder, key }, random) => setMember(holder, key, oddValue(random))),
  atPlace(({ holder, key }) => setMember(holder, key, null)),
  atPlace(remove),
  atPlace(rename),
  atPlace(({ holder, key, value }) => setMember(holder, key, [value])),
  atPlace(({ holder, key, value }) => setMember(holder, key, { [String(key)]: value })),
  atPlace(({ holder, key, value }) => {
    const [first] = typeof value === 'object' && value !== null ? Object.values(value) : [];
    if (first !== undefined) setMember(holder, key, first);
  }),
  atPlace(({ value }, random) => {
    if (isBranch(value)) setMember(value, random.pick(NAMES), oddValue(random));
  }),
  atPlace(({ value }) => {
    if (Array.isArray(value)) value.push(...cloned(value).slice(0, 3));
  }),
  (document, random) => {
    const [one, other] = [aPlace(document, random), aPlace(document, random)];
    if (one === undefined || other === undefined) return;
    const value = cloned(one.value);
    setMember(one.holder, one.key, cloned(other.value));
    setMember(other.holder, other.key, value);
  },
  (document, random) => {
    delete document[random.pick(Object.keys(document))];
  },
  (document, random) =>
    setMember(
      document,
      random.pick([
        'complete',
        'errored',
        'format_version',
        'deferred_changes',
        'checks',
        'variables',
        'version',
      ]),
      oddValue(random),
    ),
  ofElement((element, random) => setMember(element, 'address', random.pick(ADDRESSES))),
  ofElement((element, random, document) => {
    setMember(element, 'address', anElement(document, random)?.address ?? null);
  }),
  ofElement((element, random) => setMember(element, 'type', random.pick(TYPES))),
  ofElement((element, random) => {
    if (random.oneIn(3)) delete element.provider_name;
    else setMember(element, 'provider' in element ? 'provider' : 'provider_name', random.pick(PROVIDERS));
  }),
  ofElement((element, random) => {
    const change = branchAt(element, 'change');
    if (change !== undefined) setMember(change, 'actions', cloned(random.pick(ACTIONS)));
  }),
  ofElement((element, random) => {
    const change = branchAt(element, 'change');
    if (change !== undefined) delete change[random.pick(['before', 'after', 'actions', ...MIRRORS])];
    else delete element[random.pick(['values', 'instances', 'sensitive_values', 'address', 'mode'])];
  }),
  ofElement((element, random) =>
    setMember(element, 'mode', random.pick<Tree>(['data', 'managed', 'ephemeral', '', null, 1])),
  ),
  ofElement((element, random) =>
    setMember(
      element,
      random.pick(['deposed', 'deposed_key', 'previous_address']),
      random.pick<Tree>(['00000001', '', 0, null]),
    ),
  ),
  ofElement(mirror),
  ofElement(mirror),
  ofElement((element, _, document) => listAt(document, 'resource_changes').push(cloned(element))),
];

/** One to five mutations, in place. */
export function mutate(document: Branch, random: Random): void {
  for (let count = 1 + random.int(random.oneIn(3) ? 5 : 2); count > 0; count--)
    random.pick(MUTATIONS)(document, random);
}
