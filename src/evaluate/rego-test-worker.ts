/** The thread in which tests of policies run, so that one which does not end can be ended. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadRego, type Rego, RegoError } from '../toolchain/rego.ts';
import type {
  LineCoverage,
  RegoProblem,
  TestFailure,
  TestList,
  TestOutcome,
  TestsRequest,
} from '../toolchain/rego-types.ts';

/** The first request is the list: it loads and compiles, which is not to count against a test's time. */
export type RegoTestRequest =
  | { readonly kind: 'list' }
  | { readonly kind: 'test' | 'failure'; readonly test: number }
  | { readonly kind: 'coverage' };

/** What was asked for; what OPA says against the sources; or why the program ended, which forgets everything. */
export type RegoTestAnswer =
  | { readonly result: TestList | TestOutcome | readonly TestFailure[] | LineCoverage }
  | { readonly problems: readonly RegoProblem[] }
  | { readonly ended: string };

const sources = workerData as TestsRequest;
let handle = '';

function ask(rego: Rego, request: RegoTestRequest) {
  switch (request.kind) {
    case 'list': {
      const list = rego.tests(sources);
      handle = list.handle;
      return list;
    }
    case 'test':
      return rego.test({ handle, test: request.test });
    case 'failure':
      return rego.failure({ handle, test: request.test });
    case 'coverage':
      return rego.coverage(handle);
  }
}

async function answer(request: RegoTestRequest): Promise<RegoTestAnswer> {
  try {
    return { result: ask(await loadRego(), request) };
  } catch (cause) {
    return cause instanceof RegoError ? { problems: cause.problems } : { ended: (cause as Error).message };
  }
}

parentPort?.on('message', async (request: RegoTestRequest) => {
  parentPort?.postMessage(await answer(request));
});
