import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DriftlockError } from '../../../../src/errors.ts';
import { readReport } from '../../../../src/input/report/read-report.ts';
import { SAMPLE_REPORT } from '../../report/sample-report.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'driftlock-report-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(content: string | Uint8Array): string {
  const file = path.join(folder, 'report.json');
  writeFileSync(file, content);
  return file;
}

const HINT = 'a baseline is what `driftlock scan … -f json=<file>` writes';
const ZERO = { fail: 0, unknown: 0, error: 0, waived: 0, pass: 0, 'not-applicable': 0 };
const EMPTY = {
  schema: 'https://driftlock.dev/schemas/report-1.json',
  tool: { name: 'driftlock', version: '0.1.0' },
  input: [],
  coverage: [],
  summary: { verdicts: ZERO, judgedBy: ['a.p'], incomplete: [] },
  findings: [] as unknown[],
};
const FINDING = {
  fingerprints: ['f'],
  policy: 'a.p',
  severity: 'high',
  verdict: 'fail',
  resource: { type: 't', scope: {} },
  messages: ['m'],
  decidedBy: [],
};

describe('a report', () => {
  test.each<[string, (text: string) => string | Uint8Array]>([
    ['plain', (text) => text],
    ['packed', (text) => gzipSync(text)],
    ['with a byte order mark', (text) => `\ufeff${text}`],
    ['UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ])('%s: its findings as they are', async (_, packed) => {
    const file = write(packed(JSON.stringify(SAMPLE_REPORT)));
    const { findings, ...about } = await readReport(file, 'a baseline');
    expect(
      findings.map(({ fingerprints, policy, severity, verdict, resource, messages }) => ({
        fingerprints,
        policy,
        severity,
        verdict,
        resource,
        messages,
      })),
    ).toEqual(
      SAMPLE_REPORT.findings.map(({ fingerprints, policy, severity, verdict, resource, messages }) => ({
        fingerprints,
        policy,
        severity,
        verdict,
        resource,
        messages,
      })),
    );
    expect(about).toMatchObject({
      file,
      version: SAMPLE_REPORT.tool.version,
      judgedBy: undefined,
      tellsAll: false,
    });
  });

  test('larger than what is held in memory is read from disk, finding by finding', async () => {
    const many = Array.from({ length: 60_000 }, (_, index) => ({
      ...FINDING,
      fingerprints: [`f${index}`],
      decidedBy: [{ path: ['values', 'text'], value: 'x'.repeat(500) }],
    }));
    const text = JSON.stringify({
      ...EMPTY,
      summary: { ...EMPTY.summary, verdicts: { ...ZERO, fail: 60_000 } },
      findings: many,
    });
    expect(text.length).toBeGreaterThan(32 * 1024 * 1024);
    const { findings, notices, tellsAll } = await readReport(write(text), 'a baseline');
    expect({ count: findings.length, last: findings.at(-1)?.fingerprints, notices, tellsAll }).toEqual({
      count: 60_000,
      last: ['f59999'],
      notices: [],
      tellsAll: true,
    });
  });

  test.each<[string, object, readonly string[]]>([
    ['whole', EMPTY, []],
    [
      'incomplete',
      { ...EMPTY, summary: { ...EMPTY.summary, incomplete: ['x.json: denied'] } },
      ['its evidence is incomplete: it may lack findings'],
    ],
    [
      'of what changes alone',
      { ...EMPTY, summary: { ...EMPTY.summary, onlyChanged: true } },
      ['it judged only what its plan changes: it may lack findings'],
    ],
    [
      'with a fingerprint twice, and fewer findings than it counts',
      {
        ...EMPTY,
        summary: { ...EMPTY.summary, verdicts: { ...ZERO, fail: 3 } },
        findings: [FINDING, FINDING],
      },
      [
        'it does not list as many findings as it counts: it was edited',
        '1 of its findings has a fingerprint of another: they count as one',
      ],
    ],
    [
      'that does not say what judged',
      { ...EMPTY, summary: { verdicts: ZERO } },
      ['it does not say which policies judged'],
    ],
  ])('%s', async (_, report, notices) => {
    expect((await readReport(write(JSON.stringify(report)), 'a baseline')).notices).toEqual(notices);
  });
});

async function refusal(file: string): Promise<unknown> {
  const error = await readReport(file, 'a baseline').then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof DriftlockError)) return error;
  return { code: error.code, message: error.message, where: error.where, hint: error.hint };
}

describe('what is no report', () => {
  test.each<[string, string, string, string]>([
    ['nothing', '', 'input-unreadable', 'the file is empty'],
    ['text', 'hello', 'input-unreadable', 'not a JSON object'],
    ['a list', '[]', 'input-unsupported', 'a JSON list, not a report'],
    ['an empty object', '{}', 'input-unsupported', 'JSON, but no report of driftlock: it is empty'],
    [
      'other JSON',
      '{"a\\u001b":1,"b":2}',
      'input-unsupported',
      'JSON, but no report of driftlock: its keys are a, b',
    ],
    ['SARIF', '{"version":"2.1.0","runs":[]}', 'input-unsupported', 'SARIF, not a JSON report of driftlock'],
    [
      'Trivy',
      '{"SchemaVersion":2,"Results":[]}',
      'input-unsupported',
      'a report of Trivy, not a JSON report of driftlock',
    ],
    [
      'Checkov',
      '{"check_type":"terraform","results":{}}',
      'input-unsupported',
      'a report of Checkov, not a JSON report of driftlock',
    ],
    [
      'a plan',
      '{"format_version":"1.2","planned_values":{}}',
      'input-unsupported',
      'a Terraform plan, not a JSON report of driftlock',
    ],
    [
      'another document of driftlock',
      '{"schema":"https://driftlock.dev/schemas/drift-1.json"}',
      'input-unsupported',
      'a document of driftlock, but no report: drift-1',
    ],
    [
      'a report of another version',
      '{"schema":"https://driftlock.dev/schemas/report-2.json","findings":[]}',
      'input-unsupported',
      'a report of another version (report-2); this driftlock reads report-1',
    ],
    [
      'one without findings',
      JSON.stringify({ ...EMPTY, findings: undefined }),
      'input-unreadable',
      'a report without findings: it was cut down',
    ],
    [
      'one without counts',
      JSON.stringify({ ...EMPTY, summary: undefined }),
      'input-unreadable',
      'a report without its tool or counts: it was cut down',
    ],
    ...(
      [
        ['fingerprints', [], 'no fingerprints'],
        ['fingerprints', [1], 'a fingerprint that is no text'],
        ['policy', 1, 'no policy'],
        ['severity', 'huge', 'no severity that is known'],
        ['verdict', 'failed', 'no verdict that is known'],
        ['resource', {}, 'no resource with a type'],
      ] as const
    ).map(([key, value, lacks]): [string, string, string, string] => [
      `a finding with ${key} ${JSON.stringify(value)}`,
      JSON.stringify({ ...EMPTY, findings: [FINDING, { ...FINDING, [key]: value }] }),
      'input-unreadable',
      `not as driftlock writes it: finding 2 has ${lacks}`,
    ]),
  ])('%s', async (_, content, code, message) => {
    const file = write(content);
    expect(await refusal(file)).toEqual({ code, message, where: file, hint: HINT });
  });

  test('a report that was cut off, at any place, is refused', async () => {
    const text = JSON.stringify({ ...EMPTY, findings: [FINDING] });
    for (let end = 1; end < text.length; end += 7) {
      expect(await refusal(write(text.slice(0, end)))).toMatchObject({
        code: 'input-unreadable',
        hint: HINT,
      });
    }
  });

  test('a directory, and a file that is not there', async () => {
    expect(await refusal(folder)).toMatchObject({
      code: 'input-missing',
      message: 'a directory, not a report',
    });
    expect(await refusal(path.join(folder, 'none.json'))).toMatchObject({
      code: 'input-missing',
      message: 'no such file',
      hint: HINT,
    });
  });

  test('of a member that is there twice the last counts, as everywhere', async () => {
    const text = JSON.stringify({ ...EMPTY, findings: [FINDING] });
    const twice = `${text.slice(0, -1)},"findings":[]}`;
    expect((await readReport(write(twice), 'a baseline')).findings).toEqual([]);
  });
});
