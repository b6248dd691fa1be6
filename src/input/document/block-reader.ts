/** Blocks of a configuration: parsed already, or bytes that are parsed when asked for. */
import type { Json } from '../../resource/resource.ts';
import type { ByteArena } from '../json/byte-arena.ts';

/** A block: parsed, or its index in the arena with its offset in the file, and what is asked of most blocks. */
export type Stored =
  | { readonly json: Json }
  | { readonly index: number; readonly offset: number; readonly config?: string | undefined };

/** Parses stored blocks, keeping the latest: instances of one block come one after the other. */
export function blockReader(arena: ByteArena | undefined): (stored: Stored | undefined) => Json | undefined {
  const recent = new Map<number, Json>();
  return (stored) => {
    if (stored === undefined || 'json' in stored) return stored?.json;
    const known = recent.get(stored.index);
    if (known !== undefined || arena === undefined) return known;
    if (recent.size >= 512) recent.clear();
    const json = JSON.parse(arena.get(stored.index).toString('utf8')) as Json;
    recent.set(stored.index, json);
    return json;
  };
}
