/** Puts the items of a listing together for calls that take several at once. */
import { untilFailure } from './until-failure.ts';

/** Lists of at most `most` items, in order; the last may be shorter, and none is empty. Throws what the listing throws, after what it gave. */
export async function* batches<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  most: number,
): AsyncGenerator<readonly Item[]> {
  let batch: Item[] = [];
  const listing = untilFailure(items);
  for await (const item of listing.items) {
    batch.push(item);
    if (batch.length < most) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
  listing.rethrow();
}
