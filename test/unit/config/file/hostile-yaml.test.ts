/** YAML that nobody means well, or that many write by mistake. */
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../../src/config/file/read-config.ts';
import { FILE, told } from './refused-config.ts';

describe('hostile YAML', () => {
  const bomb = [
    'policies:',
    '  a: {params: {x0: &x0 [1,1,1,1,1,1,1,1,1]',
    ...Array.from(
      { length: 9 },
      (_, n) => `    , x${n + 1}: &x${n + 1} [${Array(9).fill(`*x${n}`).join(',')}]`,
    ),
    '    }}',
  ].join('\n');

  test.each([
    [
      'duplicate keys',
      'failOn: low\nfailOn: high',
      ':2:1',
      'the key "failOn" stands here twice',
      `the other one is ${FILE}:1:1`,
    ],
    ['duplicates once escapes are read', '"failO\\x6e": low\nfailOn: high', ':2:1', /twice/, /:1:1/],
    ['a tab', 'policies:\n\ta: {}', ':2:1', /not YAML: Tabs are not allowed as indentation/, undefined],
    [
      'two documents',
      'failOn: low\n---\nfailOn: high',
      ':2:1',
      'the configuration is not YAML: there is more than one document',
      undefined,
    ],
    [
      'an alias of nothing',
      'failOn: *x',
      ':1:9',
      /not YAML: Unresolved alias|nothing before is named/,
      undefined,
    ],
    [
      'an alias of itself',
      'policies: {a: {params: {x: &x [*x]}}}',
      expect.any(String),
      /too large/,
      undefined,
    ],
    ['a bomb of aliases', bomb, expect.any(String), /too large/, undefined],
    ['a tag', 'failOn: !!js/function "x"', ':1:9', /not YAML: Unresolved tag/, undefined],
    [
      'merged keys',
      'policies: {a: &a {enabled: true}, b: {<<: *a}}',
      ':1:39',
      'unknown key "<<" in policies.b',
      /known:/,
    ],
    ['YAML 1.1', '%YAML 1.1\n---\nassumptions: no', ':1:1', 'YAML 1.1 is not read', /1\.2/],
    ['an unclosed text', 'failOn: "low', expect.any(String), /not YAML/, undefined],
  ])('%s', (_, text, where, message, hint) => {
    const { where: at, ...said } = told(text);
    expect(at).toEqual(typeof where === 'string' ? `${FILE}${where}` : expect.stringContaining(FILE));
    expect(said).toEqual({
      message: typeof message === 'string' ? message : expect.stringMatching(message),
      hint: hint instanceof RegExp ? expect.stringMatching(hint) : hint,
    });
    expect(said.message).not.toContain('\n');
  });

  // Each of these ended the whole process before its depth was looked at.
  test.each<[string, (deep: number) => string]>([
    ['brackets', (deep) => '['.repeat(deep)],
    ['brackets that are closed', (deep) => `a: ${'['.repeat(deep)}${']'.repeat(deep)}`],
    ['braces', (deep) => '{a: '.repeat(deep)],
    ['lists in lists', (deep) => `${'- '.repeat(deep)}x`],
    ['keys of keys', (deep) => `${'? '.repeat(deep)}x`],
    ['mappings in a line', (deep) => `${'a: '.repeat(deep)}x`],
    ['lists by tabs', (deep) => `${'-\t'.repeat(deep)}x`],
    ['indentation', (deep) => Array.from({ length: deep }, (_, n) => `${' '.repeat(n)}a:`).join('\n')],
  ])('%s, however deep', (_, textOf) => {
    for (const deep of [50, 390, 401, 700])
      expect(told(textOf(deep)).where).toMatch(/^conf\/driftlock\.yaml(:\d+:\d+)?$/);
    expect(told(textOf(700))).toEqual({
      where: FILE,
      message: 'the configuration is not YAML that is read: it is too deep',
      hint: 'brackets are not closed, or lines are indented by hundreds of columns',
    });
  });

  test.each([
    ['nothing', ''],
    ['a comment', '# failOn: low\n'],
    ['an end', '---\n...\n'],
    ['null', 'null\n'],
  ])('%s says nothing', (_, text) => {
    expect(told(text)).toEqual({
      where: expect.stringContaining(FILE),
      message: 'the configuration says nothing',
      hint: expect.stringContaining('failOn: high'),
    });
  });

  test('ten thousand keys are refused in less than a second', () => {
    const text = Array.from({ length: 20_000 }, (_, n) => `k${n}: 1`).join('\n');
    const started = performance.now();
    expect(told(text).message).toBe('unknown key "k0"');
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('aliases that stand for little are read', () => {
    const { base } = readConfig('policies: {a: {paths: &p [module.x]}, b: {paths: *p}}', FILE);
    expect(base.policies.map(({ paths }) => paths?.value)).toEqual([['module.x'], ['module.x']]);
  });

  test('names that mean something to JavaScript are names', () => {
    const { base } = readConfig('policies: {__proto__: {params: {__proto__: 1, constructor: 2}}}', FILE);
    expect(base.policies.map(({ pattern, params }) => [pattern, Object.keys(params ?? {})])).toEqual([
      ['__proto__', ['__proto__', 'constructor']],
    ]);
    expect(({} as { enabled?: unknown }).enabled).toBe(undefined);
  });
});
