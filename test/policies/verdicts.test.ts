/** Every policy's verdicts, unknown ones included: its JSON cases through the compiled module and the verdict code. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/finding/finding.ts';
import type { CompiledPolicies } from '../../src/policy/compile-policies.ts';
import { loadBundledPolicies } from '../../src/policy/load-bundled-policies.ts';
import type { Path } from '../../src/resource/resource.ts';
import { casesOf, FILES, judgedCase, policyId } from './judged-case.ts';

/** Members of a set come in no order. */
function sorted(paths: readonly Path[]): readonly Path[] {
  return [...paths].sort((left, right) => JSON.stringify(left).localeCompare(JSON.stringify(right)));
}

let bundled: CompiledPolicies;

beforeAll(async () => {
  bundled = await loadBundledPolicies();
});

describe.each(FILES)('%s', (file) => {
  const cases = casesOf(file);

  test.each(cases)('$verdict: $note', async (one) => {
    const finding = await judgedCase(bundled, policyId(file), one);
    expect({
      verdict: finding.verdict,
      ...(one.decidedBy === undefined
        ? {}
        : { decidedBy: sorted(finding.decidedBy.map(({ path }) => path)) }),
      ...(one.messages === undefined ? {} : { messages: finding.messages }),
    }).toEqual({
      verdict: one.verdict,
      ...(one.decidedBy === undefined ? {} : { decidedBy: sorted(one.decidedBy) }),
      ...(one.messages === undefined ? {} : { messages: one.messages }),
    });
  });

  test('has a case for each verdict', () => {
    const said = new Set(cases.map(({ verdict }) => verdict));
    const policy = bundled.catalogue.policies.find(({ id }) => id === policyId(file));
    const wanted: Verdict[] = ['fail', 'pass', 'unknown'];
    if ((policy?.reads.applies.length ?? 0) > 0) wanted.push('not-applicable');
    expect(wanted.filter((verdict) => !said.has(verdict))).toEqual([]);
  });
});

test('every bundled policy has cases', () => {
  const ids = FILES.map(policyId);
  expect(bundled.catalogue.policies.map(({ id }) => id).filter((id) => !ids.includes(id))).toEqual([]);
});
