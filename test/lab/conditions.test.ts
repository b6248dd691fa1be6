/** Conditions as data against the compiled policies: the same answer where all is known, and none against OPA's where not. */
import { describe, expect, test } from 'vitest';
import type { Told } from '../../src/evaluate/condition/operations.ts';
import { isFalse, isTrue, settle } from '../../src/evaluate/condition/settle.ts';
import { createEngine, type Engine } from '../../src/evaluate/engine.ts';
import { localEvaluator } from '../../src/evaluate/evaluator.ts';
import { touchedPlaces, unknownPlaces } from '../../src/evaluate/unknown-reads.ts';
import type { Condition, PolicyConditions } from '../../src/finding/condition.ts';
import { loadBundledPolicies } from '../../src/policy/load-bundled-policies.ts';
import type { Json, JsonObject, Path } from '../../src/resource/resource.ts';
import { judgedOf, recordings } from './judged.ts';

const PARAMS = {
  'aws.resource.required_tags': { required: ['owner', 'env', 'team'] },
  'aws.ec2.security_group_open_ports': { ports: [22, 443, 8080] },
};

function answerOf(condition: Condition): boolean | undefined {
  if (isTrue(condition)) return true;
  return isFalse(condition) ? false : undefined;
}

type Results = (name: string, args: readonly Json[]) => Told | undefined;

function settled(
  { applies, denies, rules = {} }: PolicyConditions,
  input: JsonObject,
  places: readonly Path[],
  ruleValues: Readonly<Record<string, Told>>,
  resultOf?: Results,
): (boolean | undefined)[] {
  const facts = { input, places, rules, ruleValues, ...(resultOf === undefined ? {} : { resultOf }) };
  return [applies, ...denies].map((one) => answerOf(settle(one, facts)));
}

/** What the policy's own module says of calls on known operands. */
function resultsOf(engine: Engine, id: string, { calls = {} }: PolicyConditions): Results {
  return (name, args) => {
    if (calls[name] !== args.length) return undefined;
    const answers = engine.results(id, [{ name, args }]);
    if ('error' in answers) throw new Error(answers.error);
    return answers[0];
  };
}

describe('conditions', () => {
  test('are what the compiled policy says where everything is known', async () => {
    const bundled = await loadBundledPolicies();
    const { conditions } = await bundled.details();
    const engine = createEngine(
      bundled.catalogue,
      new WebAssembly.Module(bundled.wasm as BufferSource),
      PARAMS,
    );
    const judged = (await Promise.all(recordings().map(judgedOf))).flat();
    let decided = 0;
    let left = 0;
    for (const { resource, input, policies } of judged) {
      for (const { id } of policies) {
        const outcome = engine.judgeOne(id, input);
        const rules = engine.ruleValues(id, input);
        const own = conditions[id];
        if ('error' in outcome || 'error' in rules || own === undefined)
          throw new Error(`no answer of ${id}`);
        // A place that only rules are said to read makes each of them be taken apart.
        for (const places of [[], [['aside']]]) {
          const apart = Object.entries(own.rules ?? {}).map(([name, rule]) => [
            name,
            { ...rule, reads: [['aside']] },
          ]);
          const conditionsHere = {
            ...own,
            rules: places.length === 0 ? own.rules : Object.fromEntries(apart),
          };
          const [applies, ...denies] = settled(
            conditionsHere,
            input,
            places,
            rules.values,
            resultsOf(engine, id, own),
          );
          const expected = own.denies.map((_, index) => outcome.denies.includes(index));
          expect([undefined, outcome.applies], `${id} on ${resource.address}`).toContain(applies);
          for (const [index, answer] of denies.entries()) {
            if (answer === undefined) left += 1;
            else {
              decided += 1;
              if (outcome.applies)
                expect(answer, `${id}[${index}] on ${resource.address}`).toBe(expected[index]);
            }
          }
        }
      }
    }
    console.log(`conditions: ${decided} decided as the compiled policies do, ${left} left to OPA`);
    expect(decided).toBeGreaterThan(2_000);
  });

  test('never contradict OPA’s partial evaluation', { timeout: 300_000 }, async () => {
    const bundled = await loadBundledPolicies();
    const evaluator = localEvaluator(bundled, PARAMS);
    const module = new WebAssembly.Module(bundled.wasm as BufferSource);
    const engine = createEngine(bundled.catalogue, module, PARAMS);
    const judged = (await Promise.all(recordings().map(judgedOf))).flat();
    const counts = { both: 0, conditions: 0, opa: 0, neither: 0 };
    const seen = new Set<string>();
    for (const { resource, links, input, policies } of judged) {
      for (const policy of policies) {
        const reads = [...policy.reads.applies, ...policy.reads.denies.flat()];
        const places = touchedPlaces(reads, unknownPlaces(resource, links)).map(({ path }) => path);
        const name = JSON.stringify([policy.id, input.values, places]);
        if (places.length === 0 || seen.has(name)) continue;
        seen.add(name);
        const own = await evaluator.conditions(policy.id);
        const rules = await evaluator.ruleValues(policy.id, input);
        const opa = await evaluator.partial({ policyId: policy.id, input, places, reads });
        if (own === undefined || 'error' in rules || 'error' in opa) throw new Error(JSON.stringify(opa));
        const byConditions = settled(own, input, places, rules.values, resultsOf(engine, policy.id, own));
        const byOpa = settled(opa, input, places, {});
        for (const [index, answer] of byConditions.entries()) {
          const other = byOpa[index];
          if (answer !== undefined && other !== undefined) expect(answer, name).toBe(other);
          if (answer === undefined) counts[other === undefined ? 'neither' : 'opa'] += 1;
          else counts[other === undefined ? 'conditions' : 'both'] += 1;
        }
      }
    }
    console.log(`undecided parts: ${JSON.stringify(counts)}`);
    expect(counts.both).toBeGreaterThan(100);
  });
});
