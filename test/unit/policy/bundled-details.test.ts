import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PolicyDetails } from '../../../src/finding/policy.ts';
import { bundledDetails, detailFiles } from '../../../src/policy/bundled-details.ts';

const DETAILS: PolicyDetails = {
  sources: { modules: { 'a.rego': 'package policies.a # ü' } },
  packages: { 'aws.a.one': 'policies.aws.a.one' },
  conditions: {
    'aws.a.one': { applies: { all: [] }, denies: [{ rule: 'größer 🜁' }] },
    'aws.a.two': { applies: { rule: 'x\n' }, denies: [] },
  },
} as unknown as PolicyDetails;

let folder: string;
let names: string[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'driftlock-details-'));
  names = Object.entries(detailFiles(DETAILS)).map(([name, text]) => {
    writeFileSync(path.join(folder, `aws${name}`), text);
    return `aws${name}`;
  });
});

afterEach(() => rmSync(folder, { recursive: true }));

const opened = () => bundledDetails(pathToFileURL(`${folder}/`), 'aws');

test('what was written is read again, characters of several bytes too', () => {
  const { conditions, sources, packages } = opened();
  expect({ conditions: { ...conditions }, sources, packages }).toEqual(DETAILS);
  expect(conditions['aws.a.one']).toBe(conditions['aws.a.one']);
  expect(conditions['aws.a.none']).toBeUndefined();
});

test('a file that was cut off is an error, never half a condition', () => {
  const file = path.join(folder, names.find((name) => name.endsWith('.ndjson')) ?? '');
  truncateSync(file, 60);
  expect(() => opened().conditions['aws.a.two']).toThrow(/ends before its place/);
});
