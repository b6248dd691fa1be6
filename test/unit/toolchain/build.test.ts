/** Policies compiled to WebAssembly: what the entrypoints say, and what is refused. */
import * as sdk from '@open-policy-agent/opa-wasm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modules, policies } from './idioms.ts';
import { judge, problemsOf, rego } from './judge.ts';
import { input } from './random-input.ts';

const { loadPolicySync } = (sdk as unknown as { default: typeof sdk }).default;

describe('build', () => {
  const text = `package p
applies if input.type == "x"
deny contains "first" if input.a
deny contains msg if { some e in input.list; e.bad; msg := $"element {e.name}" }
deny contains "always"`;

  it('says which deny bodies hold, and proves that the input was read', () => {
    expect(judge(text, { canary: 7, type: 'x', list: [{ bad: true }] })).toEqual({
      canary: 7,
      applies: true,
      denies: [1, 2],
      deny: ['always', 'element <undefined>'],
    });
    expect(judge(text, { canary: 7, type: 'y' })).toEqual({
      canary: 7,
      applies: false,
      denies: [],
      deny: [],
    });
    expect(judge(text, { type: 'x' })).toBeUndefined();
  });

  it('gathers a group behind one entrypoint', () => {
    expect(judge('package p\ndeny contains "x" if input.a', { canary: 'c' }, 'driftlock/group/one')).toEqual({
      canary: 'c',
      policies: { p: { applies: true, denies: [], deny: [] } },
    });
  });

  it('lets no message hide a denial', () => {
    const message = 'deny contains msg if { input.a; msg := concat("", [input.missing]) }';
    expect(judge(`package p\n${message}`, { canary: 1, a: 1 })).toMatchObject({ denies: [] });
    const template = 'deny contains {"message": m, "path": ["a"]} if { input.a; m := $"{input.a} is open" }';
    expect(judge(`package p\n${template}`, { canary: 1, a: 1 })).toMatchObject({ denies: [0] });
  });

  it('takes default, else and several bodies', () => {
    const several = `package p
default ok := false
ok if input.a == 1
else := input.b
deny contains "no" if not ok
deny contains "x" if input.x == 1
deny contains "x" if input.x == 2`;
    expect(judge(several, { canary: 1, a: 2, b: true, x: 2 })).toMatchObject({ denies: [2], deny: ['x'] });
    expect(judge(several, { canary: 1, a: 2 })).toMatchObject({ denies: [0], deny: ['no'] });
  });

  it('takes Rego v0, asked for or found', () => {
    const old = 'package p\ndeny[msg] { input.a; msg := "old" } { input.b; msg := "older" }';
    expect(judge(old, { canary: 1, b: 1 })).toMatchObject({ denies: [1], deny: ['older'] });
    expect(judge(old, { canary: 1, a: 1 }, undefined, 'v0')).toMatchObject({ denies: [0] });
  });

  it('refuses built-ins that WebAssembly lacks, by name and place', () => {
    const calls =
      'package p\n\ndeny contains msg if msg := sprintf("%s", [input.a])\ndeny contains "x" if time.now_ns() > 1';
    expect(problemsOf(() => judge(calls, {}))).toEqual([
      expect.objectContaining({
        file: 'p.rego',
        row: 3,
        col: 29,
        message: expect.stringContaining('sprintf'),
      }),
      expect.objectContaining({ file: 'p.rego', row: 4, message: expect.stringContaining('time.now_ns') }),
    ]);
  });

  it.each([
    ['no deny', 'package p\nx := 1', 'at least one rule'],
    ['deny that is no set', 'package p\ndeny := "x" if input.a', 'set of messages'],
    ['a deny function', 'package p\ndeny(x) := x', 'set of messages'],
    ['a taken name', 'package p\ndeny contains "x"\ndriftlock_denies := 1', 'taken by the compiler'],
    ['another package', 'package q\ndeny contains "x"', 'no package p'],
  ])('refuses %s', (_, source, message) => {
    expect(problemsOf(() => judge(source, {}))[0]?.message).toContain(message);
  });
});

describe('compiled policies', () => {
  // Two values for one rule are an error in both; the errors of one input would hide the other inputs here.
  const ids = Object.keys(policies).filter((id) => id !== 'idioms.rules');
  const { wasm } = rego.build({ modules, policies, groups: {} });
  const compiled = loadPolicySync(
    new WebAssembly.Module(wasm as BufferSource),
    { initial: 64 },
    {},
  ) as unknown as Compiled;

  it.each(ids)('of %s deny what OPA denies', (id) => {
    const inputs = fc.sample(input, { numRuns: 150, seed: 7 }) as object[];
    const query = `answers := [d | some one in input; d := data.${id}.deny with input as one]`;
    const [solution] = rego.eval({ modules, query, input: inputs }).solutions;
    const theirs = solution?.bindings.answers as unknown[][];
    for (const [index, one] of inputs.entries()) {
      const found = compiled.evaluate({ ...one, canary: 1 }, `driftlock/policy/${id.replaceAll('.', '/')}`)[0]
        ?.result;
      if (found?.applies !== true) continue;
      expect(letters(found.deny)).toEqual(letters(theirs[index] ?? []));
      expect(found.denies.length > 0).toBe(found.deny.length > 0);
    }
  });
});

/** Members as sorted letters: WebAssembly prints the keys of an object inside a message in an order of its own. */
function letters(members: readonly unknown[]): string[] {
  return members.map((member) => [...JSON.stringify(member)].sort().join('')).sort();
}

interface Compiled {
  evaluate(
    input: object,
    entrypoint: string,
  ): { result: { applies: boolean; denies: number[]; deny: unknown[] } }[];
}
