/** Comments that ignore a warning are found in lines of any length. */
import { expect, test } from 'vitest';
import { problemAt } from '../../../../src/policy/check/check-problem.ts';
import { withoutIgnored } from '../../../../src/policy/check/ignored-checks.ts';

const WARNING = problemAt('false-comparison', { file: 'a.rego', row: 2, col: 1 }, 'it does not hold');

test('a comment on the line or above it, behind other words', () => {
  const above = { 'a.rego': '\t# so be it. driftlock: ignore false-comparison\nx == false' };
  const beside = { 'a.rego': '\nx == false # driftlock: ignore negated-call, false-comparison' };
  expect([withoutIgnored([WARNING], above), withoutIgnored([WARNING], beside)]).toEqual([[], []]);
  expect(withoutIgnored([WARNING], { 'a.rego': '\ndriftlock: ignore false-comparison' })).toEqual([WARNING]);
});

test('its place is where the comment begins', () => {
  const [strange] = withoutIgnored([], { 'a.rego': 'x == false  # or driftlock: ignore false-comparisn' });
  expect(strange).toMatchObject({ file: 'a.rego', line: 1, column: 13 });
  expect(strange?.message).toContain('did you mean "false-comparison"?');
});

test('a line of a million signs takes no time', () => {
  const start = performance.now();
  expect(withoutIgnored([WARNING], { 'a.rego': '#'.repeat(1_000_000) })).toEqual([WARNING]);
  expect(performance.now() - start).toBeLessThan(5_000);
});
