import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Finding } from '../../../../src/finding/finding.ts';
import { waiverLines } from '../../../../src/report/explain/waiver-lines.ts';
import type { Page } from '../../../../src/report/table/layout.ts';
import { paintOf } from '../../../../src/report/table/paint.ts';
import { optionsOf, SAMPLE_REPORT } from '../sample-report.ts';

const PAGE: Page = { paint: paintOf(false), options: optionsOf(), source: 'this plan' };

function entry(more: Partial<Finding>): unknown {
  const [first] = SAMPLE_REPORT.findings as [Finding];
  const lines = waiverLines(PAGE, { ...first, ...more });
  return lines.length === 0 ? undefined : (parse(lines.slice(3).join('\n')) as unknown[])[0];
}

test.each<readonly [Finding['resource'], string]>([
  [{ type: 'x', scope: {}, address: 'x.y["it\'s: #*"]' }, 'x.y["it\'s: #\\*"]'],
  [{ type: 'x', scope: {}, address: 'x.y', path: ['ingress', 0] }, 'x.y › ingress[0]'],
  [{ type: 'x', scope: {}, key: '["1","eu-west-1","x"]' }, '["1","eu-west-1","x"]'],
])('an entry that YAML reads, open where people have to say something', (resource, name) => {
  expect(entry({ resource })).toEqual({
    id: null,
    policy: 'aws.ec2.security_group_open_to_world',
    resource: name,
    reason: null,
    owner: null,
    expires: null,
  });
});

test.each<[string, Partial<Finding>]>([
  ['a pass', { verdict: 'pass' }],
  ['what is unknown', { verdict: 'unknown' }],
  ['what has no name', { resource: { type: 'x', scope: {} } }],
  ['a name that is not seen', { resource: { type: 'x', scope: {}, address: 'x.y["\u202e"]' } }],
])('none for %s', (_, more) => {
  expect(entry(more)).toBe(undefined);
});
