/** YAML as values with their places; what a file of ours needs none of is refused. */
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from 'yaml';
import { DriftlockError } from '../../errors.ts';
import type { Json } from '../../resource/resource.ts';
import { CONFIGURATION, type FileKind } from './find-config.ts';
import { depthBound } from './yaml-depth.ts';

/** A value, where it stands (`file:line:column`), and the same of what it is made of. */
export interface PlacedNode {
  readonly where: string;
  readonly value: Json;
  readonly members?: readonly PlacedMember[];
  readonly items?: readonly PlacedNode[];
}

export interface PlacedMember {
  readonly key: string;
  /** Of the key. */
  readonly where: string;
  readonly node: PlacedNode;
}

/** Aliases may stand for more than memory holds. */
const MOST_NODES = 50_000;
const DEEPEST = 64;
/** Of the text, before it is parsed: indentation counts by the column. */
const DEEPEST_TEXT = 400;

interface Reading {
  readonly file: string;
  readonly what: string;
  readonly lines: LineCounter;
  readonly document: Document;
  nodes: number;
}

/**
 * The one document of the text. Throws DriftlockError config with the place for what is no YAML 1.2, and for duplicate keys,
 * keys that are no texts, tags of one's own, numbers that JSON lacks, and aliases that stand for too much.
 */
export function readYaml(text: string, file: string, kind: FileKind = CONFIGURATION): PlacedNode {
  const lines = new LineCounter();
  const { what } = kind;
  const reading = { file, what, lines, document: parsed(text, file, lines, what), nodes: 0 };
  const { directives, contents } = reading.document;
  if (directives?.yaml.explicit === true && directives.yaml.version !== '1.2')
    throw refusal(
      reading,
      0,
      `YAML ${directives.yaml.version} is not read`,
      'take the %YAML line out: it is read as YAML 1.2',
    );
  if (contents === null || (isScalar(contents) && contents.value === null))
    throw new DriftlockError('config', `${what} says nothing`, { where: file, hint: kind.empty });
  return placed(reading, contents, contents.range?.[0] ?? 0, 0);
}

function parsed(text: string, file: string, lines: LineCounter, what: string): Document {
  if (depthBound(text) > DEEPEST_TEXT)
    throw new DriftlockError('config', `${what} is not YAML that is read: it is too deep`, {
      where: file,
      hint: 'brackets are not closed, or lines are indented by hundreds of columns',
    });
  try {
    // Keys are held against each other below: the parser takes the square of their number for it.
    const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false, version: '1.2' } as const;
    const document = parseDocument(text, options);
    const [first] = [...document.errors, ...document.warnings];
    if (first === undefined) return document;
    const reading = { file, what, lines, document, nodes: 0 };
    const said = first.code === 'MULTIPLE_DOCS' ? 'there is more than one document' : first.message;
    throw refusal(reading, first.pos[0], `${what} is not YAML: ${said}`);
  } catch (cause) {
    if (cause instanceof DriftlockError) throw cause;
    const said = (cause as Error).message;
    throw new DriftlockError('config', `${what} is not YAML: ${said}`, { where: file, cause });
  }
}

function whereOf({ file, lines }: Reading, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${file}:${line}:${col}`;
}

function refusal(reading: Reading, offset: number, message: string, hint?: string): DriftlockError {
  const where = whereOf(reading, offset);
  return new DriftlockError('config', message, { where, ...(hint === undefined ? {} : { hint }) });
}

/** `offset` is that of what stands before, for a value that nobody wrote. */
function placed(reading: Reading, node: unknown, offset: number, depth: number): PlacedNode {
  const at = (node as Node | null)?.range?.[0] ?? offset;
  reading.nodes += 1;
  if (reading.nodes > MOST_NODES || depth > DEEPEST)
    throw refusal(
      reading,
      at,
      `${reading.what} is too large: its aliases stand for too much, or it is too deep`,
    );
  if (isAlias(node)) return placed(reading, meant(reading, node, at), at, depth + 1);
  const where = whereOf(reading, at);
  if (isMap(node)) return { where, ...membersOf(reading, node.items, depth) };
  if (isSeq(node)) {
    const items = node.items.map((item) => placed(reading, item, at, depth + 1));
    return { where, items, value: items.map(({ value }) => value) };
  }
  return { where, value: isScalar(node) ? scalar(reading, node.value, at) : null };
}

function meant(reading: Reading, alias: Alias, at: number): unknown {
  const node = alias.resolve(reading.document);
  if (node === undefined) throw refusal(reading, at, `nothing before is named &${alias.source}`);
  return node;
}

function scalar(reading: Reading, value: unknown, at: number): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw refusal(
    reading,
    at,
    `${typeof value === 'number' ? `the number ${value}` : 'such a value'} is not read`,
  );
}

function membersOf(
  reading: Reading,
  pairs: readonly { readonly key: unknown; readonly value: unknown }[],
  depth: number,
): Pick<PlacedNode, 'members' | 'value'> {
  const members: PlacedMember[] = [];
  const seen = new Map<string, string>();
  for (const { key, value } of pairs) {
    const at = (key as Node | null)?.range?.[0] ?? 0;
    const name = isScalar(key) ? key.value : undefined;
    if (typeof name !== 'string')
      throw refusal(reading, at, 'a key is a text', 'write it in quotes: "true", "1"');
    const where = whereOf(reading, at);
    const other = seen.get(name);
    if (other !== undefined)
      throw refusal(reading, at, `the key "${name}" stands here twice`, `the other one is ${other}`);
    seen.set(name, where);
    members.push({ key: name, where, node: placed(reading, value, at, depth + 1) });
  }
  const value = Object.fromEntries(members.map(({ key, node }) => [key, node.value]));
  return { members, value };
}
