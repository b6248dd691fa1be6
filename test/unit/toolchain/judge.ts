/** Compiles one policy and asks it, for the tests of the Rego half. */
import * as sdk from '@open-policy-agent/opa-wasm';
import { loadRego, RegoError } from '../../../src/toolchain/rego.ts';
import type { RegoProblem } from '../../../src/toolchain/rego-types.ts';

const { loadPolicySync } = (sdk as unknown as { default: typeof sdk }).default;
export const rego = await loadRego();

/** What OPA says is wrong; anything else that is thrown goes on. */
export function problemsOf(operation: () => unknown): readonly RegoProblem[] {
  try {
    operation();
  } catch (thrown) {
    if (thrown instanceof RegoError) return thrown.problems;
    throw thrown;
  }
  return [];
}

/** What an entrypoint of the policy of package p says. */
export function judge(text: string, input: object, entrypoint = 'driftlock/policy/p', rego0?: 'v0') {
  const { wasm } = rego.build({
    modules: { 'p.rego': text },
    policies: { p: ['p'] },
    groups: { one: ['p'] },
    ...(rego0 === undefined ? {} : { rego: rego0 }),
  });
  const policy = loadPolicySync(
    new WebAssembly.Module(wasm as BufferSource),
    { initial: 64 },
    {},
  ) as unknown as {
    evaluate(input: object, entrypoint: string): { result: unknown }[];
  };
  return policy.evaluate(input, entrypoint)[0]?.result;
}
