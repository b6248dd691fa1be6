/** The form of rules/defaults/<cloud>.yaml, and each way of getting it wrong. */
import { describe, expect, test } from 'vitest';
import { compileDefaults } from '../../../src/evaluate/compile-defaults.ts';

const PAGE = 'source: https://docs.example.com/a\n      date: 2026-11-21';

function ofEntry(entry: string): string {
  return `attributes:\n  aws_a:\n    b.c:\n      ${entry}\n`;
}

test('a default with its conditions, one of nothing, and a record', () => {
  const text = `
attributes:
  aws_a:
    b.c:
      value: [{ d: true }]
      unless: [e, /f]
      where: { g: [1, x] }
      overridden_by: [aws_z]
      ${PAGE}
    h:
      absent: true
      ${PAGE}
undeclared:
  aws_a:
    aws_b.a:
      values: { on: true }
      ${PAGE}
`;
  const documented = { source: 'https://docs.example.com/a', date: '2026-11-21' };
  expect(compileDefaults(text, 'x.yaml')).toEqual({
    attributes: {
      aws_a: {
        'b.c': {
          value: [{ d: true }],
          unless: ['e', '/f'],
          where: { g: [1, 'x'] },
          overriddenBy: ['aws_z'],
          ...documented,
        },
        h: documented,
      },
    },
    undeclared: { aws_a: { 'aws_b.a': { values: { on: true }, ...documented } } },
  });
});

test('an empty file has none', () => {
  expect(compileDefaults('{}', 'x.yaml')).toEqual({ attributes: {}, undeclared: {} });
});

const AT = 'x.yaml: attributes.aws_a.b.c';

describe('refuses', () => {
  test.each([
    ['no YAML', 'attributes: [', 'x.yaml', /^is not YAML: /, undefined],
    ['a key given twice', 'attributes: {}\nattributes: {}', 'x.yaml', /^is not YAML: .*unique/, undefined],
    ['a list', '[]', 'x.yaml', 'is not a mapping', undefined],
    ['nothing', '', 'x.yaml', 'is not a mapping', undefined],
    ['an unknown section', 'attribute: {}', 'x.yaml', 'unknown key "attribute"', /did you mean "attributes"/],
    [
      'a type without attributes',
      'attributes: { aws_a: 1 }',
      'x.yaml: attributes.aws_a',
      'is not a mapping',
      undefined,
    ],
    [
      'an unknown key',
      ofEntry(`value: 1\n      unles: [x]\n      ${PAGE}`),
      AT,
      'unknown key "unles"',
      /"unless"/,
    ],
    ['neither value nor absent', ofEntry(PAGE), AT, /says neither/, /absent: true/],
    ['both', ofEntry(`value: 1\n      absent: true\n      ${PAGE}`), AT, /says neither/, /absent: true/],
    ['absent: false', ofEntry(`absent: false\n      ${PAGE}`), AT, /says neither/, /absent: true/],
    ['an empty text', ofEntry(`value: ""\n      ${PAGE}`), AT, 'has an empty value', /absent: true/],
    ['null', ofEntry(`value: null\n      ${PAGE}`), AT, 'has an empty value', /absent: true/],
    ['an empty list', ofEntry(`value: []\n      ${PAGE}`), AT, 'has an empty value', /absent: true/],
    [
      'unless as text',
      ofEntry(`value: 1\n      unless: x\n      ${PAGE}`),
      `${AT}.unless`,
      /list of names/,
      undefined,
    ],
    [
      'an empty unless',
      ofEntry(`value: 1\n      unless: []\n      ${PAGE}`),
      `${AT}.unless`,
      /list of names/,
      undefined,
    ],
    [
      'where without a list',
      ofEntry(`value: 1\n      where: { a: 1 }\n      ${PAGE}`),
      `${AT}.where.a`,
      /list of values/,
      undefined,
    ],
    ['no source', ofEntry('value: 1\n      date: 2026-11-21'), AT, 'names no source', /https/],
    [
      'a source that is no page',
      ofEntry('value: 1\n      source: the docs\n      date: 2026-11-21'),
      AT,
      'names no source',
      /https/,
    ],
    ['no date', ofEntry('value: 1\n      source: https://a.b/'), AT, 'names no date', /2026/],
    [
      'a month',
      ofEntry('value: 1\n      source: https://a.b/\n      date: 2026-11'),
      AT,
      'names no date',
      /2026/,
    ],
    [
      'a day that is none',
      ofEntry('value: 1\n      source: https://a.b/\n      date: 2026-13-45'),
      AT,
      'names no date',
      /2026/,
    ],
    [
      'a record without values',
      `undeclared:\n  aws_a:\n    aws_b.a:\n      ${PAGE}`,
      'x.yaml: undeclared.aws_a.aws_b.a.values',
      'is not a mapping',
      undefined,
    ],
  ] as const)('%s', (_note, text, where, message, hint) => {
    expect(() => compileDefaults(text, 'x.yaml')).toThrow(
      expect.objectContaining({
        code: 'config',
        where,
        message: typeof message === 'string' ? message : expect.stringMatching(message),
        hint: hint === undefined ? undefined : expect.stringMatching(hint),
      }),
    );
  });
});
