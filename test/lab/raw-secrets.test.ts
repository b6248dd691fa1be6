/** No sensitive value of a plan in what raw policies make of it: messages, other members, print(). */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openInput } from '../../src/input/open-input.ts';
import { ROOT, runCli, temporaryFolder } from '../cli/run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const LAB = path.join(ROOT, '../shared/lab');
const FIXTURES = path.join(ROOT, 'test/fixtures/lab-secrets');
const isThere = existsSync(LAB);
if (!isThere) console.warn('SKIPPED: raw policies that pry into recorded plans: ../shared is not there');

/** Tells whatever it can reach, in every way that it has. */
const PRYING = `package main

texts contains [concat(".", [sprintf("%v", [step]) | some step in at]), text] if {
	walk(input, [at, text])
	is_string(text)
}

deny_all contains sprintf("%s is %s", pair) if some pair in texts

deny_member contains {"msg": pair[0], "resource": pair[1], "details": {"held": pair[1], pair[1]: true}} if some pair in texts

deny_base64 contains base64.encode(pair[1]) if some pair in texts

deny_half contains substring(pair[1], 0, count(pair[1]) - 1) if {
	some pair in texts
	print("saw", pair[1])
}

deny_sized contains sprintf("%s %d", [pair[0], count(pair[1])]) if some pair in texts

warn_wrong contains {"msg": "m", "severity": pair[1]} if some pair in texts
`;

function plansBelow(at: string): string[] {
  if (!existsSync(at)) return [];
  const names = readdirSync(at, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.json'),
  );
  return names
    .map((name) => path.join(at, name))
    .filter((file) => readFileSync(file, 'utf8').includes('"resource_changes"'));
}

const PLANS = [
  ...plansBelow(FIXTURES),
  // The other two hold what this one holds.
  ...plansBelow(path.join(LAB, 'aws/recorded')).filter((file) => !/(clean|untouched)\.plan/.test(file)),
  ...plansBelow(path.join(LAB, 'terraform_data')),
];

/** Short ones stand in other words by chance. */
async function secretsOf(plan: string): Promise<string[]> {
  const { sensitiveTexts } = await openInput(plan, { keepTypes: new Set(), terraform: false });
  return [...sensitiveTexts].filter((text) => text.length >= 6 && !/^\p{Ll}+$/u.test(text));
}

describe.skipIf(!isThere)('raw policies that tell all they see', () => {
  for (const plan of PLANS)
    test(path.basename(plan), { timeout: 200_000 }, async () => {
      const at = path.dirname(folder.write('prying/p.rego', PRYING));
      const args = ['--raw-policies', at, '--policy', 'main.*', '--policy-timeout', '60'];
      const { code, stdout, stderr } = await runCli(['scan', plan, ...args, '-f', 'json'], {
        limitMs: 180_000,
      });
      expect({ code, start: stdout.slice(0, 1) }).toEqual({ code: 1, start: '{' });
      const told = `${stdout}\n${stderr}`;
      const found = (await secretsOf(plan)).filter((text) =>
        [
          text,
          text.slice(0, -1),
          Buffer.from(text).toString('base64'),
          JSON.stringify(text).slice(1, -1),
        ].some((form) => told.includes(form)),
      );
      expect(found).toEqual([]);
    });

  test('there are plans with something to tell', async () => {
    const counts = await Promise.all(PLANS.map(async (plan) => (await secretsOf(plan)).length));
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(1);
  });
});
