/** The thread in which OPA itself judges whole plans by raw policies, so that one which does not end can be ended. */
import { parentPort } from 'node:worker_threads';
import { loadRego, type Rego, RegoError } from '../toolchain/rego.ts';
import type {
  RawInputRequest,
  RawPrepareRequest,
  RawRuleRequest,
  RegoProblem,
  Sources,
} from '../toolchain/rego-types.ts';

export type RawWorkerRequest =
  | { readonly kind: 'inspect'; readonly request: Sources }
  | { readonly kind: 'prepare'; readonly request: RawPrepareRequest }
  | { readonly kind: 'input'; readonly request: RawInputRequest }
  | { readonly kind: 'rule'; readonly request: RawRuleRequest };

/** `problems` are what OPA says of the sources, `broken` that the program cannot be used or ended itself. */
export type RawWorkerAnswer =
  | { readonly result: unknown }
  | { readonly problems: readonly RegoProblem[] }
  | { readonly broken: string };

function resultOf(rego: Rego, { kind, request }: RawWorkerRequest): unknown {
  switch (kind) {
    case 'inspect':
      return rego.inspect(request);
    case 'prepare':
      return rego.rawPrepare(request);
    case 'input':
      return rego.rawInput(request);
    case 'rule':
      return rego.rawRule(request);
  }
}

async function answer(request: RawWorkerRequest): Promise<RawWorkerAnswer> {
  try {
    return { result: resultOf(await loadRego(), request) };
  } catch (cause) {
    if (cause instanceof RegoError) return { problems: cause.problems };
    return { broken: (cause as Error).message };
  }
}

parentPort?.on('message', async (request: RawWorkerRequest) => {
  parentPort?.postMessage(await answer(request));
});
