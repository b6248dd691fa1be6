/** What a verdict leans on, in plain words: one text for all assumptions that say the same of other places. */
import type { Assumption } from '../../resource/resource.ts';
import { type LinkList, linkPlace, scopeOf } from './link-place.ts';
import { pathText } from './path-text.ts';
import { listed } from './words.ts';

/** Names listed in one text. */
const MOST_NAMES = 12;
const MOST_REFERENCES = 2;

interface Sentence {
  /** Assumptions of one key make one sentence. */
  readonly key: string;
  readonly name: string;
  readonly say: (names: readonly string[]) => string;
}

/** `source` is what was read, `this plan`. */
function absent(owner: string, list: LinkList, source: string): Omit<Sentence, 'key'> {
  if (list.kind === 'refs')
    return {
      name: list.attribute,
      say: (names) =>
        `what ${listed(names, MOST_NAMES)} ${names.length === 1 ? 'names' : 'name'} is not in ${source} and counts as absent`,
    };
  const scope = scopeOf(list);
  const where = owner === 'it' ? (scope ?? owner) : owner;
  return {
    name: list.type,
    say: (names) => {
      if (scope !== undefined)
        return names.length === 1
          ? `${where} has no ${names[0]} outside of ${source}`
          : `${where} has none of these outside of ${source}: ${listed(names, MOST_NAMES)}`;
      return names.length === 1
        ? `no ${names[0]} outside of ${source} refers to ${where}`
        : `nothing outside of ${source} refers to ${where}: ${listed(names, MOST_NAMES)}`;
    },
  };
}

function nothingElsewhere(path: Assumption['path'], source: string): Sentence {
  const { owner, list } = linkPlace(path);
  if (list === undefined)
    return {
      key: 'elsewhere',
      name: pathText(path),
      say: (names) => `nothing outside of ${source} bears on ${listed(names, MOST_NAMES)}`,
    };
  const sentence = absent(owner, list, source);
  return { ...sentence, key: `${list.kind} ${owner} ${list.kind === 'refs' ? '' : scopeOf(list)}` };
}

function sentenceOf({ kind, path, detail }: Assumption, source: string): Sentence {
  const place = pathText(path);
  const name = detail === undefined ? place : kind === 'bare-reference' ? detail : `${place} (${detail})`;
  if (kind === 'nothing-elsewhere' && detail === undefined) return nothingElsewhere(path, source);
  const many = (names: readonly string[], one: string, more: string) =>
    `${listed(names, MOST_NAMES)} ${names.length === 1 ? one : more}`;
  const say = {
    'reference-set': (names) =>
      many(names, 'refers to another resource and is', 'refer to other resources and are').concat(
        ' set once applied',
      ),
    'bare-reference': (names) => listed(names, MOST_REFERENCES),
    'documented-default': (names) =>
      many(names, 'has its documented default', 'have their documented defaults'),
    'nothing-elsewhere': (names) => `nothing outside of ${source} bears on ${listed(names, MOST_NAMES)}`,
    'instance-key': (names) =>
      `resources with the same instance key belong together: ${listed(names, MOST_NAMES)}`,
    'one-account': () => `everything in ${source} lies in the one account that it tells`,
  } satisfies Record<Assumption['kind'], (names: readonly string[]) => string>;
  const linked = kind === 'instance-key' && path[0] === 'referrers' ? String(path[1]) : name;
  return { key: kind, name: linked, say: say[kind] };
}

/** In the order in which each kind is first met; names once each. */
export function assumptionTexts(assumes: readonly Assumption[], source: string): string[] {
  const groups = new Map<string, { names: Set<string>; say: Sentence['say'] }>();
  for (const assumption of assumes) {
    const { key, name, say } = sentenceOf(assumption, source);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { names: new Set([name]), say });
    else group.names.add(name);
  }
  return [...groups.values()].map(({ names, say }) => say([...names]));
}
