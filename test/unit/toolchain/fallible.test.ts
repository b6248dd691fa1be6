/** Which calls of a policy may fail, and what strict evaluation says of them, through the built program. */
import { describe, expect, it } from 'vitest';
import { problemsOf, rego } from './judge.ts';

const POLICIES = { p: ['p'] };

/** Calls as `name row:col`, with what they need where only a type fails them. */
function calls(text: string, more: Readonly<Record<string, string>> = {}) {
  const found = rego.fallible({ modules: { 'p.rego': `package p\n\n${text}`, ...more }, policies: POLICIES });
  return found.p?.map(({ name, file, row, col, reason, needs }) => {
    const place = `${name} ${file === 'p.rego' ? '' : `${file}:`}${row}:${col}`;
    if (reason !== undefined) return `${place} ${reason}`;
    return needs === undefined ? place : [place, needs];
  });
}

describe('fallible', () => {
  it('has nothing to say of comparisons, membership, messages and what is guarded by its constants', () => {
    const text = [
      'applies if input.type == "a"',
      'deny contains $"{input.values.size / 0} {lower(input.values.name)}" if input.values.size > 3',
      'deny contains "m" if not input.values.kind in {"a", "b"}',
      'deny contains "n" if { some x in input.values.list; x.y != object.get(x, "z", 1) == false }',
      'deny contains "o" if count([x | some x in input.values.list]) > 3',
      'deny contains "q" if { some i in numbers.range(0, 3); input.values.list[i] == "a" }',
      'deny contains msg if { input.values.a; msg := $"{to_number(input.values.a)}" }',
    ].join('\n\n');
    expect(calls(text)).toEqual([
      ['object.get 9:60', [{ path: ['values', 'list', null], kinds: ['object'] }]],
    ]);
  });

  it('follows helpers, libraries and what stands inside other terms', () => {
    const text = [
      'import data.lib.net',
      'applies if to_number(input.values.size) > 1',
      'deny contains "m" if not net.is_inside(input.values.cidr)',
      'deny contains "n" if count([x | some x in input.values.list; x % 2 == 1]) > 0',
      'deny contains "o" if { every x in input.values.list { half(x) > 2 } }',
      'half(x) := 1 / x',
      'unused if json.unmarshal(input.values.doc)',
    ].join('\n\n');
    const lib = 'package lib.net\n\nis_inside(cidr) if net.cidr_contains("10.0.0.0/8", cidr)';
    expect(calls(text, { 'lib.rego': lib })).toEqual([
      'net.cidr_contains lib.rego:3:20 text that is no range of addresses',
      'to_number 5:12 text that is no number',
      'rem 9:62 a division by zero, or a number that is not whole',
      'div 13:12 a division by zero',
    ]);
  });

  it('says which places a type rests on', () => {
    const text = [
      'deny contains "m" if startswith(lower(input.values.name), "a")',
      'deny contains "n" if concat("/", [x | some x in input.values.list]) == "a/b"',
      'deny contains "o" if input.values.a - 1 > 2',
      'deny contains "q" if startswith(json.unmarshal(input.values.doc).a, "b")',
    ].join('\n\n');
    expect(calls(text)).toEqual([
      ['lower 3:33', [{ path: ['values', 'name'], kinds: ['string'] }]],
      ['concat 5:22', [{ path: ['values', 'list', null], kinds: ['string'] }]],
      ['minus 7:22', [{ path: ['values', 'a'], kinds: ['number'] }]],
      'startswith 9:22',
      'json.unmarshal 9:33 text that is not JSON',
    ]);
  });
});

describe('check', () => {
  it('reports what fails on more than a type, outside of libraries and tests', () => {
    const guarded = 'is_inside(range) if net.cidr_contains("10.0.0.0/8", range)';
    const modules = {
      'aws/p.rego':
        'package policies.aws.p\n\ndeny contains "m" if helper("[", lower(input.values.a))\n\nhelper(e, x) if regex.match(e, x)\n\nunused(x) := x / input.values.n',
      'lib/net.rego': `package policies.lib.net\n\n${guarded}`,
      'aws/p_test.rego': `package policies.aws.p_test\n\n${guarded}`,
    };
    expect(problemsOf(() => rego.check({ modules, fallible: true }))).toEqual([
      {
        file: 'aws/p.rego',
        row: 5,
        col: 17,
        code: 'fallible',
        message:
          'regex.match fails on an expression that does not compile, which a compiled policy takes for undefined',
      },
      {
        file: 'aws/p.rego',
        row: 7,
        col: 14,
        code: 'fallible',
        message: 'div fails on a division by zero, which a compiled policy takes for undefined',
      },
    ]);
    expect(problemsOf(() => rego.check({ modules }))).toEqual([]);
  });
});

describe('strict', () => {
  const text = [
    'package p',
    'applies if net.cidr_contains("0.0.0.0/0", input.values.cidr)',
    'deny contains "a" if net.cidr_contains("10.0.0.0/8", input.values.cidr)',
    'deny contains "b" if not startswith(input.values.name, "n")',
    'deny contains "c" if 10 / json.unmarshal(input.values.doc).n > data.params.p.most',
    'deny contains $"{to_number(input.values.name)}" if input.values.name == "nine"',
  ].join('\n\n');
  const policies = { modules: { 'p.rego': text }, policies: POLICIES };
  const params = { p: { most: 2 } };
  const cidr = '192.168.0.0/16';
  const items = [{ cidr }, { cidr: '10.1.0.0/16' }, { cidr, name: 'nine' }, { cidr, doc: '{"n": 1}' }, {}];
  const bad = [{ cidr: 'pl-1' }, { cidr, name: 5 }, { cidr, doc: '{' }, { cidr, doc: '{"n": 0}' }];
  const item = (values: object) => ({ policy: 'p', input: { values } });

  it('judges as the compiled policy does where nothing fails', () => {
    expect(rego.strict({ handle: rego.prepare(policies), params, items: items.map(item) })).toEqual([
      { applies: true, denies: [] },
      { applies: true, denies: [0] },
      { applies: true, denies: [3] },
      { applies: true, denies: [2] },
      { applies: false, denies: [] },
    ]);
  });

  it('gives the place of what fails, and leaves the others alone', () => {
    const all = [...bad, { cidr }].map(item);
    const answers = rego.strict({ handle: rego.prepare(policies), params, items: all });
    expect(answers.map(({ error }) => error && [error.code, error.row, error.message])).toEqual([
      [
        'eval_builtin_error',
        3,
        'net.cidr_contains: not a valid textual representation of an IP address or CIDR: pl-1',
      ],
      ['eval_type_error', 7, 'startswith: operand 1 must be string but got number'],
      ['eval_builtin_error', 9, 'json.unmarshal: unexpected EOF'],
      ['eval_builtin_error', 9, 'div: divide by zero'],
      undefined,
    ]);
  });

  it('reads the parameters of each call, and refuses a policy that was not prepared', () => {
    const handle = rego.prepare(policies);
    const one = [item({ cidr, doc: '{"n": 1}' })];
    const denies = [2, 20].map(
      (most) => rego.strict({ handle, params: { p: { most } }, items: one })[0]?.denies,
    );
    expect(denies).toEqual([[2], []]);
    expect(() => rego.strict({ handle, params, items: [{ policy: 'q', input: {} }] })).toThrow(
      'no policy "q" is prepared',
    );
    expect(() => rego.strict({ handle: 'none', params, items: one })).toThrow('no policies are prepared');
  });
});
