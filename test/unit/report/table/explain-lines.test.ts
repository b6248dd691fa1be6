/** The command line that explains a finding, held against what a shell makes of it. */
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../../src/finding/finding.ts';
import type { Report } from '../../../../src/finding/report.ts';
import { explainLines } from '../../../../src/report/table/explain-lines.ts';
import type { Page } from '../../../../src/report/table/layout.ts';
import { paintOf } from '../../../../src/report/table/paint.ts';
import { optionsOf, reportOf } from '../sample-report.ts';

function page(width: number, again: readonly string[] = []): Page {
  return { paint: paintOf(false), options: { ...optionsOf({ width }), again }, source: 'this plan' };
}

function finding(address: string, more: Partial<Finding> = {}): Finding {
  return {
    fingerprints: ['0'.repeat(32)],
    policy: 'aws.kms.key_rotation',
    severity: 'medium',
    verdict: 'unknown',
    resource: { address, type: 'aws_kms_key', scope: {} },
    messages: [],
    decidedBy: [],
    ...more,
  };
}

function inputs(...names: string[]): Report {
  const report = reportOf([]);
  const [input] = report.input;
  if (input === undefined) throw new Error('the sample has an input');
  return { ...report, input: names.map((name) => ({ ...input, name })) };
}

/** The words that a shell gives to the program. */
function words(lines: readonly string[]): string[] {
  const command = lines.join('\n').replace('Next: driftlock', "printf '%s\\n'");
  return execFileSync('sh', ['-c', command], { encoding: 'utf8' }).trimEnd().split('\n');
}

describe('Next: driftlock explain', () => {
  const ADDRESS = 'module.a["it\'s $HOME `x`"].aws_kms_key.main[0]';

  test.each([60, 80, 140])('is what a shell takes for the same words, at %i columns', (width) => {
    const again = ['--policies', 'my policies', '--params', 'p.json'];
    const lines = explainLines(page(width, again), inputs('plan.json', 'a b.tfstate'), finding(ADDRESS));
    expect(lines.filter((line) => line.length > width)).toEqual([]);
    expect(words(lines)).toEqual([
      'explain',
      'aws.kms.key_rotation',
      ADDRESS,
      'plan.json',
      'a b.tfstate',
      ...again,
    ]);
  });

  test('names the file first that the finding is about', () => {
    const about = finding('aws_kms_key.k', { location: { file: 'b.json' } });
    expect(explainLines(page(140), inputs('a.json', 'b.json'), about)).toEqual([
      'Next: driftlock explain aws.kms.key_rotation aws_kms_key.k b.json a.json',
    ]);
  });

  test.each([
    ['standard input', '-', 'aws_kms_key.k'],
    ['a name that looks like an option', '--plan.json', 'aws_kms_key.k'],
    ['what is not seen', 'plan.json', 'aws_kms_key.k["\u202e"]'],
    ['a line end', 'plan\n.json', 'aws_kms_key.k'],
    ['a word longer than a line', `${'x'.repeat(80)}.json`, 'aws_kms_key.k'],
  ])('is left out for %s', (_, file, address) => {
    expect(explainLines(page(80), inputs(file), finding(address))).toEqual([]);
  });
});
