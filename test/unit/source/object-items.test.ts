// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of HCL.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, Path } from '../../../src/resource/resource.ts';
import { valueAt } from '../../../src/resource/value-at.ts';
import { placeInExpression } from '../../../src/source/object-items.ts';

/** The text that is found. */
function found(text: string, ...path: Path): string | undefined {
  const place = placeInExpression(text, { start: 0, end: text.length }, path);
  return place === undefined ? undefined : text.slice(place.start, place.end);
}

const POLICY = `jsonencode({
  "Version" : "2012-10-17", # a, comment }
  Statement = [
    { Effect = "Deny", Action = ["s3:*"] },
    {
      Effect   = "Allow"
      Action   = "*" // all, of it
      Resource = "\${aws_s3_bucket.b.arn}/*"
      Principal = { AWS = ["a", "b"] }
    },
  ]
})`;

test.each<readonly [Path, string | undefined]>([
  [['Version'], '"Version" : "2012-10-17"'],
  [['Statement', 0], '{ Effect = "Deny", Action = ["s3:*"] }'],
  [['Statement', 0, 'Action', 0], '"s3:*"'],
  [['Statement', 1, 'Action', 0], 'Action   = "*"'],
  [['Statement', 1, 'Action', 1], 'Action   = "*"'],
  [['Statement', 1, 'Resource', 0], 'Resource = "${aws_s3_bucket.b.arn}/*"'],
  [['Statement', 1, 'Principal', 'AWS', 1], '"b"'],
  [['Statement', 1, 'Principal', 'Service'], 'Principal = { AWS = ["a", "b"] }'],
  [['Statement', 2], expect.stringMatching(/^Statement = \[.*\]$/s) as string],
  [['Id'], undefined],
  [[], undefined],
])('a document: %j', (path, expected) => {
  expect(found(POLICY, ...path)).toEqual(expected);
});

test('one statement that stands in no list is the first', () => {
  const text = 'jsonencode( { Statement = { Effect = "Allow" } } )';
  expect(found(text, 'Statement', 0, 'Effect')).toBe('Effect = "Allow"');
  expect(found(text, 'Statement', 1, 'Effect')).toBe('Statement = { Effect = "Allow" }');
});

test('maps by their keys, and lists of no document not at all', () => {
  const tags = '{\n  Owner = "x"\n  "a.b" = "y", c : "z"\n  (var.k) = "w"\n  "${d}" = 1\n}';
  expect([
    found(tags, 'Owner'),
    found(tags, 'a.b'),
    found(tags, 'c'),
    found(tags, 'var.k'),
    found(tags, 'e'),
  ]).toEqual(['Owner = "x"', '"a.b" = "y"', 'c : "z"', undefined, undefined]);
  expect(found('[{ a = 1 }, { a = 2 }]', 1, 'a')).toBe(undefined);
});

test.each([
  '{ for k, v in var.x : k => v }',
  '[for x in y : x]',
  'merge({ a = 1 }, var.x)',
  '{ a = 1 }.b',
  'jsonencode({ a = 1 }) == "x" ? jsonencode({ a = 2 }) : jsonencode({ a = 3 })',
  'jsonencode({ a = 1 }, { a = 2 })',
  '"a"',
  'var.a',
  '{ a = ',
  'jsonencode({ a = 1 ',
])('nothing of %s is guessed', (text) => {
  expect([found(text, 'a'), found(text, 0)]).toEqual([undefined, undefined]);
});

/** As people write a value in HCL; gives each place's own text with it. */
function written(value: Json): string {
  if (Array.isArray(value)) return `[\n${value.map((one) => `${written(one)},\n`).join('')}]`;
  if (typeof value === 'object' && value !== null)
    return `{\n${Object.entries(value)
      .map(([key, one]) => `  ${JSON.stringify(key)} = ${written(one)} # }] "\n`)
      .join('')}}`;
  return JSON.stringify(value);
}

test('made documents: what is found holds the value, and nothing else', () => {
  const key = fc.constantFrom('a', 'b', '}', ']', '#', ',');
  const value = fc.letrec<{ any: Json }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<Json>(1, true, null, 'x', '"},', '[', '//'),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(key, tie('any'), { maxKeys: 3, noNullPrototype: true }),
    ),
  })).any;
  const steps = fc.array(fc.oneof(key, fc.nat(2)), { minLength: 1, maxLength: 4 });
  let reached = 0;
  fc.assert(
    fc.property(fc.dictionary(key, value, { noNullPrototype: true }), steps, (document, path) => {
      const expected = valueAt(document, path);
      if (expected === undefined) return;
      reached += 1;
      const last = path.at(-1);
      const own = written(expected);
      const text = typeof last === 'string' ? `${JSON.stringify(last)} = ${own}` : own;
      expect(found(`jsonencode(${written(document)})`, ...path)).toBe(text);
    }),
    { numRuns: 5_000 },
  );
  expect(reached).toBeGreaterThan(300);
});

test('what is no expression ends', () => {
  const part = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '"',
    '=',
    ':',
    ',',
    'a',
    '\n',
    '#',
    '/*',
    '${',
    'jsonencode(',
  );
  fc.assert(
    fc.property(
      fc.array(part).map((parts) => parts.join('')),
      (text) => {
        found(text, 'a', 0, 'a');
        found(`jsonencode(${text})`, 'a', 0, 'a');
        found(`{ a = ${text} }`, 'a', 'a');
      },
    ),
    { numRuns: 3_000 },
  );
});
