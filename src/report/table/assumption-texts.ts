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

type Say = Sentence['say'];

function many(names: readonly string[], one: string, more: string): string {
  return `${listed(names, MOST_NAMES)} ${names.length === 1 ? one : more}`;
}

/** `detail` is what is referred to: `aws_kms_key.main.arn`. */
function referenceSet(detail: string | undefined): Say {
  const to = detail === undefined ? ['another resource', 'other resources'] : [detail, detail];
  return (names) =>
    many(names, `refers to ${to[0]} and is set once applied`, `refer to ${to[1]} and are set once applied`);
}

/** `detail` is the value and who says so; of a list of links, the record that stands there. */
function documentedDefault({ path, detail }: Assumption): Pick<Sentence, 'name' | 'say'> {
  const { owner, list } = linkPlace(path);
  const name = pathText(path);
  if (detail === undefined)
    return {
      name,
      say: (names) => many(names, 'has its documented default', 'have their documented defaults'),
    };
  if (list?.kind === 'referrers') return { name, say: () => `${owner} comes with ${list.type} ${detail}` };
  return { name, say: (names) => many(names, `is ${detail}`, `are ${detail}`) };
}

function sentenceOf(assumption: Assumption, source: string): Sentence {
  const { kind, path, detail } = assumption;
  const place = pathText(path);
  const name = detail === undefined ? place : `${place} (${detail})`;
  const alike = `${kind} ${detail ?? ''}`;
  switch (kind) {
    case 'reference-set':
      return { key: alike, name: place, say: referenceSet(detail) };
    case 'source':
      return {
        key: kind,
        name: place,
        say: (names) =>
          `${many(names, 'is', 'are')} as the configuration at hand has ${names.length === 1 ? 'it' : 'them'}`,
      };
    case 'documented-default':
      return { key: alike, ...documentedDefault(assumption) };
    case 'bare-reference':
      return { key: kind, name: detail ?? place, say: (names) => listed(names, MOST_REFERENCES) };
    case 'nothing-elsewhere':
      if (detail === undefined) return nothingElsewhere(path, source);
      return {
        key: kind,
        name,
        say: (names) => `nothing outside of ${source} bears on ${listed(names, MOST_NAMES)}`,
      };
    case 'instance-key':
      return {
        key: kind,
        name: path[0] === 'referrers' ? String(path[1]) : name,
        say: (names) => `resources with the same instance key belong together: ${listed(names, MOST_NAMES)}`,
      };
    case 'one-account':
      return { key: kind, name, say: () => `everything in ${source} lies in the one account that it tells` };
  }
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
