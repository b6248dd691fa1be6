import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DriftlockError } from '../../../../src/errors.ts';
import type { Route, Span } from '../../../../src/input/json/route.ts';
import { createScanner } from '../../../../src/input/json/scan-json.ts';

/** Scans `text` in chunks of the given sizes, repeated. */
function scan(text: string | Buffer, route: Route, sizes: readonly number[] = [7]): Span[] {
  const bytes = Buffer.from(text);
  const superseded: Span[] = [];
  const scanner = createScanner(route, { where: 'test', superseded: (span) => superseded.push(span) });
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    // A copy that is wiped afterwards, as the reader's buffer is used again.
    const chunk = Buffer.from(bytes.subarray(at, at + size));
    scanner.write(chunk);
    chunk.fill(0);
    at += size;
  }
  scanner.end();
  return superseded;
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
const json = fc.oneof(fc.jsonValue(), fc.jsonValue({ stringUnit: 'binary' }));
const indent = fc.constantFrom(undefined, 1, '\t', '\r\n  ');

/** Enters every object and list down to `depth` and takes what lies there, to be built again. */
function rebuild(depth: number, set: (value: unknown) => void): Route {
  if (depth === 0) return { take: (bytes) => set(JSON.parse(bytes.toString('utf8'))) };
  return {
    member: (key) => rebuildMember(depth, key, set),
  };
}

function rebuildMember(depth: number, key: string, set: (value: unknown) => void): Route {
  return rebuild(depth - 1, (value) => set({ [key]: value }));
}

describe('createScanner', () => {
  it('hands over every member as JSON.parse reads it, whatever the chunks', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'binary' }), json),
        indent,
        sizes,
        (value, space, chunks) => {
          const found = new Map<string, unknown>();
          const route: Route = {
            member: (key) => ({ take: (bytes) => found.set(key, JSON.parse(bytes.toString('utf8'))) }),
          };
          const text = JSON.stringify(value, null, space as string);
          scan(text, route, chunks);
          expect([...found]).toEqual(Object.entries(JSON.parse(text)));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('hands over every element with its offset and passes by what is not asked for', () => {
    fc.assert(
      fc.property(fc.array(json), json, indent, sizes, (list, other, space, chunks) => {
        const text = JSON.stringify({ before: other, list, after: other }, null, space as string);
        const bytes = Buffer.from(text);
        const found: unknown[] = [];
        const route: Route = {
          member: (key) =>
            key !== 'list'
              ? undefined
              : {
                  element: (index) => ({
                    take(taken, offset) {
                      expect(index).toBe(found.length);
                      expect(bytes.subarray(offset, offset + taken.length).equals(taken)).toBe(true);
                      found.push(JSON.parse(taken.toString('utf8')));
                    },
                  }),
                },
        };
        scan(text, route, chunks);
        expect(found).toEqual(JSON.parse(text).list);
      }),
      { numRuns: 500 },
    );
  });

  it('enters objects to any depth', () => {
    const found: unknown[] = [];
    scan(
      '{"a":{"b":[1,{"c":2}],"d":null},"e":{"f":"\\u00e9\\n"}}',
      rebuild(2, (value) => found.push(value)),
      [1],
    );
    expect(found).toEqual([{ a: { b: [1, { c: 2 }] } }, { a: { d: null } }, { e: { f: 'é\n' } }]);
  });

  it('refuses exactly what JSON.parse refuses', () => {
    const text = fc.oneof(
      fc.json(),
      fc.string({ unit: fc.constantFrom(...'{}[]:,"\\u0aEe+-.19 \n\ttrufalsn') }),
      fc.tuple(fc.json(), fc.nat(), fc.string({ maxLength: 3 })).map(([base, at, extra]) => {
        const place = at % (base.length + 1);
        return base.slice(0, place) + extra + base.slice(place + (at % 2));
      }),
    );
    fc.assert(
      fc.property(text, sizes, (inner, chunks) => {
        // In a member, so that the document itself is an object; once passed by, once handed over.
        const whole = `{"m":${inner}}`;
        const expected = attempt(() => JSON.parse(whole));
        for (const route of [{ member: () => undefined }, { member: () => ({ take: () => {} }) }]) {
          const actual = attempt(() => scan(whole, route, chunks));
          expect(actual instanceof Error, whole).toBe(expected instanceof Error);
          if (actual instanceof Error) expect(actual).toBeInstanceOf(DriftlockError);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('names the offset of what is wrong, and of the end of what is cut off', () => {
    const route: Route = { member: () => undefined };
    const message = (text: string) => (attempt(() => scan(text, route)) as Error).message;
    expect(message('{"a": 1, }')).toBe("not readable as JSON: unexpected byte '}' at byte 9");
    expect(message('{"a": [1, 2')).toBe('not readable as JSON: it ends too early at byte 11');
    expect(message('{"a": "x\ny"}')).toBe('not readable as JSON: a string is broken off at byte 8');
    expect(message('{} {}')).toBe('not readable as JSON: there is more after its end at byte 3');
    expect(message('[]')).toBe('not readable as JSON: an object was expected at byte 0');
    expect(message('')).toBe('not readable as JSON: it ends too early at byte 0');
  });

  it('tells what a later member of the same name makes void', () => {
    const text = '{"a":[1],"b":2,"a":[3,4],"a":5}';
    expect(scan(text, { member: () => undefined })).toEqual([
      { start: 5, end: 8 },
      { start: 19, end: 24 },
    ]);
  });

  it('refuses a value of another kind where it was to be entered, but not null', () => {
    const route: Route = { member: () => ({ element: () => undefined }) };
    expect(scan('{"a":null}', route)).toEqual([]);
    expect(() => scan('{"a":{}}', route)).toThrow('a list was expected at byte 5');
    expect(() => scan('{"a":"x"}', route)).toThrow('a list was expected at byte 5');
  });

  it('bears any depth', () => {
    const deep = `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    expect(scan(deep, { member: () => undefined }, [4096])).toEqual([]);
  });
});

function attempt(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}
