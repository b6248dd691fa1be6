/** One instance of a compiled policy module, with the traps of the SDK closed (thrown strings, lost input, memory). */
import * as sdk from '@open-policy-agent/opa-wasm';
import type { JsonObject } from '../resource/resource.ts';

// The ES module has loadPolicySync on its default export only, which its typings lack.
const { loadPolicySync } = (sdk as unknown as { default: typeof sdk }).default;

/** What an entrypoint says of one policy: whether it applies, which deny rules hold, and their members. */
export interface PolicyOutcome {
  readonly applies: boolean;
  /** Indices of the deny rules whose bodies hold, ascending. */
  readonly denies: readonly number[];
  readonly deny: readonly unknown[];
}

/** An evaluation that did not give an answer; the message is safe to show. */
export class EvaluationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EvaluationError';
  }
}

export interface WasmPolicy {
  /**
   * The document at an entrypoint for an input given as the JSON text of an object without a key `canary`. Throws
   * EvaluationError where OPA would raise, or where the input was not read.
   */
  evaluate(entrypoint: string, json: string): JsonObject;
}

/** Pages of 64 KiB: above the minimum of every module seen, so that instantiation cannot fail on it. */
const INITIAL_PAGES = 64;

function reason(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown;
  if (thrown instanceof Error) return thrown.message;
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown) return String(thrown.message);
  return 'the evaluator stopped without a reason';
}

/**
 * Instantiates a compiled module with `data` as its base document (`{params: {…}}`).
 * After an abort the instance is made anew: its heap is in no defined state.
 */
export function wasmPolicy(module: WebAssembly.Module, data: JsonObject): WasmPolicy {
  let instance = instantiate(module, data);
  let sequence = 0;
  return {
    evaluate(entrypoint, json) {
      const canary = ++sequence;
      let results: readonly { readonly result?: JsonObject }[];
      try {
        results = instance.evaluate(withCanary(json, canary), entrypoint);
      } catch (thrown) {
        instance = instantiate(module, data);
        throw new EvaluationError(reason(thrown));
      }
      const result = results[0]?.result;
      if (result === undefined) throw new EvaluationError(`entrypoint ${entrypoint} gave no result`);
      if (result.canary !== canary)
        throw new EvaluationError(`entrypoint ${entrypoint} did not read its input`);
      return result;
    },
  };
}

const encoder = new TextEncoder();

/** The input with one more key, as the SDK takes JSON that is there already: in a buffer of its exact length. */
function withCanary(json: string, canary: number): ArrayBuffer {
  const comma = json.length > 2 ? ',' : '';
  const bytes = encoder.encode(`${json.slice(0, -1)}${comma}"canary":${canary}}`);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

interface SdkPolicy {
  evaluate(input: ArrayBuffer, entrypoint: string): { result?: JsonObject }[];
  setData(data: object): void;
}

function instantiate(module: WebAssembly.Module, data: JsonObject): SdkPolicy {
  const policy = loadPolicySync(module, { initial: INITIAL_PAGES }, {});
  policy.setData(data);
  return policy as unknown as SdkPolicy;
}
