/** Puts the items of a listing together for calls that take several at once. */

/** Lists of at most `most` items, in order; the last may be shorter, and none is empty. */
export async function* batches<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  most: number,
): AsyncGenerator<readonly Item[]> {
  let batch: Item[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < most) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
