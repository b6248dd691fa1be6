/** The severity of every bundled policy is what rules/severity.md makes of its exposure and impact. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { EXPOSURES, IMPACTS, type Policy } from '../../src/finding/policy.ts';
import { ROOT } from '../cli/run-cli.ts';

const cells = readFileSync(path.join(ROOT, 'rules/severity.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));
const [impacts = []] = cells;
const rubric = new Map(
  cells
    .slice(2)
    .flatMap(([, exposure = '', ...severities]) =>
      severities.slice(0, -1).map((severity, place) => [`${exposure} ${impacts[place + 2]}`, severity]),
    ) as [string, string][],
);

const { policies } = JSON.parse(readFileSync(path.join(ROOT, 'dist/policies/aws.json'), 'utf8')) as {
  policies: Policy[];
};

test('the table answers every pair', () => {
  const pairs = EXPOSURES.flatMap((exposure) => IMPACTS.map((impact) => `${exposure} ${impact}`));
  expect([...rubric.keys()].sort()).toEqual([...pairs].sort());
});

test.each(policies.map((policy) => [policy.id, policy] as const))('%s', (_, policy) => {
  expect({ id: policy.id, severity: policy.severity }).toEqual({
    id: policy.id,
    severity: rubric.get(`${policy.exposure} ${policy.impact}`),
  });
});
