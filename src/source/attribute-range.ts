/** Where in its block, and in the blocks nested there, an attribute is written. */
import type { Path } from '../resource/resource.ts';
import type { Body, BodyBlock, Span } from './body.ts';
import { chosenBlock } from './chosen-block.ts';
import type { Declaration } from './module-folder.ts';
import { placeInExpression } from './object-items.ts';
import { bodyOf, type SourceFile } from './source-file.ts';
import type { ListMember, SourcePlace } from './source-places.ts';

export interface WrittenPlace {
  readonly source: SourceFile;
  /** The block with that place in it, or the one that overrides it. */
  readonly block: BodyBlock;
  readonly range: Span;
  /** Headers of the nested blocks in which it stands, from the outermost. */
  readonly around: readonly Span[];
  /** The attribute itself is written there; else it is the header of the nested block that lacks it. */
  readonly isWritten: boolean;
}

/** The first place that is written, else the first whose nested block is; undefined where neither is. */
export function writtenPlace(
  declaration: Declaration,
  places: readonly SourcePlace[],
): WrittenPlace | undefined {
  let header: WrittenPlace | undefined;
  for (const place of places) {
    const found = placeIn(declaration, place);
    if (found?.isWritten === true) return found;
    header ??= found;
  }
  return header;
}

/** What an override says of a name is all that counts of that name. */
function placeIn(
  { overrides, ...own }: Declaration,
  { path, members }: SourcePlace,
): WrittenPlace | undefined {
  const [name] = path;
  if (typeof name !== 'string') return undefined;
  for (const { source, block } of [...overrides].reverse().concat(own)) {
    const body = bodyOf(source, block);
    if (!has(body, name)) continue;
    const found = placeInBody(source, body, path, members);
    return found === undefined ? undefined : { source, block, ...found };
  }
  return undefined;
}

function has({ attributes, blocks }: Body, name: string): boolean {
  return attributes.some((one) => one.name === name) || blocks.some((one) => isOf(one, name));
}

function isOf({ type, labels }: BodyBlock, name: string): boolean {
  return type === name ? labels.length === 0 : type === 'dynamic' && labels[0] === name;
}

type Found = Omit<WrittenPlace, 'source' | 'block'>;

function placeInBody(
  source: SourceFile,
  body: Body,
  [name, ...rest]: Path,
  members: readonly ListMember[],
): Found | undefined {
  if (typeof name !== 'string') return undefined;
  const blocks = body.blocks.filter((one) => isOf(one, name));
  const attribute = body.attributes.find((one) => one.name === name);
  // In JSON it may be either: a list of objects is gone into by a number, an object by a name.
  const isBlock = blocks.length > 0 && (attribute === undefined || rest.length > 0);
  if (!isBlock) {
    if (attribute === undefined) return undefined;
    const inside =
      source.syntax === 'native' ? placeInExpression(source.text, attribute.expression, rest) : undefined;
    if (inside !== undefined) return { range: inside, around: [attribute.range], isWritten: true };
    return { range: attribute.range, around: [], isWritten: true };
  }
  const index = typeof rest[0] === 'number' ? rest[0] : undefined;
  const inside = index === undefined ? rest : rest.slice(1);
  const member = index === undefined ? undefined : members[0];
  const others = index === undefined ? members : members.slice(1);
  const chosen = chosenBlock(source, blocks, { index, member, next: inside[0] });
  if (chosen === undefined) return undefined;
  const deeper =
    inside.length === 0 ? undefined : placeInBody(source, bodyOf(source, chosen.content), inside, others);
  const { header } = chosen.block;
  if (deeper === undefined) return { range: header, around: [], isWritten: false };
  return { ...deeper, around: [header, ...deeper.around] };
}
