import fc from 'fast-check';
import { expect, it } from 'vitest';
import { peekMembers } from '../../../../src/input/json/peek-members.ts';

const names = ['type', 'mode', 'address'] as const;

it('reads the members at the top level alone, wherever they stand', () => {
  const key = fc.oneof(fc.constantFrom(...names), fc.string());
  const value = fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue(), fc.dictionary(key, fc.string()));
  fc.assert(
    fc.property(fc.dictionary(key, value), fc.constantFrom(undefined, 2), (object, space) => {
      const text = JSON.stringify(object, null, space);
      const parsed = JSON.parse(text) as Record<string, unknown>;
      const strings = names.filter((name) => typeof parsed[name] === 'string');
      expect(peekMembers(Buffer.from(text), names)).toEqual(
        Object.fromEntries(strings.map((name) => [name, parsed[name]])),
      );
    }),
    { numRuns: 1000 },
  );
});

it('knows a key that is written with escapes', () => {
  expect(peekMembers(Buffer.from('{"x":[{"type":"no"}],"t\\u0079pe":"a\\"b"}'), names)).toEqual({
    type: 'a"b',
  });
});
