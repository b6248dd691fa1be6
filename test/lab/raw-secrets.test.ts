/** No sensitive value of a plan in what raw policies make of it: messages, other members, print(). */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openInput } from '../../src/input/open-input.ts';
import { ROOT, temporaryFolder } from '../cli/run-cli.ts';
import { rawScan } from '../unit/commands/raw-scans.ts';

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

/**
 * Those that hold something sensitive, each in a way of its own: made, changed and taken away; an account as it was created,
 * and as it has drifted, with its state before. The others of the lab hold nothing, or what these hold.
 */
const PLANS = [
  ...plansBelow(FIXTURES),
  ...plansBelow(path.join(LAB, 'aws/recorded')).filter((file) => /(create|drifted)\.plan/.test(file)),
  ...plansBelow(path.join(LAB, 'terraform_data')).filter((file) => file.includes('sensitive')),
];

/** Without the resources that hold nothing sensitive: in the account of the lab they are most of what has to be walked. */
function telling(value: unknown, secrets: readonly string[]): unknown {
  if (Array.isArray(value))
    return value
      .filter((one) => !isResource(one) || secrets.some((text) => JSON.stringify(one).includes(text)))
      .map((one) => telling(one, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, telling(one, secrets)]));
}

function isResource(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'address' in value && 'type' in value;
}

/** Short ones stand in other words by chance. */
async function secretsOf(plan: string): Promise<string[]> {
  const { sensitiveTexts } = await openInput(plan, { keepTypes: new Set(), terraform: false });
  return [...sensitiveTexts].filter((text) => text.length >= 6 && !/^\p{Ll}+$/u.test(text));
}

describe.skipIf(!isThere)('raw policies that tell all they see', () => {
  for (const plan of PLANS)
    test(path.basename(plan), { timeout: 200_000 }, async () => {
      const at = path.dirname(folder.write('prying/p.rego', PRYING));
      const secrets = await secretsOf(plan);
      const document = telling(JSON.parse(readFileSync(plan, 'utf8')), secrets);
      const trimmed = folder.write('plan.json', JSON.stringify(document));
      expect(await secretsOf(trimmed)).toEqual(secrets);
      const notices: string[] = [];
      const report = await rawScan([trimmed], [at], { notice: (line) => notices.push(line) });
      expect(report.summary.verdicts.fail).toBeGreaterThan(100);
      expect(notices.length).toBeGreaterThan(10);
      const told = `${JSON.stringify(report)}\n${notices.join('\n')}`;
      const found = secrets.filter((text) =>
        [
          text,
          text.slice(0, -1),
          Buffer.from(text).toString('base64'),
          JSON.stringify(text).slice(1, -1),
        ].some((form) => told.includes(form)),
      );
      expect({ found, isSomethingThere: secrets.length > 0 }).toEqual({ found: [], isSomethingThere: true });
    });
});
