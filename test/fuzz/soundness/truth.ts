/** What a policy says of an input of which everything is known: the compiled policy alone, nothing of the verdict code. */
import { createEngine } from '../../../src/evaluate/engine.ts';
import type { CompiledPolicies } from '../../../src/policy/compile-policies.ts';
import type { JsonObject } from '../../../src/resource/resource.ts';
import { readingAll } from '../../lab/reading-all.ts';

/** `error`: the policy itself cannot say, which no verdict is held against. */
export type Answer = 'pass' | 'fail' | 'not-applicable' | 'error';
export type Truth = (policyId: string, input: JsonObject) => Answer;

export function truthOf({ catalogue, wasm }: CompiledPolicies, params: JsonObject): Truth {
  const engine = createEngine(readingAll(catalogue), new WebAssembly.Module(wasm), params);
  return (policyId, input) => {
    const outcome = engine.judgeOne(policyId, input);
    if ('error' in outcome) return 'error';
    if (!outcome.applies) return 'not-applicable';
    return outcome.denies.length > 0 ? 'fail' : 'pass';
  };
}
