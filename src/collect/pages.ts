/** Goes through a listing page by page. */
import { CallError } from './call-error.ts';

/** More pages than any account has: a service that always names a next page would never end. */
const MOST_PAGES = 100_000;
/** Empty pages in a row that are still taken for a listing: filtered listings have some. */
const MOST_EMPTY = 1_000;

/**
 * The items of all pages. `ask` takes the token of a page, undefined for the first; `items` and `next` read its
 * answer. Throws CallError (`failed`) for a listing that does not end: a token that comes again, or page after page
 * without an item.
 */
export async function* pages<Output, Item>(
  api: string,
  ask: (token: string | undefined) => Promise<Output>,
  items: (output: Output) => readonly Item[] | undefined,
  next: (output: Output) => string | undefined,
): AsyncGenerator<Item> {
  const seen = new Set<string>();
  let token: string | undefined;
  let empty = 0;
  do {
    const output = await ask(token);
    const found = items(output) ?? [];
    empty = found.length === 0 ? empty + 1 : 0;
    yield* found;
    token = next(output) || undefined;
    if (token === undefined) return;
    if (seen.has(token) || seen.size >= MOST_PAGES || empty >= MOST_EMPTY) throw endless(api);
    seen.add(token);
  } while (true);
}

function endless(api: string): CallError {
  const message = 'the listing does not end: the service names the same or ever new next pages';
  return new CallError({ reason: 'failed', api, message }, 'EndlessListing', undefined);
}
