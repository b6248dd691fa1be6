/** Which controls policies serve: the shipped files, held against the facts sheet, and files that say something else. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bundledFrameworks, frameworkControls } from '../../../src/policy/framework-controls.ts';
import { loadBundledPolicies } from '../../../src/policy/load-bundled-policies.ts';
import { readFramework } from '../../../src/policy/read-framework.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const FOLDER = path.join(ROOT, 'rules/frameworks');
const FACTS = path.join(ROOT, '../shared/facts/cis_controls.tsv');

if (!existsSync(FACTS)) console.warn('SKIPPED: no facts: controls are not held against the benchmarks');

const folder = mkdtempSync(path.join(tmpdir(), 'driftlock-frameworks-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('policies carry the controls that the files give them', async () => {
  const { policies } = (await loadBundledPolicies()).catalogue;
  const served = frameworkControls(
    bundledFrameworks(
      FOLDER,
      policies.map(({ id }) => id),
    ),
  );
  expect(Object.fromEntries(policies.map(({ id, controls }) => [id, controls]))).toEqual(
    Object.fromEntries(policies.map(({ id }) => [id, served.get(id)])),
  );
  expect(served.get('aws.cloudtrail.trail_all_regions')).toEqual(['cis_aws_5.0/3.1']);
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
    const file = path.join(FOLDER, name);
    const { controls } = readFramework(readFileSync(file, 'utf8'), file, name);
    expect(controls.map(({ id, level }) => [id, `L${level}`])).toEqual([...levels]);
  },
);

describe('a file of another form is an error with its place', () => {
  test.each<[string, string, string]>([
    ['title: x\ncontrols: {"1.1": {title: y, policies: aws.s3.x}}', 'must be a list', 'x.yaml:2:40'],
    ['title: x\ncontrols: {"1.1": {policies: [aws.s3.x]}}', 'title is missing', 'x.yaml:2:19'],
    ['title: x\ncontrols: {"1.1": }', 'controls."1.1" must be a mapping', 'x.yaml:2'],
    ['title: x', 'controls is missing', 'x.yaml:1:1'],
    ['controls: {"1.1": {title: y}}', 'title is missing', 'x.yaml:1:1'],
    ['title: x\ncontrols:\n  "1.1": {title: y}\n  "1.1": {title: z}', '1.1', 'x.yaml:4:3'],
    ['title: x\ncontrols: {1.10: {title: y}}', 'a key is a text', 'x.yaml:2:12'],
    [
      'title: x\ncontrols: {"1": {title: y, manual: true, policies: [a]}}',
      'is manual and names',
      'x.yaml:2:17',
    ],
    ['title: x\ncontrols: {"1": {title: y, levle: 1}}', 'unknown key "levle"', 'x.yaml:2:28'],
  ])('%j', (text, said, where) => {
    const refused = () => readFramework(text, 'x.yaml', 'x');
    expect(refused).toThrow(said);
    expect(refused).toThrow(
      expect.objectContaining({ code: 'config', where: expect.stringMatching(`^${where}`) }),
    );
  });

  test('a policy that is not there', () => {
    writeFileSync(
      path.join(folder, 'x.yaml'),
      'title: x\ncontrols: {"1.1": {title: y, policies: [aws.a.b]}}',
    );
    expect(() => bundledFrameworks(folder, ['aws.s3.x'])).toThrow('control 1.1: there is no policy aws.a.b');
  });
});
