/** Reads are sound: a change outside a policy's reads never changes what it says, over all recordings. */
import { describe, expect, test } from 'vitest';
import { createEngine } from '../../src/evaluate/engine.ts';
import { loadBundledPolicies } from '../../src/policy/load-bundled-policies.ts';
import { type ReadPath, touches } from '../../src/resource/read-path.ts';
import type { Json, JsonObject, Path } from '../../src/resource/resource.ts';
import { judgedOf, recordings } from './judged.ts';
import { readingAll } from './reading-all.ts';

const PARAMETER_SETS: JsonObject[] = [
  {},
  {
    'aws.resource.required_tags': { required: ['owner', 'env'] },
    'aws.ec2.security_group_open_ports': { ports: [443, 8080] },
  },
  {
    'aws.resource.required_tags': { required: ['managed-by'] },
    'aws.ec2.security_group_open_ports': { ports: [] },
  },
];

/** Changes tried per resource and policy. */
const CHANGES = 8;
const REPLACEMENTS: readonly (Json | undefined)[] = [
  undefined,
  null,
  true,
  false,
  0,
  22,
  '',
  '*',
  '0.0.0.0/0',
  [],
  {},
  ['*'],
  [{}],
];

/** A small deterministic generator (mulberry32), so that a failure can be seen again. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Every place of a value, and for each object one key that it does not have. */
function places(value: Json | undefined, at: Path): Path[] {
  const own = at.length === 0 ? [] : [at];
  if (typeof value !== 'object' || value === null) return own;
  const below = Array.isArray(value)
    ? value.flatMap((element: Json, index) => places(element, [...at, index]))
    : Object.entries(value).flatMap(([key, child]) => places(child as Json, [...at, key]));
  return [...own, ...below, ...(Array.isArray(value) ? [] : [[...at, 'added_by_test']])];
}

function changed(value: Json, path: Path, replacement: Json | undefined): Json {
  const [step, ...rest] = path;
  if (step === undefined) return replacement ?? null;
  if (Array.isArray(value))
    return value.map((element: Json, index) =>
      index === step ? changed(element, rest, replacement) : element,
    );
  const object = value as JsonObject;
  const below = rest.length === 0 ? replacement : changed(object[step] as Json, rest, replacement);
  const { [step]: _old, ...others } = object;
  return below === undefined ? others : { ...others, [step]: below };
}

function outside(input: JsonObject, reads: readonly ReadPath[]): Path[] {
  return places(input, []).filter((place) => !reads.some((read) => touches(read, place)));
}

describe('a change outside the reads changes nothing', () => {
  test.each(PARAMETER_SETS.map((params, index) => [index, params] as const))(
    'parameter set %i',
    async (index, params) => {
      const { catalogue, wasm } = await loadBundledPolicies();
      const module = new WebAssembly.Module(wasm as BufferSource);
      const engine = createEngine(readingAll(catalogue), module, params);
      const pick = random(index + 1);
      let tried = 0;
      for (const { resource, input, policies } of (await Promise.all(recordings().map(judgedOf))).flat()) {
        for (const policy of policies) {
          const before = engine.judgeOne(policy.id, input);
          const free = outside(input, [...policy.reads.all, ...policy.reads.applies]);
          for (let round = 0; round < CHANGES && free.length > 0; round++) {
            const place = free[pick(free.length)] as Path;
            const replacement = REPLACEMENTS[pick(REPLACEMENTS.length)];
            const after = engine.judgeOne(policy.id, changed(input, place, replacement) as JsonObject);
            expect(
              { ...after, canary: 0 },
              `${policy.id} on ${resource.address}: ${JSON.stringify([place, replacement])}`,
            ).toEqual({ ...before, canary: 0 });
            tried += 1;
          }
        }
      }
      expect(tried).toBeGreaterThan(2000);
    },
  );

  test('what the evaluator leaves out of the input changes nothing', async () => {
    const { catalogue, wasm } = await loadBundledPolicies();
    const module = new WebAssembly.Module(wasm as BufferSource);
    const params = PARAMETER_SETS[1] as JsonObject;
    const engine = createEngine(catalogue, module, params);
    const seesAll = createEngine(readingAll(catalogue), module, params);
    for (const { resource, input, policies } of (await Promise.all(recordings().map(judgedOf))).flat()) {
      const projected = engine.judge(resource.type, input);
      for (const { id } of policies) {
        const whole = seesAll.judgeOne(id, input);
        expect({ ...projected[id], canary: 0 }, `${id} on ${resource.address}`).toEqual({
          ...whole,
          canary: 0,
        });
      }
    }
  });
});
