/** `driftlock scan --raw-policies`: what is refused, in one line that says where, before anything is judged. */
import { afterAll, describe, expect, test } from 'vitest';
import { rawRuns } from './raw-runs.ts';
import { planOf, runCli } from './run-cli.ts';

const { folder, plan: PLAN, policies, run } = rawRuns();
afterAll(() => folder.remove());
const SLOW = { timeout: 120_000 };

describe('refused before anything is judged', () => {
  test('a call that asks the network', SLOW, async () => {
    const text = 'package main\n\ndeny contains "m" if {\n\thttp.send({"method": "get", "url": "x"}).ok\n}\n';
    const { code, stdout, stderr } = await run('network', text);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('network/p.rego:4:2: http.send cannot be called here: it asks the network');
  });

  test.each([
    [
      'a scalar',
      'package main\n\ndeny if input.resource_changes\n',
      'p.rego:3:1: main.deny is true, not a set of messages',
    ],
    ['an object', 'package main\n\ndeny[m] if m := "m"\n', 'p.rego:3:1: deny[m] is an object or part of one'],
    [
      'a circle',
      'package main\n\ndeny contains x if { some x in warn }\n\nwarn contains x if { some x in deny }\n',
      'is recursive',
    ],
    ['no Rego', 'package main\n\ndeny contains {\n', 'p.rego:4:1: unexpected eof token'],
    [
      'an annotation of the wrong type',
      'package main\n\n# METADATA\n# title: [1]\ndeny contains "m"\n',
      'p.rego:4:1: yaml: unmarshal errors',
    ],
  ])('%s', SLOW, async (name, text, message) => {
    const { code, stdout, stderr } = await run(`wrong-${name.replaceAll(' ', '-')}`, text);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  const FINE = { 'p.rego': 'package main\n\ndeny contains "m" if input.none\n' };
  test.each([
    ['no folder', ['--raw-policies', 'nowhere'], 'no policies at nowhere'],
    ['an empty folder', ['--raw-policies', 'empty'], 'no .rego file at empty'],
    ['another namespace', ['--raw-policies', 'fine', '--namespace', 'mian'], 'did you mean "main"?'],
    ['options alone', ['--namespace', 'main'], '--namespace is about raw policies, and there are none'],
    ['both', ['--raw-policies', 'fine', '--namespace', 'main', '--all-namespaces'], 'exclude each other'],
    ['a version', ['--raw-policies', 'fine', '--rego-version', 'v2'], '--rego-version: unknown value "v2"'],
    ['an unknown id', ['--raw-policies', 'fine', '--policy', 'main.deni'], 'did you mean "main.deny"?'],
    ['no data', ['--raw-policies', 'fine', '--data', 'none.json'], 'no data at none.json'],
    [
      'a list as data',
      ['--raw-policies', 'fine', '--data', 'list.json'],
      'list.json:1:1: a document of data is an object at its top',
    ],
    [
      'data twice',
      ['--raw-policies', 'fine', '--data', 'twice'],
      'twice/b.yaml:1:1: data.a.b is given twice, by twice/a.json too',
    ],
    [
      'broken data',
      ['--raw-policies', 'fine', '--data', 'broken.yaml'],
      'broken.yaml:1:1: not readable as YAML',
    ],
  ])('%s', SLOW, async (_, args, message) => {
    policies('fine', FINE);
    folder.write('empty/x.txt', '');
    folder.write('list.json', '[1]');
    folder.write('twice/a.json', '{"a": {"b": 1}}');
    folder.write('twice/b.yaml', 'a:\n  b: 1\n');
    folder.write('broken.yaml', 'a: [1\n');
    const { code, stdout, stderr } = await runCli(['scan', PLAN, ...args], { cwd: folder.path });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  test('a state, and a plan that is too large', SLOW, async () => {
    const at = policies('fine', FINE);
    const state = folder.write(
      's.tfstate',
      '{"version":4,"terraform_version":"1.9.0","serial":1,"lineage":"l","outputs":{},"resources":[]}',
    );
    const large = folder.write('large.json', planOf({ variables: { x: { value: 'x'.repeat(20_000_000) } } }));
    const byState = await runCli(['scan', PLAN, state, '--raw-policies', at]);
    expect({ ...byState, stderr: '' }).toEqual({ code: 2, stdout: '', stderr: '' });
    expect(byState.stderr).toContain('s.tfstate: raw policies judge the JSON of a plan, and this is none');
    const byLarge = await runCli(['scan', large, '--raw-policies', at]);
    expect({ ...byLarge, stderr: '' }).toEqual({ code: 2, stdout: '', stderr: '' });
    expect(byLarge.stderr).toContain(
      'large.json: raw policies judge plans of at most 20 MB, and this one has 20.0 MB',
    );
  });
});

test.each([
  ['a number', 'deny contains 5', 'main.deny has a number as a result'],
  ['no msg', 'deny contains {"message": "m"}', 'main.deny has a result without msg, but with message'],
  ['an object', 'deny := {x: 1 | some x in ["a"]}', 'main.deny gives an object, not a set of messages'],
])('a result that is %s is an error with the place of its rule', SLOW, async (name, body, message) => {
  const { code, stdout, stderr } = await run(`result-${name.replace(' ', '-')}`, `package main\n\n${body}\n`);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
  expect(stderr).toContain('p.rego:3:1');
});

test(
  'a call that is refused in a file that no chosen rule leads to stands in nobody’s way',
  SLOW,
  async () => {
    const at = policies('apart', {
      'p.rego': 'package main\n\ndeny contains "m" if data.lib.no\n',
      'lib.rego': 'package lib\n\nno if false\n',
      'net.rego': 'package net\n\ndeny contains "n" if http.send({"method": "get", "url": "x"}).ok\n',
    });
    const fine = await runCli(['scan', PLAN, '--raw-policies', at, '--policy', 'main.*']);
    expect(fine.code).toBe(0);
    const all = await runCli(['scan', PLAN, '--raw-policies', at, '--all-namespaces']);
    expect(all.code).toBe(2);
  },
);
