/** Lines and messages of deny rules, held against the bundled policies and texts that look like rules. */
import { expect, test } from 'vitest';
import { denyBodies } from '../../../src/policy/deny-bodies.ts';
import { loadBundledPolicies } from '../../../src/policy/load-bundled-policies.ts';

test('every deny rule of the bundled policies has its line and message', async () => {
  const { catalogue, details } = await loadBundledPolicies();
  const { sources } = await details();
  for (const { id, file, reads } of catalogue.policies) {
    const text = sources.modules[file] ?? '';
    const bodies = denyBodies(text, reads.denies.length);
    expect(bodies.length, id).toBe(reads.denies.length);
    for (const { line = 0, message } of bodies) {
      expect(text.split('\n')[line - 1], id).toMatch(/^deny contains /);
      expect(message, id).toMatch(/^\S.*[^{}$]$/);
    }
  }
});

test('messages are told as they are written, with … for what is put in', () => {
  const text = [
    'package a',
    'deny contains "plain \\"text\\"" if true',
    'deny contains $"{x} of {concat(", ", ["}", y])} \\{z}" if x',
    'deny contains {"message": $"inner {input.a}", "path": ["values"]} if x',
    'deny contains {',
    '\t"msg": "below",',
    '} if x',
    'deny contains message if message := "worked out"',
    'deny contains sprintf("%v", [x]) if x',
  ].join('\n');
  expect(denyBodies(text, 6)).toEqual([
    { line: 2, message: 'plain "text"' },
    { line: 3, message: '… of … {z}' },
    { line: 4, message: 'inner …' },
    { line: 5, message: 'below' },
    { line: 8 },
    { line: 9 },
  ]);
});

test('older spellings have lines', () => {
  expect(denyBodies('package a\n\ndeny[msg] {\n\tmsg := "x"\n}\n\ndeny = x { x := 1 }\n', 2)).toEqual([
    { line: 3 },
    { line: 7 },
  ]);
});

test('what only looks like a rule counts for nothing', () => {
  const text =
    'package a\n# deny contains "x"\nx := `\ndeny contains "y" if true\n`\ndeny_all if true\ndeny contains "z"\n';
  expect(denyBodies(text, 1)).toEqual([{ line: 7, message: 'z' }]);
});

test('where the rules are not as many as they should be, nothing is said of any', () => {
  expect(denyBodies('package a\ndeny contains "x"\n', 2)).toEqual([]);
  expect(denyBodies('', 1)).toEqual([]);
});

test('texts that do not end are no messages', () => {
  expect(denyBodies('deny contains $"{x" if true', 1)).toEqual([{ line: 1 }]);
  expect(denyBodies('deny contains $"x', 1)).toEqual([{ line: 1 }]);
  expect(denyBodies('deny contains "\\q" if true', 1)).toEqual([{ line: 1 }]);
});
