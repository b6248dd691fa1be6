/** The Rego half through its host: what each operation gives, and that errors are located and never end the host. */

import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { COMPILER } from '../../../src/toolchain/rego-identity.ts';
import { judge, problemsOf, rego } from './judge.ts';

const PRINT_DIGEST =
  "import('../../scripts/toolchain-digest.mjs').then((m) => process.stdout.write(m.digestOfSources('rego')))";

describe('check', () => {
  it('gives all errors of all files with their places', () => {
    const modules = { 'a.rego': 'package a\nx := [1,', 'b.rego': 'package b\n\ny if {' };
    expect(problemsOf(() => rego.check({ modules })).map(({ file, code }) => [file, code])).toEqual([
      ['a.rego', 'rego_parse_error'],
      ['a.rego', 'rego_parse_error'],
      ['b.rego', 'rego_parse_error'],
    ]);
  });

  it('is strict when asked', () => {
    const modules = { 'a.rego': 'package a\n\nx if {\n\ty := 1\n\tinput.a\n}\n' };
    expect(problemsOf(() => rego.check({ modules }))).toEqual([]);
    expect(problemsOf(() => rego.check({ modules, strict: true }))[0]).toMatchObject({
      file: 'a.rego',
      row: 4,
      col: 2,
    });
  });

  it('holds input against a schema', () => {
    const schema = { type: 'object', properties: { good: { type: 'string' } }, additionalProperties: false };
    const modules = { 'a.rego': 'package a\nx if input.bad' };
    expect(problemsOf(() => rego.check({ modules, schema }))[0]).toMatchObject({
      row: 2,
      code: 'rego_type_error',
    });
  });

  it('takes an empty file and hostile text for what they are', () => {
    expect(problemsOf(() => rego.check({ modules: { 'a.rego': '' } }))[0]).toMatchObject({
      file: 'a.rego',
      row: 1,
    });
    const text = 'package a\nx := "\u0000\ud83d\ude00"\n'.repeat(3);
    expect(problemsOf(() => rego.check({ modules: { 'ü.rego': text } })).length).toBeGreaterThan(0);
  });
});

describe('inspect', () => {
  it('gives annotations of package and rule, with links and custom fields', () => {
    const text = `# METADATA
# title: T
# related_resources: [https://a.example/b]
# custom:
#   severity: high
#   "on": change
package p

# METADATA
# entrypoint: true
deny contains "x" if input.a

f(x) := x
m[k] := k if k := input.a
`;
    const module = rego.inspect({ modules: { 'p.rego': text } })['p.rego'];
    expect(module?.annotations).toEqual([
      {
        file: 'p.rego',
        row: 1,
        col: 1,
        scope: 'package',
        title: 'T',
        relatedResources: [{ ref: 'https://a.example/b' }],
        custom: { severity: 'high', on: 'change' },
      },
    ]);
    expect(module?.rules.map(({ name, kind, row }) => [name, kind, row])).toEqual([
      ['deny', 'set', 11],
      ['f', 'function', 13],
      ['m[k]', 'object', 14],
    ]);
    expect(module?.rules[0]?.annotations).toMatchObject([{ scope: 'document', entrypoint: true }]);
  });
});

describe('eval', () => {
  const modules = { 'a.rego': 'package a\nx := 1 / input.n\ny contains e if some e in input.list' };
  it('answers a query with its values and variables', () => {
    expect(rego.eval({ modules, query: 'data.a.y[v]; v > 1', input: { list: [1, 2] } }).solutions).toEqual([
      { values: [2, true], bindings: { v: 2 } },
    ]);
    expect(rego.eval({ modules, query: 'data.a.x', input: { n: 0 } }).solutions).toEqual([]);
    expect(
      problemsOf(() =>
        rego.eval({ modules, query: 'data.a.x', input: { n: 0 }, strictBuiltinErrors: true }),
      )[0],
    ).toMatchObject({
      file: 'a.rego',
      row: 2,
    });
  });
});

describe('test', () => {
  const modules = {
    'p.rego': 'package p\n\nok if input.a == 1\n\nunused if input.b\n',
    'p_test.rego': `package p_test
import data.p
test_pass if p.ok with input as {"a": 1}
test_fail if {
	print("looking")
	p.ok with input as {"a": 2}
}
todo_test_later if false
test_error if {
	f(1)
}
f(1) := 1
f(1) := 2
`,
  };
  it('gives place, status, print output, cause of an error and coverage', () => {
    const { handle, tests } = rego.tests({ modules, coverage: true });
    expect(tests).toEqual([
      { file: 'p_test.rego', row: 3, col: 1, package: 'p_test', name: 'test_pass' },
      { file: 'p_test.rego', row: 4, col: 1, package: 'p_test', name: 'test_fail' },
      { file: 'p_test.rego', row: 8, col: 1, package: 'p_test', name: 'todo_test_later', skip: true },
      { file: 'p_test.rego', row: 9, col: 1, package: 'p_test', name: 'test_error' },
    ]);
    const durationNs = expect.any(Number);
    expect(tests.map((_, test) => rego.test({ handle, test }))).toEqual([
      { status: 'pass', durationNs },
      { status: 'fail', durationNs, output: 'looking\n' },
      { status: 'skip', durationNs: 0 },
      {
        status: 'error',
        durationNs,
        problem: {
          file: 'p_test.rego',
          row: 13,
          col: 1,
          code: 'eval_conflict_error',
          message: expect.stringContaining('produced conflicting values'),
        },
      },
    ]);
    expect(rego.coverage(handle).files['p.rego']).toMatchObject({
      covered: [{ start: { row: 3 } }, { start: { row: 3 } }],
      not_covered: [{ start: { row: 5 } }, { start: { row: 5 } }],
      covered_lines: 1,
      not_covered_lines: 1,
    });
  });

  it('says of a failure what was compared, and what that rests on', () => {
    const { handle } = rego.tests({ modules });
    expect(rego.failure({ handle, test: 1 })).toEqual([
      {
        path: [],
        file: 'p_test.rego',
        row: 6,
        col: 2,
        expression: 'p.ok with input as {"a": 2}',
        values: [{ name: 'p.ok' }],
        because: [
          {
            file: 'p.rego',
            row: 3,
            col: 7,
            expression: 'input.a == 1',
            values: [{ name: 'input.a', value: '2' }],
          },
        ],
      },
    ]);
  });

  it('shows the values of rules that are asked, which OPA keeps to itself', () => {
    const asking = {
      'q.rego': 'package q\nr := {1, 2}\ntest_rule if r == {3}\ntest_not if not r\ntest_in if 3 in r\n',
    };
    const { handle, tests } = rego.tests({ modules: asking });
    const shown = tests.map((_, test) => rego.failure({ handle, test })[0]?.values);
    expect(shown).toEqual([
      [{ name: 'r', value: '{1, 2}' }],
      [{ name: 'r', value: '{1, 2}' }],
      [{ name: 'r', value: '{1, 2}' }],
    ]);
  });

  it('runs what the filter chooses', () => {
    expect(rego.tests({ modules, filter: 'p_test.test_pass$' }).tests.map(({ name }) => name)).toEqual([
      'test_pass',
    ]);
    expect(() => rego.tests({ modules, filter: '(' })).toThrow(/missing closing/);
  });

  it('puts data below its folders, and names both files that say different things', () => {
    const first = { file: 'a/data.json', path: ['a'], text: '{"n": 12345678901234567890}' };
    const second = { file: 'a/data.yaml', path: ['a'], text: 'y: true\n' };
    const mentioned = {
      'd_test.rego': 'package d_test\ntest_data if data.a == {"n": 12345678901234567890, "y": true}\n',
    };
    const { handle } = rego.tests({ modules: mentioned, data: [first, second] });
    expect(rego.test({ handle, test: 0 }).status).toBe('pass');
    const other = { file: 'a/data.yml', path: ['a'], text: 'n: 1\n' };
    expect(problemsOf(() => rego.tests({ modules: mentioned, data: [first, other] }))).toEqual([
      {
        file: 'a/data.yml',
        row: 1,
        col: 1,
        code: 'data_conflict',
        message: 'a/data.json has another value for data.a.n',
      },
    ]);
  });
});

describe('fmt', () => {
  it('gives OPA’s layout, comments kept, of either version', () => {
    const modules = {
      'a.rego': 'package a\n# why\nx if {input.a ;  input.b}',
      'b.rego': 'package b\nx { input.a }',
    };
    expect(rego.fmt({ modules })).toEqual({
      'a.rego': 'package a\n\n# why\nx if {\n\tinput.a\n\tinput.b\n}\n',
      'b.rego': 'package b\n\nx {\n\tinput.a\n}\n',
    });
  });
});

describe('the program', () => {
  it('outlives what ends it', () => {
    const deep = `package p\nx := ${'['.repeat(200_000)}`;
    expect(() => rego.check({ modules: { 'p.rego': deep } })).toThrow();
    expect(rego.fmt({ modules: { 'p.rego': 'package p' } })).toEqual({ 'p.rego': 'package p\n' });
  });

  it('is what its digest says', () => {
    const folder = path.resolve(import.meta.dirname, '../../../src/toolchain');
    const bytes = brotliDecompressSync(readFileSync(path.join(folder, 'rego.wasm.br')));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(COMPILER.digest);
    expect(`opa ${rego.version()}`).toBe(COMPILER.name);
    const recorded = JSON.parse(readFileSync(path.join(folder, 'rego.json'), 'utf8'));
    expect(recorded.sources, 'the Go sources changed: npm run build:toolchain').toBe(
      execFileSync(process.execPath, ['-e', PRINT_DIGEST], { cwd: folder, encoding: 'utf8' }),
    );
  });
});

const opa = process.env.OPA ?? path.join(homedir(), 'go/bin/opa');
if (!existsSync(opa)) console.warn('SKIPPED: comparison with stock opa, which is not installed (set OPA)');

describe.skipIf(!existsSync(opa))('stock opa', () => {
  it('formats and evaluates alike', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'driftlock-opa-'));
    const text = 'package p\ndeny contains msg if {some e in input.list;  e.n>1; msg:=$"is {e.n}"}';
    writeFileSync(path.join(folder, 'p.rego'), text);
    writeFileSync(path.join(folder, 'input.json'), '{"list":[{"n":1},{"n":2},{"n":3}]}');
    const run = (...args: string[]) => spawnSync(opa, args, { cwd: folder, encoding: 'utf8' }).stdout;
    expect(rego.fmt({ modules: { 'p.rego': text } })['p.rego']).toBe(run('fmt', 'p.rego'));
    const theirs = JSON.parse(run('eval', '-d', 'p.rego', '-i', 'input.json', 'data.p.deny'));
    const input = { list: [{ n: 1 }, { n: 2 }, { n: 3 }] };
    const ours = rego.eval({ modules: { 'p.rego': text }, query: 'data.p.deny', input });
    expect(ours.solutions[0]?.values[0]).toEqual(theirs.result[0].expressions[0].value);
    expect(judge(text, { ...input, canary: 1 })).toMatchObject({
      deny: expect.toSatisfy((found: string[]) => found.toSorted().join() === 'is 2,is 3'),
    });
    rmSync(folder, { recursive: true });
  });
});
