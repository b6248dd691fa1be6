/** Which rules are judged by: those that conftest asks for, by namespace; what looks like one is an error. */
import { beforeAll, describe, expect, test } from 'vitest';
import { rawPolicies } from '../../../src/policy/raw-policies.ts';
import { loadRego, type Rego } from '../../../src/toolchain/rego.ts';

let rego: Rego;
beforeAll(async () => {
  rego = await loadRego();
});

function chosen(modules: Record<string, string>, namespaces: string[] = ['main'], notices: string[] = []) {
  return rawPolicies(rego.inspect({ modules }), namespaces, (line) => notices.push(line));
}

const HEAD = 'package main\n\n';

test('names as conftest knows them; all others are helpers', () => {
  const text = `${HEAD}deny contains "a"
deny_a_1 contains "a"
violation_b contains {"msg": "a"}
warn contains "a"
warnings contains "a"
deny_ contains "a"
deny__x contains "a"
denied contains "a"
allow if true
deny_helper(x) := x
deny contains "twice"
`;
  expect(
    chosen({ 'a.rego': text }).map(({ id, exception, enforcement, row }) => [
      id,
      exception,
      enforcement,
      row,
    ]),
  ).toEqual([
    ['main.deny', '', 'block', 3],
    ['main.deny_a_1', 'a_1', 'block', 4],
    ['main.violation_b', 'b', 'block', 5],
    ['main.warn', '', 'warn', 6],
  ]);
});

test('v0 beside v1, and severity and title from annotations', () => {
  const notices: string[] = [];
  const found = chosen(
    {
      'old.rego': `${HEAD}deny[msg] { msg := "a" }\nwarn_x[{"msg": m}] { m = "a" }\n`,
      'new.rego': `${HEAD}# METADATA\n# title: New\n# related_resources:\n# - https://example.org/new\n# custom:\n#   severity: CRITICAL\ndeny_new contains "a"\n\n# METADATA\n# custom:\n#   severity: hihg\ndeny_odd contains "a"\n`,
    },
    ['main'],
    notices,
  );
  expect(
    found.map(({ id, title, severity, relatedResources }) => ({ id, title, severity, relatedResources })),
  ).toEqual([
    { id: 'main.deny', title: 'main.deny', severity: 'high', relatedResources: [] },
    {
      id: 'main.deny_new',
      title: 'New',
      severity: 'critical',
      relatedResources: ['https://example.org/new'],
    },
    { id: 'main.deny_odd', title: 'main.deny_odd', severity: 'high', relatedResources: [] },
    { id: 'main.warn_x', title: 'main.warn_x', severity: 'high', relatedResources: [] },
  ]);
  expect(notices).toEqual(['new.rego:11: custom.severity "hihg" is not known, did you mean high?']);
});

describe('namespaces', () => {
  const modules = {
    'a.rego': 'package main\n\ndeny contains "a"\n',
    'b.rego': 'package net.strict\n\ndeny contains "b"\n',
    'c.rego': 'package net.lax\n\nwarn contains "c"\n',
    'd.rego': 'package lib\n\nx := 1\n',
  };
  test('by name, by *, and all', () => {
    const ids = (...namespaces: string[]) => chosen(modules, namespaces).map(({ id }) => id);
    expect(ids('net.strict')).toEqual(['net.strict.deny']);
    expect(ids('net.*', 'main')).toEqual(['main.deny', 'net.lax.warn', 'net.strict.deny']);
    expect(ids()).toEqual(['main.deny', 'net.lax.warn', 'net.strict.deny']);
  });

  test('an unknown one names the nearest', () => {
    expect(() => chosen(modules, ['mian'])).toThrow(
      expect.objectContaining({
        code: 'policy-unknown',
        message: 'no raw policy has the namespace "mian"',
        hint: 'did you mean "main"? known: lib, main, net.lax, net.strict',
      }),
    );
  });

  test('one without such a rule says where there are some', () => {
    expect(() => chosen(modules, ['lib'])).toThrow(
      expect.objectContaining({
        code: 'policy-invalid',
        message: 'no rule deny, violation or warn in namespace lib',
        hint: 'others have such rules: --namespace main, --namespace net.strict, --namespace net.lax, or --all-namespaces',
      }),
    );
    expect(() => chosen({ 'd.rego': modules['d.rego'] }, [])).toThrow(
      expect.objectContaining({ hint: 'such a rule is: deny contains <message> if <condition>' }),
    );
  });
});

test.each([
  ['deny[msg] if msg := "a"', 'deny[msg]'],
  ['deny_x[msg] := 1 if msg := "a"', 'deny_x[msg]'],
  ['warn.x contains "a"', 'warn.x'],
])('%s is an error with its place', (rule, name) => {
  expect(() => chosen({ 'p/a.rego': `${HEAD}${rule}\n` })).toThrow(
    expect.objectContaining({
      code: 'policy-invalid',
      where: 'p/a.rego:3:1',
      message: `${name} is an object or part of one, not a set of messages`,
    }),
  );
});
