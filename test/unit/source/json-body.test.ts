import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodyOf, sourceFile } from '../../../src/source/source-file.ts';

/** What stands at each block that is found, read by JSON.parse. */
function read(text: string): unknown[] {
  const file = sourceFile('a.tf.json', text);
  return file.top.blocks.map((block) => {
    const { start, end } = block.body;
    const members = bodyOf(file, block).attributes.map(({ name, expression }) => [
      name,
      JSON.parse(file.text.slice(expression.start, expression.end)),
    ]);
    const whole = JSON.parse(`{${file.text.slice(start, end)}}`) as Record<string, unknown>;
    delete whole['//'];
    expect(Object.fromEntries(members)).toEqual(whole);
    expect(file.text.slice(block.range.end - 1, block.range.end)).toBe('}');
    return [block.type, block.labels, whole];
  });
}

const NAME = fc.oneof(fc.constantFrom('a', 'resource', '//', '"', '}', 'é🙂', '\\'), fc.string());
// JSON has no negative zero.
const VALUE = fc.jsonValue({ maxDepth: 3 }).map((value): unknown => JSON.parse(JSON.stringify(value)));
const BODY = fc.dictionary(NAME, VALUE, { maxKeys: 4, noNullPrototype: true });
const named = <T>(inner: fc.Arbitrary<T>) =>
  fc.dictionary(NAME, inner, { maxKeys: 3, noNullPrototype: true });

test('blocks hold what JSON.parse reads there', () => {
  const document = fc.record({
    resource: named(named(BODY)),
    module: named(BODY),
    moved: fc.array(BODY),
    locals: VALUE,
  });
  fc.assert(
    fc.property(
      document,
      fc.constantFrom(undefined, 2, '\t'),
      ({ resource, module, moved, locals }, space) => {
        const expected = [
          ...entries(resource).flatMap(([type, all]) =>
            entries(all).map(([name, body]) => ['resource', [type, name], body]),
          ),
          ...entries(module).map(([name, body]) => ['module', [name], body]),
          ...moved.map((body) => ['moved', [], body]),
        ].map(([type, labels, body]) => [
          type,
          labels,
          Object.fromEntries(entries(body as Record<string, unknown>)),
        ]);
        const text = JSON.stringify({ resource, module, moved, locals }, null, space);
        expect(read(text)).toEqual(expected);
      },
    ),
    { numRuns: 500 },
  );
});

function entries<T>(value: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(value).filter(([name]) => name !== '//');
}

test('what is no JSON ends, without blocks that are not there', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', 'a', '\\', ' ', '\n') }),
      (text) => {
        const file = sourceFile('a.tf.json', `{"resource": {"x": {"y": ${text}`);
        for (const block of file.top.blocks) bodyOf(file, block);
      },
    ),
    { numRuns: 2_000 },
  );
  expect(['', '[]', 'null', '1', '{"resource": 1, "module": [1, []]}', '{"resource"'].map(read)).toEqual([
    [],
    [],
    [],
    [],
    [],
    [],
  ]);
  const from = performance.now();
  sourceFile('a.tf.json', `{"resource": ${'['.repeat(200_000)}`);
  sourceFile('a.tf.json', `{"resource": ${'{"a":'.repeat(200_000)}`);
  expect(performance.now() - from).toBeLessThan(2_000);
});
