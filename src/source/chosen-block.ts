/** Which of several nested blocks of one name a member of a list came from. */
import type { Json, PathSegment } from '../resource/resource.ts';
import type { BodyAttribute, BodyBlock } from './body.ts';
import { literalList, literalOf } from './literal.ts';
import { bodyOf, type SourceFile } from './source-file.ts';
import type { ListMember } from './source-places.ts';

export interface WantedMember {
  /** Undefined where the list as a whole is meant. */
  readonly index: number | undefined;
  readonly member: ListMember | undefined;
  /** What of the member is looked for. */
  readonly next: PathSegment | undefined;
}

export interface ChosenBlock {
  readonly block: BodyBlock;
  /** What holds its attributes: of a `dynamic` block its `content`. */
  readonly content: BodyBlock;
}

/**
 * One alone is it. Of several, that at the index where the list has the order of the configuration and no `dynamic` block
 * makes any; else the one against which the fewest of its written values speak. Undefined where that leaves more than one:
 * a wrong line is worse than that of the block around it.
 */
export function chosenBlock(
  source: SourceFile,
  blocks: readonly BodyBlock[],
  wanted: WantedMember,
): ChosenBlock | undefined {
  const all = blocks.map((block) => ({ block, content: contentOf(source, block) }));
  const [first, ...others] = all;
  if (first === undefined || others.length === 0) return first;
  const { index, member } = wanted;
  if (index === undefined || member === undefined) return undefined;
  const isStatic = all.every(({ block, content }) => block === content);
  if (member.isOrdered && isStatic) return all[index];
  const scored = all.map((one) => ({ one, against: against(source, one.content, wanted, member) }));
  const least = Math.min(...scored.map(({ against: count }) => count));
  const left = scored.filter(({ against: count }) => count === least);
  return left.length === 1 ? left[0]?.one : undefined;
}

function contentOf(source: SourceFile, block: BodyBlock): BodyBlock {
  if (block.type !== 'dynamic') return block;
  return bodyOf(source, block).blocks.find(({ type }) => type === 'content') ?? block;
}

/** How many written values differ from those of the member. */
function against(
  source: SourceFile,
  content: BodyBlock,
  { next }: WantedMember,
  { values = {}, isFolded }: ListMember,
): number {
  const { attributes } = bodyOf(source, content);
  const differing = attributes.filter((attribute) => differs(source, attribute, values)).length;
  if (isFolded !== true || typeof next !== 'string') return differing;
  // A record that stands below an attribute is one of the values written there.
  const holder = attributes.find(({ name }) => name === next);
  const members = holder === undefined ? [] : literalList(source, holder.expression);
  const told = new Set(Object.values(values).map(String));
  const isHeld = members === undefined || members.some((one) => told.has(String(one)));
  return isHeld ? differing : differing + attributes.length + 1;
}

/** Only what is written out, and known of the member, can differ. */
function differs(
  source: SourceFile,
  { name, expression }: BodyAttribute,
  values: Readonly<Record<string, Json>>,
): boolean {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined || value === null) return false;
  const literal = literalOf(source, expression);
  if (literal !== undefined) return typeof value !== 'object' && String(value) !== String(literal);
  const members = literalList(source, expression);
  if (members === undefined || !Array.isArray(value)) return false;
  const known = (value as readonly Json[]).map(String);
  return known.length !== members.length || members.some((one) => !known.includes(String(one)));
}
