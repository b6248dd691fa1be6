/** Reads are sound: what lies outside them never changes an answer, for every idiom and whatever the input looks like. */
import * as sdk from '@open-policy-agent/opa-wasm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReadPath, touches } from '../../../src/resource/read-path.ts';
import type { Path } from '../../../src/resource/resource.ts';
import { loadRego } from '../../../src/toolchain/rego.ts';
import { modules, policies } from './idioms.ts';
import { changed, input, places, tree, type Value } from './random-input.ts';

const { loadPolicySync } = (sdk as unknown as { default: typeof sdk }).default;
const PARAMS = [{}, { limit: 0, wanted: ['b'] }, { limit: 5, wanted: [] }];

interface Loaded {
  evaluate(input: unknown, entrypoint: string): { result: unknown }[];
  setData(data: unknown): void;
}

function evaluator(wasm: Uint8Array) {
  const module = new WebAssembly.Module(wasm as BufferSource);
  const start = () => loadPolicySync(module, { initial: 64 }, {}) as unknown as Loaded;
  const loaded = PARAMS.map(() => start());
  return (id: string, document: Value, params: number): unknown => {
    try {
      loaded[params]?.setData({ params: PARAMS[params] });
      const [answer] =
        loaded[params]?.evaluate(
          { ...(document as object), canary: 1 },
          `driftlock/policy/${id.replaceAll('.', '/')}`,
        ) ?? [];
      return answer?.result;
    } catch (thrown) {
      loaded[params] = start();
      return { thrown: String(thrown) };
    }
  };
}

const rego = await loadRego();
const { wasm } = rego.build({ modules, policies, groups: { all: Object.keys(policies) } });
const reads = rego.reads({ modules, policies });
const evaluate = evaluator(wasm);
const RUNS = Number(process.env.READS_RUNS ?? 150);

function untouched(document: Value, paths: readonly ReadPath[]): Path[] {
  return places(document).filter((place) => place.length > 0 && !paths.some((read) => touches(read, place)));
}

describe.each(Object.keys(policies))('reads of %s', (id) => {
  const own = reads[id];
  it('are found for every deny rule', () => {
    const rules = (modules[`${id.slice('idioms.'.length)}.rego`]?.match(/^deny|^\} \{$/gm) ?? []).length;
    expect(own?.denies.length).toBe(rules);
  });

  it('leave out nothing that could change the answer', () => {
    fc.assert(
      fc.property(
        input,
        fc.infiniteStream(fc.nat()),
        fc.infiniteStream(fc.option(tree, { nil: undefined })),
        fc.nat(2),
        (document, picks, values, params) => {
          const before = evaluate(id, document, params) as { applies?: boolean; denies?: number[] };
          const free = untouched(document, own?.all ?? []);
          for (let round = 0; round < 12 && free.length > 0; round++) {
            const place = free[(picks.next().value ?? 0) % free.length] ?? [];
            const other = changed(document, place, values.next().value);
            expect(evaluate(id, other, params), `after a change at ${JSON.stringify(place)}`).toEqual(before);
          }
        },
      ),
      { numRuns: RUNS },
    );
  }, 600_000);

  it('of a single deny body leave out nothing that could change whether it holds', () => {
    for (const [index, paths] of (own?.denies ?? []).entries())
      fc.assert(unchanged(id, index, paths), { numRuns: RUNS });
  }, 600_000);
});

/** Whether the deny body holds does not depend on what the paths leave out. */
function unchanged(id: string, index: number, paths: readonly ReadPath[]) {
  const change = fc.option(tree, { nil: undefined });
  return fc.property(input, fc.nat(), change, fc.nat(2), (document, pick, value, params) => {
    const free = untouched(document, [...paths, ...(reads[id]?.applies ?? [])]);
    if (free.length === 0) return;
    const other = changed(document, free[pick % free.length] ?? [], value);
    const [left, right] = [document, other].map(
      (each) => evaluate(id, each, params) as { denies?: number[] },
    );
    if (left?.denies === undefined || right?.denies === undefined) return;
    expect(right.denies.includes(index)).toBe(left.denies.includes(index));
  });
}

describe('reads', () => {
  it('are as fine as the idiom allows', () => {
    expect(reads['idioms.iteration']?.denies.map((paths) => paths.map(spelt).join(' '))).toEqual([
      'values.a.*.a values.a.*.b values.a.*.c',
      'values.a.*.b',
      'values.b.*.x',
      'values.a.*.b.*.c',
      'values.a.*.b values.b.*.a',
      'tags.*.?',
      'values.c.*',
      'values.c.* values.x',
      'values.a.*.c',
      'values.a.*.b.*.x',
      'values.a.*.a',
    ]);
    expect(reads['idioms.links']?.denies.map((paths) => paths.map(spelt).join(' '))).toEqual([
      'referrers.t.k.?',
      'referrers.t.k.*.?',
      'referrers.t.k.*.values.a',
      'refs.k.*.referrers.t.k.*.values.b',
      'values.a.*.b',
      'values.c',
    ]);
    expect(reads['idioms.links']?.all.map(spelt)).toContain('values.a.*.c');
  });

  it('are everything where a rule is replaced', () => {
    expect(reads['idioms.overrides']?.denies[2]).toEqual([[]]);
  });
});

/** `*` for any, `?` for whether it is there. */
function spelt(read: ReadPath): string {
  return read.map((step) => (step === null ? '*' : step === '' ? '?' : step)).join('.');
}

describe('the comparison', () => {
  // All idioms take minutes: READS_POWER=all.
  const all = process.env.READS_POWER === 'all';
  it.each(all ? Object.keys(policies) : ['idioms.every', 'idioms.iteration'])(
    'notices a read left out of %s',
    (id) => {
      const missed: unknown[] = [];
      for (const [index, paths] of (reads[id]?.denies ?? []).entries()) {
        for (const left of paths) {
          const others = paths.filter((one) => one !== left);
          const { failed } = fc.check(unchanged(id, index, others), {
            numRuns: 4000,
            seed: 1,
            endOnFailure: true,
          });
          if (!failed) missed.push([index, left]);
        }
      }
      expect(missed).toEqual([]);
    },
    600_000,
  );
});
