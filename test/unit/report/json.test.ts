import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failureDocument, failureOf } from '../../../src/commands/failure.ts';
import { DriftlockError } from '../../../src/errors.ts';
import { json, jsonText } from '../../../src/report/json.ts';
import { SAMPLE_REPORT } from './sample-report.ts';

function schema(name: string): object {
  return JSON.parse(
    readFileSync(new URL(`../../../reports/${name}.schema.json`, import.meta.url), 'utf8'),
  ) as object;
}

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
const isReport = ajv.compile(schema('report-1'));
const isError = ajv.compile(schema('error-1'));

describe('json', () => {
  test('is the report, and valid by its schema', () => {
    const document = JSON.parse(json(SAMPLE_REPORT)) as unknown;
    expect(document).toEqual(SAMPLE_REPORT);
    isReport(document);
    expect(isReport.errors).toBe(null);
  });

  test.each([
    ['an unknown key', { ...SAMPLE_REPORT, extra: 1 }],
    ['an unknown verdict', { ...SAMPLE_REPORT, findings: [{ ...SAMPLE_REPORT.findings[0], verdict: 'ok' }] }],
    ['a missing summary', { ...SAMPLE_REPORT, summary: undefined }],
  ])('the schema refuses %s', (_, document) => {
    expect(isReport(JSON.parse(JSON.stringify(document)))).toBe(false);
  });

  test('any value survives, with every character seen', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const text = jsonText(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(text).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}]|[^\P{Cc}\n]/u);
      }),
    );
  });
});

describe('errors as documents', () => {
  test.each([
    [
      'a known error',
      new DriftlockError('input-missing', 'no such file', { where: 'a.json', hint: 'name a file' }),
    ],
    ['a bare known error', new DriftlockError('usage', 'unknown option')],
    ['a bug', new TypeError('x is not a function')],
    ['a thrown string', 'oh'],
    ['memory', new RangeError('Invalid string length')],
  ])('%s is valid by its schema', (_, error) => {
    isError(JSON.parse(failureDocument(failureOf(error))));
    expect(isError.errors).toBe(null);
  });
});
