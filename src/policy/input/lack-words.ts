/** Why a path of input leads nowhere, in words that name the nearest that does. */
import { nearest } from '../../config/nearest.ts';
import type { ReadPath } from '../../resource/read-path.ts';
import type { Lack } from './find-place.ts';
import type { InputNode, NamedNode } from './input-node.ts';

const KIND_WORDS: Readonly<Record<string, string>> = {
  array: 'a list',
  map: 'an object',
  object: 'an object',
  string: 'a string',
  number: 'a number',
  boolean: 'a boolean',
  null: 'null',
  set: 'a set',
};

export function kindWords(kinds: Iterable<string>): string {
  return [...kinds].map((kind) => KIND_WORDS[kind] ?? kind).join(' or ');
}

/** `input.values.ingress[_].from_port`, as a policy writes it. */
export function readWords(path: ReadPath): string {
  let text = 'input';
  for (const step of path) {
    if (step === null) text += '[_]';
    else if (typeof step === 'string' && /^[A-Za-z_]\w*$/.test(step)) text += `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}

/** More types than these are counted. */
const FEW_TYPES = 3;
/** As many names as an error lists where none is alike. */
const FEW_NAMES = 8;

/** One line; what is wrong and what to write instead. */
export function lackWords(path: ReadPath, lack: Lack): string {
  const { said, offer } = lackParts(path, lack);
  return offer === undefined ? said : `${said}; ${offer}`;
}

/** What is wrong, and apart from it the nearest name, or the few that there are. */
export function lackParts(
  path: ReadPath,
  { step, inside }: Lack,
): { readonly said: string; readonly offer?: string } {
  const name = path[step];
  const place = `\`${readWords(path.slice(0, step + 1))}\``;
  const above = `\`${readWords(path.slice(0, step))}\``;
  const named = inside.filter((node) => node.kind === 'object');
  if (named.length === 0) return { said: otherThanObject(place, above, inside, name) };
  const text = String(name ?? '_');
  const instead = named.map((node) => node.instead?.(text)).find((words) => words !== undefined);
  if (instead !== undefined) return { said: `${place}: ${instead}` };
  const noun = named[0]?.noun ?? 'member';
  const owners = [...new Set(named.map(({ what }) => what))];
  const said =
    owners.length <= FEW_TYPES
      ? `${owners.join(' or ')} has no ${noun} \`${text}\``
      : `none of the ${owners.length} types has \`${text}\``;
  const offer = offerOf(named, text);
  return { said: `${place}: ${said}`, ...(offer === undefined ? {} : { offer }) };
}

function otherThanObject(
  place: string,
  above: string,
  inside: readonly InputNode[],
  name: ReadPath[number] | undefined,
): string {
  if (inside.some(({ kind }) => kind === 'array'))
    return `${place}: ${above} is a list: go through it with \`some … in ${above.slice(1, -1)}\`, then read \`${String(name)}\``;
  const kinds = kindWords(new Set(inside.map(({ kind }) => kind)));
  return name === null || name === undefined
    ? `${above} is ${kinds}: there is nothing to go through`
    : `${place}: ${above} is ${kinds}: nothing lies below it`;
}

function offerOf(named: readonly NamedNode[], name: string): string | undefined {
  const known = [...new Set(named.flatMap((node) => node.names()))];
  const alike = nearest(name, known);
  if (alike !== undefined) return `did you mean \`${alike}\`?`;
  if (known.length > 0 && known.length <= FEW_NAMES) return `it has ${known.join(', ')}`;
  return undefined;
}
