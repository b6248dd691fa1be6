/** Works on several items at once and yields the results in the order of the items. */
import { untilFailure } from './until-failure.ts';

/**
 * `work` runs for at most `most` items at once; items are drawn as there is room, so that a listing may be endless.
 * An error of `work` is thrown in its turn, one of the listing after the results of what it gave before.
 */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  most: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = [];
  const listing = untilFailure(items);
  for await (const item of listing.items) {
    const result = work(item);
    // Awaited in its turn, which may come after it has failed.
    result.catch(() => undefined);
    running.push(result);
    if (running.length >= most) yield await (running.shift() as Promise<Result>);
  }
  while (running.length > 0) yield await (running.shift() as Promise<Result>);
  listing.rethrow();
}
