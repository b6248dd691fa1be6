/** The items of an asynchronous listing as a list. */

/** For listings that belong to one resource: those of an account are gone through one by one. */
export async function all<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
