/** Goes through a listing to where it fails, so that what came before is worked on before the failure is told. */

export interface UntilFailure<Item> {
  readonly items: AsyncIterable<Item>;
  /** Once the items are gone through: throws what the listing threw. */
  rethrow(): void;
}

/** The items of a listing that may throw, as ones that do not. */
export function untilFailure<Item>(listing: AsyncIterable<Item> | Iterable<Item>): UntilFailure<Item> {
  let failure: { readonly error: unknown } | undefined;
  async function* items(): AsyncGenerator<Item> {
    try {
      yield* listing;
    } catch (error) {
      failure = { error };
    }
  }
  return {
    items: items(),
    rethrow() {
      if (failure !== undefined) throw failure.error;
    },
  };
}
