/** Inputs made at random from few names and scalars, and changes of one place in them. */
import fc from 'fast-check';
import type { Path } from '../../../src/resource/resource.ts';

export type Value = null | boolean | number | string | Value[] | { [key: string]: Value };

const scalar = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Value>(1, 1, 'a', 'b', true) },
  { weight: 1, arbitrary: fc.constantFrom<Value>(0, 2, 'x', false, null) },
);

const KEYS = ['a', 'b', 'c', 'x'] as const;

/** An object with most of the keys. */
function recordOf(value: fc.Arbitrary<Value>): fc.Arbitrary<Record<string, Value>> {
  const some = fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: fc.constant(undefined) });
  return fc
    .tuple(some, some, some, some)
    .map((values) =>
      Object.fromEntries(KEYS.flatMap((key, at) => (values[at] === undefined ? [] : [[key, values[at]]]))),
    ) as fc.Arbitrary<Record<string, Value>>;
}

const record: fc.Arbitrary<Value> = recordOf(scalar);
const list = fc.oneof(
  { weight: 4, arbitrary: fc.array(record, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(recordOf(fc.array(record, { maxLength: 2 })), { maxLength: 2 }) },
) as fc.Arbitrary<Value>;

/** A value of the kinds that policies look for: mostly lists of records and records, some scalars. */
export const tree: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 2, arbitrary: record },
  { weight: 3, arbitrary: list },
  { weight: 2, arbitrary: recordOf(fc.oneof(record, scalar)) },
);

const fields = recordOf(tree);
const link = fc.record({ values: recordOf(scalar) });
const links = fc.record(
  { t: fc.record({ k: fc.array(link, { maxLength: 2 }) }, { requiredKeys: [] }) },
  { requiredKeys: [] },
);

/** What a policy is given: values, tags and links made of few names, so that they meet. */
export const input = fc.record({
  type: fc.constantFrom<Value>('a', 'b', 'c'),
  values: fields,
  tags: fc.dictionary(fc.constantFrom('a', 'b', 'c'), scalar),
  referrers: links,
  refs: fc.record(
    { k: fc.array(fc.record({ values: record, referrers: links }), { maxLength: 2 }) },
    { requiredKeys: [] },
  ),
}) as unknown as fc.Arbitrary<Value>;

/** Every place of a value, and beside each the place where a key or element could be added. */
export function places(value: Value, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  const children = Array.isArray(value)
    ? value.flatMap((element, index) => places(element, [...at, index]))
    : Object.entries(value).flatMap(([key, element]) => places(element, [...at, key]));
  const added = Array.isArray(value)
    ? [[...at, value.length]]
    : ['a', 'b', 'c', 'x'].map((key) => [...at, key]);
  return [at, ...children, ...added.filter((path) => !children.some((other) => same(other, path)))];
}

function same(left: Path, right: Path): boolean {
  return left.length === right.length && left.every((step, index) => step === right[index]);
}

/** A copy with another value at the place; undefined takes a key away. */
export function changed(value: Value, [step, ...rest]: Path, replacement: Value | undefined): Value {
  if (step === undefined) return replacement ?? null;
  if (Array.isArray(value)) {
    const copy = [...value];
    copy[Number(step)] = changed(copy[Number(step)] ?? null, rest, replacement);
    return copy;
  }
  const copy = { ...(value as Record<string, Value>) };
  if (rest.length === 0 && replacement === undefined) delete copy[step];
  else copy[step] = changed(copy[step] ?? null, rest, replacement);
  return copy;
}
