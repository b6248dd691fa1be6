/** Annotations: what a runner shows of them, read back as a runner reads them. */
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/finding/finding.ts';
import { githubAnnotations } from '../../../src/report/github-annotations.ts';
import { AWKWARD, awkwardReport } from './awkward-report.ts';
import { optionsOf, reportOf, SAMPLE_REPORT } from './sample-report.ts';

const [{ location: _, ...FIRST }] = SAMPLE_REPORT.findings as [Finding];

interface Read {
  readonly level: string;
  readonly message: string;
  readonly [property: string]: string;
}

function plain(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '%25': '%',
    '%0D': '\r',
    '%0A': '\n',
    '%3A': ':',
    '%2C': ',',
  };
  return text.replace(/%(?:25|0D|0A|3A|2C)/g, (code) => names[code] ?? code);
}

/** As actions/runner parses a line: the command ends at the first space, its properties at `::`, and commas part them. */
function read(line: string): Read {
  const [, level = '', properties = '', message = ''] = /^::(\w+)(?: (.*?))?::(.*)$/.exec(line) ?? [];
  const pairs = properties.split(',').filter((one) => one !== '');
  const named = pairs.map((one) => [one.slice(0, one.indexOf('=')), plain(one.slice(one.indexOf('=') + 1))]);
  return { ...Object.fromEntries(named), level, message: plain(message) };
}

function annotations(findings: readonly Finding[], more: Parameters<typeof optionsOf>[0] = {}): Read[] {
  return githubAnnotations(reportOf(findings), optionsOf(more)).split('\n').slice(0, -1).map(read);
}

test('levels follow what failed and how bad that is', () => {
  const told = (more: Partial<Finding>, exit = {}) =>
    annotations([{ ...FIRST, ...more }], { exit: { code: 1, failOn: 'low', ...exit } }).map(
      ({ level }) => level,
    );
  expect(told({})).toEqual(['error']);
  expect(told({ severity: 'medium' })).toEqual(['warning']);
  expect(told({ severity: 'info' })).toEqual(['notice']);
  expect(told({ enforcement: 'warn' })).toEqual(['warning']);
  expect(told({ verdict: 'unknown' })).toEqual(['notice']);
  expect(told({ verdict: 'unknown' }, { unknownFails: true })).toEqual(['error']);
  expect(told({ verdict: 'error' })).toEqual(['warning']);
  expect(told({ status: 'new', plan: 'unknown' })).toEqual(['error']);
  expect(told({ status: 'existing' })).toEqual([]);
  expect(told({ plan: 'left' })).toEqual([]);
  for (const verdict of ['waived', 'pass', 'not-applicable'] as const) expect(told({ verdict })).toEqual([]);
});

test('what is said of several resources at one line is one annotation', () => {
  const finding = (name: string, more: Partial<Finding> = {}): Finding => ({
    ...FIRST,
    resource: { ...FIRST.resource, address: `aws_x.${name}`, path: [] },
    messages: ['it is open'],
    decidedBy: [],
    ...more,
  });
  const lines = { file: 'main.tf', startLine: 3, endLine: 4 };
  const found = annotations([
    ...['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => finding(name)),
    finding('z', { location: lines }),
  ]);
  expect(found).toEqual([
    {
      level: 'error',
      file: 'tfplan.json',
      line: '1',
      title: 'critical · Security groups do not open administrative ports to the whole internet',
      message:
        'aws_x.a: it is open\nand 7 more resources: aws_x.b, aws_x.c, aws_x.d, aws_x.e, aws_x.f, and 2 more\naws.ec2.security_group_open_to_world',
    },
    expect.objectContaining({ file: 'main.tf', line: '3', endLine: '4' }),
  ]);
});

test('a file outside of the repository is none', () => {
  const [found] = annotations([{ ...FIRST, location: { file: '/tmp/tfplan.json' } }]);
  expect(Object.keys(found ?? {}).sort()).toEqual(['level', 'message', 'title']);
});

describe('of each level a runner shows ten', () => {
  function many(count: number): Finding[] {
    const severities = ['low', 'medium', 'critical', 'high'] as const;
    return Array.from({ length: count }, (_, index) => ({
      ...FIRST,
      policy: `acme.p${index}`,
      severity: severities[index % 4] ?? 'low',
    }));
  }

  test('ten as they are', () => {
    const found = annotations(many(20));
    expect(found.map(({ level }) => level)).toEqual([
      ...Array(10).fill('error'),
      ...Array(5).fill('warning'),
      ...Array(5).fill('notice'),
    ]);
    expect(found.slice(0, 10).map(({ title }) => title?.split(' ')[0])).toEqual([
      ...Array(5).fill('critical'),
      ...Array(5).fill('high'),
    ]);
  });

  test('of more the nine worst, and how many there are beside', () => {
    const found = annotations(many(30_000));
    expect(found.length).toBe(30);
    expect(found[9]?.message).toBe(
      '14,991 more findings of this level: the summary of the job tells of them',
    );
    expect(new Set(found.slice(0, 9).map(({ title }) => title?.split(' ')[0]))).toEqual(
      new Set(['critical']),
    );
  });
});

test.each(AWKWARD)('a name ends nothing: $what', ({ name }) => {
  const { report, options } = awkwardReport('plain', [{ what: '', name }]);
  const lines = githubAnnotations(report, options).split('\n');
  expect(lines.length).toBe(2);
  const { level, message, title, ...others } = read(lines[0] ?? '');
  expect([level, title]).toEqual(['error', 'high · plain']);
  expect(Object.keys(others).filter((key) => key !== 'file' && key !== 'line')).toEqual([]);
  expect(message).toMatch(/: .*\n(because .*\n)+fix: .*\nacme\.p0$/s);
});
