/** Policies compiled by the product, asked for their answers, for their conditions, and for what OPA leaves of them. */
import fc from 'fast-check';
import { isFalse, isTrue, settle } from '../../../src/evaluate/condition/settle.ts';
import { localEvaluator } from '../../../src/evaluate/evaluator.ts';
import { type Narrow, narrowWith } from '../../../src/evaluate/narrow.ts';
import type { Condition, PolicyConditions } from '../../../src/finding/condition.ts';
import type { Policy } from '../../../src/finding/policy.ts';
import type { JsonObject, Path } from '../../../src/resource/resource.ts';
import { loadRego } from '../../../src/toolchain/rego.ts';
import { changed, tree, type Value } from './random-input.ts';

export interface Source {
  readonly modules: Readonly<Record<string, string>>;
  readonly policies: Readonly<Record<string, readonly string[]>>;
}

/** `applies` and each deny body: true, false, or undefined where that is not known. */
export type Answers = readonly (boolean | undefined)[];

export function answersOf({ applies, denies }: PolicyConditions): Answers {
  return [applies, ...denies].map(answerOf);
}

function answerOf(condition: Condition): boolean | undefined {
  if (isTrue(condition)) return true;
  return isFalse(condition) ? false : undefined;
}

/** The policies under one set of parameters. */
export async function askedPolicies({ modules, policies }: Source, params: JsonObject) {
  const rego = await loadRego();
  const { wasm, conditions } = rego.build({ modules, policies, groups: {} });
  const reads = rego.reads({ modules, policies });
  const catalogue = { format: 1 as const, compiler: '', policies: [], groups: {}, types: {}, digest: '' };
  const details = async () => ({
    conditions,
    sources: { modules, rego: 'auto' as const },
    packages: policies,
  });
  const evaluator = localEvaluator({ catalogue, wasm, details }, params);
  const narrow: Narrow = narrowWith(evaluator);
  return {
    evaluator,
    narrow,
    conditions,
    /** By the compiled policy; undefined where it throws. */
    async exact(id: string, input: Value): Promise<Answers | undefined> {
      const outcome = await evaluator.judgeOne(id, input as JsonObject);
      if ('error' in outcome) return undefined;
      const bodies = conditions[id]?.denies ?? [];
      // Where a policy does not apply, nobody asks for its denials.
      return [
        outcome.applies,
        ...bodies.map((_, at) => (outcome.applies ? outcome.denies.includes(at) : undefined)),
      ];
    },
    /** By the conditions, calls answered by the module; undefined where the module throws. */
    async settled(id: string, input: Value, places: readonly Path[]): Promise<Answers | undefined> {
      const own = conditions[id] as PolicyConditions;
      const { rules = {}, calls = {} } = own;
      const values = await evaluator.ruleValues(id, input as JsonObject);
      if ('error' in values) return undefined;
      const results = new Map<string, { readonly value?: never }>();
      const missed = new Map<string, Parameters<typeof evaluator.results>[1][number]>();
      const facts = {
        input: input as JsonObject,
        places,
        rules,
        ruleValues: values.values,
        resultOf(name: string, args: readonly never[]) {
          if (calls[name] !== args.length) return undefined;
          const key = JSON.stringify([name, args]);
          if (!results.has(key)) missed.set(key, { name, args });
          return results.get(key);
        },
      } as Parameters<typeof settle>[1];
      for (;;) {
        const answers = [own.applies, ...own.denies].map((one) => answerOf(settle(one, facts)));
        if (missed.size === 0) return answers;
        const asked = [...missed];
        missed.clear();
        for (const [key, call] of asked) {
          const told = await evaluator.results(id, [call]);
          results.set(key, ('error' in told ? {} : (told[0] ?? {})) as { readonly value?: never });
        }
      }
    },
    /** By OPA's partial evaluation; undefined where it gives an error. */
    async partial(id: string, input: Value, places: readonly Path[]): Promise<Answers | undefined> {
      const own = reads[id];
      const answer = await evaluator.partial({
        policyId: id,
        input: input as JsonObject,
        places,
        reads: [...(own?.applies ?? []), ...(own?.denies.flat() ?? [])],
      });
      if ('error' in answer) return undefined;
      const facts = { input: input as JsonObject, places, rules: {}, ruleValues: {} };
      return answersOf({
        applies: settle(answer.applies, facts),
        denies: answer.denies.map((deny) => settle(deny, facts)),
      });
    },
    /** What the product makes of it. */
    narrowed(id: string, input: Value, places: readonly Path[]) {
      const policy = { id, reads: reads[id] } as unknown as Policy;
      return narrow({ policy, input: input as JsonObject, places, set: [] });
    },
  };
}

/** What an unknown place may turn out to hold: any value, nothing, and beyond the end of a list some more elements. */
export const fills = fc.array(fc.option(tree, { nil: undefined }), { minLength: 3, maxLength: 3 });

/** The input with the place filled. */
export function filled(input: Value, place: Path, values: readonly (Value | undefined)[]): Value {
  const parent = valueAt(input, place.slice(0, -1));
  const last = place.at(-1);
  if (!Array.isArray(parent)) return changed(input, place, values[0]);
  const given = values.filter((value) => value !== undefined);
  const more = last === parent.length ? given : given.slice(0, 1);
  // Of a list only the last element can be missing without others moving up.
  if (last !== parent.length && last !== parent.length - 1 && more.length === 0) return input;
  return changed(input, place.slice(0, -1), [
    ...parent.slice(0, Number(last)),
    ...more,
    ...parent.slice(Number(last) + 1),
  ]);
}

export function valueAt(value: Value, path: Path): Value | undefined {
  let at: Value | undefined = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<string | number, Value>)[step];
  }
  return at;
}
