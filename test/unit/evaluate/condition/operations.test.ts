/** Built-ins decided here give what OPA gives, whatever their operands are. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Argument,
  CALLS,
  constantSet,
  isConstantSet,
  isEqual,
  OPERATIONS,
} from '../../../../src/evaluate/condition/operations.ts';
import type { Json } from '../../../../src/resource/resource.ts';
import { loadRego } from '../../../../src/toolchain/rego.ts';

const rego = await loadRego();

const text = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'A',
    'ab',
    'ba',
    ' a ',
    '\t\u00a0a\u0085',
    'É',
    'ß',
    'ſ',
    'İ',
    '\u{1f600}b',
    '\ue000',
    '\0',
  ),
  fc.string({ maxLength: 3, unit: 'grapheme' }),
);
const scalar = fc.oneof(
  text,
  fc.constantFrom<Json>(null, true, false, 0, -0, 1, 1.5, -2, 1e21, 1e-7, 2 ** 53),
  fc.integer(),
);
const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', '1', 'set', '__proto__'), tie('value'), { maxKeys: 3 }),
  ),
})).value;
const member = fc.uniqueArray(json, { maxLength: 3, comparator: isEqual });
const argument: fc.Arbitrary<Argument> = fc.oneof(
  { weight: 5, arbitrary: json },
  { weight: 1, arbitrary: member.map(constantSet) },
);

/** How the operation is written in Rego. */
const OPERATORS: Readonly<Record<string, (a: string, b: string) => string>> = {
  equal: (a, b) => `${a} == ${b}`,
  neq: (a, b) => `${a} != ${b}`,
  lt: (a, b) => `${a} < ${b}`,
  lte: (a, b) => `${a} <= ${b}`,
  gt: (a, b) => `${a} > ${b}`,
  gte: (a, b) => `${a} >= ${b}`,
  'internal.member_2': (a, b) => `${a} in ${b}`,
  collection: (a) => `(is_array(${a}) or is_object(${a}) or is_set(${a}))`,
};

/** An operand as an expression over the input: types are then known at run time only. */
function operand(argument: Argument, at: number): string {
  if (!isConstantSet(argument)) return `input[${at}]`;
  return `object.get({"set": {x | some x in input[${at}].set}}, "set", null)`;
}

/** Solutions of the query by OPA: the value of the call, where it has one. */
function byOpa(name: string, args: readonly Argument[]): readonly unknown[] {
  const [a = '', b = ''] = args.map(operand);
  if (name === 'collection') {
    const is = ['is_array', 'is_object', 'is_set'].map((kind) => byOpa(kind, args)[0]);
    return [is.includes(true)];
  }
  const call = OPERATORS[name]?.(a, b) ?? `${name}(${args.map(operand).join(', ')})`;
  const { solutions } = rego.eval({ modules: {}, query: `x := [y | y := ${call}]`, input: args });
  return (solutions[0]?.bindings.x ?? []) as unknown[];
}

const ONE = ['collection', ...Object.keys(OPERATIONS).filter((name) => name.startsWith('is_'))];

test.each(Object.keys(OPERATIONS))('%s holds where OPA says so', (name) => {
  let decided = 0;
  const arity = ONE.includes(name) ? 1 : 2;
  // Operands that are alike are the interesting ones.
  const pair = fc.oneof(
    fc.tuple(argument, argument),
    argument.map((one) => [one, one] as const),
    fc.tuple(text, text),
  );
  fc.assert(
    fc.property(pair, (both) => {
      const args = both.slice(0, arity);
      const holds = OPERATIONS[name]?.(...args);
      if (holds === undefined) return;
      decided += 1;
      const [value] = byOpa(name, args);
      expect(holds).toBe(value !== undefined && value !== false);
    }),
    { numRuns: 300 },
  );
  expect(decided).toBeGreaterThan(50);
});

test.each(Object.keys(CALLS))('%s gives what OPA gives', (name) => {
  let decided = 0;
  const arity = name.startsWith('trim_') && name !== 'trim_space' ? 2 : 1;
  fc.assert(
    fc.property(fc.oneof(fc.tuple(argument, argument), fc.tuple(text, text)), (both) => {
      const args = both.slice(0, arity);
      const result = CALLS[name]?.(...args);
      if (result === undefined) return;
      decided += 1;
      expect(result === 'absent' ? [] : [result.value]).toEqual(byOpa(name, args));
    }),
    { numRuns: 300 },
  );
  expect(decided).toBeGreaterThan(50);
});
