/** The thread in which OPA itself judges teams' policies, so that one which does not end can be ended. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadRego, type Rego } from '../toolchain/rego.ts';
import type { PolicyPackages, Sources, StrictAnswer, StrictItem } from '../toolchain/rego-types.ts';

export interface StrictWorkerData {
  readonly policies: Sources & PolicyPackages;
  readonly params: object;
}

/** The first request has no items: it loads and prepares, which is not to count against a policy's time. */
export type StrictWorkerRequest = readonly StrictItem[];

/** Answers in the order of the items, or why nothing can be judged at all. */
export type StrictWorkerAnswer = readonly StrictAnswer[] | { readonly broken: string };

const { policies, params } = workerData as StrictWorkerData;
let prepared: { readonly rego: Rego; readonly handle: string } | undefined;

async function answer(items: StrictWorkerRequest): Promise<StrictWorkerAnswer> {
  try {
    prepared ??= prepare(await loadRego());
  } catch (cause) {
    return { broken: (cause as Error).message };
  }
  return judgeAll(prepared, items);
}

function prepare(rego: Rego) {
  return { rego, handle: rego.prepare(policies) };
}

/** An input on which the program itself ends takes no other with it. */
function judgeAll(
  { rego, handle }: NonNullable<typeof prepared>,
  items: StrictWorkerRequest,
): readonly StrictAnswer[] {
  try {
    return rego.strict({ handle, params, items });
  } catch (cause) {
    // A program that ended has forgotten what was prepared.
    prepared = prepare(rego);
    if (items.length > 1) return items.flatMap((item) => judgeAll(prepare(rego), [item]));
    return [{ applies: false, denies: [], error: { code: 'ended', message: (cause as Error).message } }];
  }
}

parentPort?.on('message', async (items: StrictWorkerRequest) => {
  parentPort?.postMessage(await answer(items));
});
