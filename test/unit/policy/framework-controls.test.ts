/** Which controls policies serve: the shipped files, held against the facts sheet, and files that say something else. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { frameworkControls } from '../../../src/policy/framework-controls.ts';
import { loadBundledPolicies } from '../../../src/policy/load-bundled-policies.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const FOLDER = path.join(ROOT, 'rules/frameworks');
const FACTS = path.join(ROOT, '../shared/facts/cis_controls.tsv');

if (!existsSync(FACTS)) console.warn('SKIPPED: no facts: controls are not held against the benchmarks');

const folder = mkdtempSync(path.join(tmpdir(), 'driftlock-frameworks-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Framework {
  readonly partial: boolean;
  readonly controls: Readonly<Record<string, { readonly level: number; readonly title: string }>>;
}

test('policies carry the controls that the files give them', async () => {
  const { policies } = (await loadBundledPolicies()).catalogue;
  const served = frameworkControls(
    FOLDER,
    policies.map(({ id }) => id),
  );
  expect(Object.fromEntries(policies.map(({ id, controls }) => [id, controls]))).toEqual(
    Object.fromEntries(policies.map(({ id }) => [id, served.get(id)])),
  );
  expect(served.get('aws.ec2.security_group_open_ports')).toEqual(['cis_aws_5.0/5.3', 'cis_aws_5.0/5.4']);
});

test.skipIf(!existsSync(FACTS)).each(readdirSync(FOLDER))(
  '%s has ids and levels of its benchmark',
  (name) => {
    const [, cloud, version] = /^cis_([a-z]+)_([\d.]+)\.yaml$/.exec(name) ?? [];
    const rows = readFileSync(FACTS, 'utf8')
      .split('\n')
      .map((line) => line.split('\t'));
    const levels = new Map(
      rows
        .filter(([benchmark]) => benchmark === `cis_${version}_${cloud}`)
        .map(([, id, level]) => [id, level]),
    );
    const { controls, partial } = parse(readFileSync(path.join(FOLDER, name), 'utf8')) as Framework;
    const told = Object.entries(controls).map(([id, { level }]) => [id, `L${level}`]);
    expect(told).toEqual(told.map(([id]) => [id, levels.get(id)]));
    expect(partial).toBe(told.length < levels.size);
  },
);

describe('a file of another form is an error with its name', () => {
  test.each<[string, string]>([
    ['controls:\n  "1.1": { policies: [aws.a.b] }\n', 'control 1.1: there is no policy aws.a.b'],
    ['controls:\n  "1.1": { policies: [] }\n', 'control 1.1 names no policies'],
    ['controls:\n  "1.1": { policies: aws.s3.x }\n', 'control 1.1 names no policies'],
    ['controls:\n  "1.1":\n', 'control 1.1 names no policies'],
    ['title: x\n', 'controls are missing'],
    ['controls:\n  "1.1": { policies: [a] }\n  "1.1": { policies: [a] }\n', 'Map keys must be unique'],
  ])('%j', (text, said) => {
    writeFileSync(path.join(folder, 'x.yaml'), text);
    expect(() => frameworkControls(folder, ['aws.s3.x'])).toThrow(said);
  });
});
