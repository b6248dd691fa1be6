/** A policy that passes an example fails some change of what it reads there; one that does not is wrong or untested. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { CompiledPolicies } from '../../src/policy/compile-policies.ts';
import { loadBundledPolicies } from '../../src/policy/load-bundled-policies.ts';
import type { ReadPath } from '../../src/resource/read-path.ts';
import { type Case, casesOf, FILES, judgedCase, policyId } from './judged-case.ts';
import { mutantsOf, readText } from './mutants.ts';

let bundled: CompiledPolicies;

beforeAll(async () => {
  bundled = await loadBundledPolicies();
});

/** Each once; what is read of everything below the input tells no place. */
function readsOf(id: string): readonly ReadPath[] {
  const { reads } = bundled.catalogue.policies.find((policy) => policy.id === id) ?? {};
  const all = [...(reads?.applies ?? []), ...(reads?.denies.flat() ?? [])].filter(({ length }) => length > 1);
  return [...new Map(all.map((read) => [readText(read), read])).values()];
}

/** How many mutants of the passing cases fail, by read. */
async function failedMutants(id: string, cases: readonly Case[]) {
  const failing = cases.filter(({ verdict }) => verdict === 'fail');
  const reads = readsOf(id);
  const failed = new Map(reads.map((read) => [readText(read), 0]));
  let mutants = 0;
  for (const passing of cases.filter(({ verdict }) => verdict === 'pass'))
    for (const { read, mutated } of mutantsOf(passing, reads, failing)) {
      mutants += 1;
      const { verdict } = await judgedCase(bundled, id, mutated);
      if (verdict === 'fail') failed.set(read, (failed.get(read) ?? 0) + 1);
    }
  return { mutants, failed };
}

describe.each(FILES.map((file) => [policyId(file), file]))('%s', (id, file) => {
  test('fails some change of what it reads where it passes', async () => {
    const { mutants, failed } = await failedMutants(id, casesOf(file));
    const killing = [...failed.values()].reduce((sum, times) => sum + times, 0);
    const idle = [...failed].filter(([, times]) => times === 0).map(([read]) => read);
    const rest = idle.length === 0 ? '' : `; no failure by ${idle.join(', ')}`;
    console.log(
      `${id}: ${killing} of ${mutants} mutants fail, by ${failed.size - idle.length} of ${failed.size} reads${rest}`,
    );
    expect(killing).toBeGreaterThan(0);
  });
});
