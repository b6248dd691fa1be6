/** What is refused of raw policies: in one line that says where, before anything is judged. */
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { planOf } from '../../cli/run-cli.ts';
import { rawScan, rawScans } from './raw-scans.ts';

const { folder, plan: PLAN, policies, scanBy } = rawScans();
afterAll(() => folder.remove());
const SLOW = { timeout: 60_000 };
const FINE = { 'p.rego': 'package main\n\ndeny contains "m" if input.none\n' };

function place(line: string): unknown {
  return expect.stringMatching(new RegExp(`p\\.rego:${line}$`));
}

describe('refused before anything is judged', () => {
  test.each([
    [
      'a call that asks the network',
      'package main\n\ndeny contains "m" if {\n\thttp.send({"method": "get", "url": "x"}).ok\n}\n',
      '4:2',
      'http.send cannot be called here: it asks the network',
    ],
    [
      'a scalar',
      'package main\n\ndeny if input.resource_changes\n',
      '3:1',
      'main.deny is true, not a set of messages',
    ],
    ['an object', 'package main\n\ndeny[m] if m := "m"\n', '3:1', 'deny[m] is an object or part of one'],
    [
      'a circle',
      'package main\n\ndeny contains x if { some x in warn }\n\nwarn contains x if { some x in deny }\n',
      '\\d+:\\d+',
      'is recursive',
    ],
    ['no Rego', 'package main\n\ndeny contains {\n', '4:1', 'unexpected eof token'],
    [
      'an annotation of the wrong type',
      'package main\n\n# METADATA\n# title: [1]\ndeny contains "m"\n',
      '4:1',
      'yaml: unmarshal errors',
    ],
  ])('%s', SLOW, async (name, text, line, message) => {
    await expect(scanBy(`wrong-${name.replaceAll(' ', '-')}`, text)).rejects.toMatchObject({
      code: 'policy-invalid',
      where: place(line),
      message: expect.stringContaining(message),
    });
  });

  test.each([
    [
      'another namespace',
      { namespaces: ['mian'] },
      { hint: expect.stringContaining('did you mean "main"?') },
    ],
    [
      'an unknown id',
      { select: ['main.deni'] },
      { hint: expect.stringContaining('did you mean "main.deny"?') },
    ],
    [
      'a list as data',
      { data: ['list.json'] },
      {
        where: expect.stringMatching(/list\.json:1:1$/),
        message: expect.stringContaining('a document of data is an object at its top'),
      },
    ],
    [
      'data twice',
      { data: ['twice'] },
      {
        where: expect.stringMatching(/twice\/b\.yaml:1:1$/),
        message: expect.stringMatching(/data\.a\.b is given twice, by .*twice\/a\.json too/),
      },
    ],
    [
      'broken data',
      { data: ['broken.yaml'] },
      {
        where: expect.stringMatching(/broken\.yaml:1:1$/),
        message: expect.stringContaining('not readable as YAML'),
      },
    ],
  ])('%s', SLOW, async (_, settings, error) => {
    const at = policies('fine', FINE);
    folder.write('list.json', '[1]');
    folder.write('twice/a.json', '{"a": {"b": 1}}');
    folder.write('twice/b.yaml', 'a:\n  b: 1\n');
    folder.write('broken.yaml', 'a: [1\n');
    const { data = [], ...rest } = { data: [], ...settings };
    const documents = data.map((name) => join(folder.path, name));
    await expect(rawScan([PLAN], [at], { data: documents, ...rest })).rejects.toMatchObject(error);
  });

  test('a state, and a plan that is too large', SLOW, async () => {
    const at = policies('fine', FINE);
    const state = folder.write(
      's.tfstate',
      '{"version":4,"terraform_version":"1.9.0","serial":1,"lineage":"l","outputs":{},"resources":[]}',
    );
    const large = folder.write('large.json', planOf({ variables: { x: { value: 'x'.repeat(20_000_000) } } }));
    await expect(rawScan([PLAN, state], [at])).rejects.toMatchObject({
      code: 'input-unsupported',
      where: state,
      message: 'raw policies judge the JSON of a plan, and this is none',
    });
    await expect(rawScan([large], [at])).rejects.toMatchObject({
      code: 'input-unsupported',
      where: large,
      message: expect.stringContaining('raw policies judge plans of at most 20 MB, and this one has 20.0 MB'),
    });
  });
});

test.each([
  ['a number', 'deny contains 5', 'main.deny has a number as a result'],
  ['no msg', 'deny contains {"message": "m"}', 'main.deny has a result without msg, but with message'],
  ['an object', 'deny := {x: 1 | some x in ["a"]}', 'main.deny gives an object, not a set of messages'],
])('a result that is %s is an error with the place of its rule', SLOW, async (name, body, message) => {
  const judged = scanBy(`result-${name.replace(' ', '-')}`, `package main\n\n${body}\n`);
  await expect(judged).rejects.toMatchObject({
    where: place('3:1'),
    message: expect.stringContaining(message),
  });
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
    const { findings } = await rawScan([PLAN], [at]);
    expect(findings).toMatchObject([{ policy: 'main.deny', verdict: 'pass' }]);
    await expect(rawScan([PLAN], [at], { namespaces: ['*'] })).rejects.toMatchObject({
      message: expect.stringContaining('http.send cannot be called here'),
    });
  },
);
