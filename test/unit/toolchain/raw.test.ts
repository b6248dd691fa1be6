/** Raw policies in the Go half: what is refused, what is read, data, answers. */
import { beforeAll, describe, expect, test } from 'vitest';
import { loadRego, type Rego, RegoError } from '../../../src/toolchain/rego.ts';
import type { RawRuleName } from '../../../src/toolchain/rego-types.ts';

let rego: Rego;
beforeAll(async () => {
  rego = await loadRego();
});

const DENY: RawRuleName = { package: ['main'], name: 'deny' };

function prepare(text: string, data: Parameters<Rego['rawPrepare']>[0]['data'] = [], rules = [DENY]) {
  return rego.rawPrepare({ modules: { 'p.rego': text }, data, rules });
}

function problems(action: () => unknown): string[] {
  try {
    action();
  } catch (cause) {
    if (cause instanceof RegoError) return cause.message.split('\n');
    throw cause;
  }
  throw new Error('nothing was wrong');
}

function ask(input: object, rule: RawRuleName = DENY, exception = '') {
  rego.rawInput({ name: 'plan.json', folder: '/f', now: 1_700_000_000, text: JSON.stringify(input) });
  return rego.rawRule({ ...rule, exception });
}

describe('refused by name, with their place', () => {
  const OWN = "is conftest's own and reads files: give them with --data and read them at data.…";
  test.each([
    [
      'http.send({"method": "get", "url": "x"}).ok',
      2,
      'http.send cannot be called here: it asks the network',
    ],
    [
      'net.lookup_ip_addr("h")[_] == "::1"',
      2,
      'net.lookup_ip_addr cannot be called here: it asks the network',
    ],
    [
      'x := {v | some v in opa.runtime().env}',
      22,
      'opa.runtime cannot be called here: it reads the environment of the process',
    ],
    ['not http.send({"url": input.u}).ok', 6, 'http.send cannot be called here: it asks the network'],
    ['parse_config_file("x.yaml").a', 2, `parse_config_file cannot be called here: it ${OWN}`],
    [
      'parse_combined_config_files(["x"])[_].a',
      2,
      `parse_combined_config_files cannot be called here: it ${OWN}`,
    ],
    [
      'parse_config("yaml", "a").a',
      2,
      "parse_config cannot be called here: it is conftest's own: give such files with --data and read them at data.…",
    ],
    ['nothing.like.it(1)', 2, 'undefined function nothing.like.it'],
  ])('%s', (body, col, message) => {
    const text = `package main\n\ndeny contains "m" if {\n\t${body}\n}\n`;
    expect(problems(() => prepare(text))).toEqual([`p.rego:4:${col}: ${message}`]);
  });

  test('a function of that name of their own is theirs', () => {
    prepare(
      'package main\n\nparse_config(a, b) := {a: b}\n\ndeny contains "m" if parse_config("x", "y").x == "y"\n',
    );
    expect(ask({}).value).toEqual(['m']);
  });

  test('scalars, of which nobody could tell what they say', () => {
    expect(problems(() => prepare('package main\n\ndeny if input.a\n'))).toEqual([
      'p.rego:3:1: main.deny is true, not a set of messages: deny contains <message> if …',
    ]);
    expect(problems(() => prepare('package main\n\ndeny := "no" if input.a\n'))).toEqual([
      'p.rego:3:1: main.deny is "no", not a set of messages: deny contains <message> if …',
    ]);
    prepare('package main\n\ndeny := [m | m := input.a]\n');
    expect(ask({ a: 'x' }).value).toEqual(['x']);
  });
});

test('what a rule may read, through helpers of other packages', () => {
  const modules = {
    'a.rego':
      'package main\n\nimport data.lib\n\ndeny contains r.address if {\n\tsome r in lib.of("t")\n\tr.change.after.size > 3\n}\n\ndeny_other contains "m" if input.variables.x.value == 1\n',
    'b.rego': 'package lib\n\nof(type) := [r | some r in input.resource_changes; r.type == type]\n',
  };
  const other = { package: ['main'], name: 'deny_other' };
  expect(rego.rawPrepare({ modules, data: [], rules: [DENY, other] })).toEqual({
    'main.deny': [
      ['resource_changes', null, 'address'],
      ['resource_changes', null, 'change', 'after', 'size'],
      ['resource_changes', null, 'type'],
    ],
    'main.deny_other': [['variables', 'x', 'value']],
  });
});

describe('data', () => {
  const text = 'package main\n\ndeny contains json.marshal(data.team)\n';
  test('of JSON and YAML, each where its folder stands, objects merged', () => {
    prepare(text, [
      { file: 'd/x.yaml', path: [], text: 'team: {a: 1}\n' },
      { file: 'd/team/y.yml', path: ['team'], text: 'b: [yes, 2]\n' },
      { file: 'd/team/deep/z.json', path: ['team', 'deep'], text: '[1e3, 12345678901234567890]' },
    ]);
    expect(ask({}).value).toEqual(['{"a":1,"b":["yes",2],"deep":[1e3,12345678901234567890]}']);
  });

  test.each([
    [
      [
        ['a.json', '{"team": {"a": 1}}'],
        ['b.yaml', 'team: {a: 1}'],
      ],
      'b.yaml:1:1: data.team.a is given twice, by a.json too',
    ],
    [
      [
        ['a.json', '{"team": 1}'],
        ['b.yaml', 'team: {a: 1}'],
      ],
      'b.yaml:1:1: data.team is given twice, by a.json too',
    ],
    [[['a.json', '[]']], 'a.json:1:1: a document of data is an object at its top'],
    [[['a.json', '{} {}']], 'a.json:1:1: not readable as JSON: something stands after its end'],
    [[['a.yaml', '']], 'a.yaml:1:1: a document of data is an object at its top'],
  ])('%j is refused', (files, message) => {
    const data = files.map(([file = '', content = '']) => ({ file, path: [], text: content }));
    expect(problems(() => prepare(text, data))).toEqual([message]);
  });
});

describe('answers', () => {
  test('value, print, exceptions, and calls that failed', () => {
    const text = `package main

deny_a contains msg if {
	some n in input.numbers
	to_number(n) > 1
	print("saw", n)
	msg := sprintf("%v at %d", [n, time.now_ns()])
}

exception contains ["b", "a"] if input.excepted
exception contains {"c"} if input.excepted
`;
    const rule = { package: ['main'], name: 'deny_a' };
    prepare(text, [], [rule]);
    expect(ask({ numbers: ['2', 'x', 'y', '0'], excepted: true }, rule, 'a')).toEqual({
      value: ['2 at 1700000000000000000'],
      exempt: true,
      output: 'p.rego:6: saw 2\n',
      failed: [
        {
          file: 'p.rego',
          row: 5,
          col: 2,
          code: 'eval_builtin_error',
          message: expect.stringContaining('to_number'),
        },
      ],
    });
    expect(ask({ numbers: [], excepted: true }, rule, 'c')).toMatchObject({
      value: [],
      exempt: true,
      failed: [],
    });
    expect(ask({ excepted: true }, rule, '')).toMatchObject({ value: [], exempt: false });
    expect(ask({}, rule, 'a')).toMatchObject({ exempt: false });
  });

  test('numbers of the plan are as they are written', () => {
    prepare('package main\n\ndeny contains sprintf("%v", [input.n])\n');
    rego.rawInput({ name: 'p', folder: '/', now: 0, text: '{"n": 12345678901234567890123}' });
    expect(rego.rawRule({ ...DENY, exception: '' }).value).toEqual(['12345678901234567890123']);
  });

  test('an error of one rule is told with its place', () => {
    prepare('package main\n\nx := 1\n\nx := 2 if input.a\n\ndeny contains "m" if x == 1\n');
    expect(ask({ a: true }).error).toMatchObject({ code: 'eval_conflict_error', file: 'p.rego', row: 5 });
    expect(ask({}).value).toEqual(['m']);
  });
});
