/** Rules with variable keys: what OPA's partial evaluation cannot be asked of them, and what it can. */
import { expect, test } from 'vitest';
import { loadRego, RegoError } from '../../../src/toolchain/rego.ts';

const DENY = 'package policies.p\n\ndeny contains "d" if';

/** What is left of the deny body where `input.tags.q` is not known. */
async function left(rules: string) {
  const rego = await loadRego();
  const policies = { p: ['policies', 'p'] };
  const handle = rego.prepare({ modules: { 'p.rego': `${DENY} ${rules}\n` }, policies });
  const input = { tags: { q: null } };
  const request = { handle, policy: 'p', params: {}, input, unknowns: [['tags', 'q']], cuts: [1] };
  return rego.partial(request).denies;
}

test.each([
  ['asked for by its key', 's.x == "x"\n\ns[v] := v if some v in input.tags'],
  ['by a copy of it', 's.x\n\ns[v] := w if {\n\tsome v in input.tags\n\tw := v\n}'],
  ['of a known list, on a condition', 's.x\n\ns[v] := v if {\n\tsome v in ["x"]\n\tinput.tags.q\n}'],
])('a value that is its own key: %s', async (_, rules) => {
  // Nothing left would mean: whatever the tag is, it does not deny.
  expect(await left(rules)).not.toEqual([{ any: [] }]);
});

test.each([
  [
    'a set under a key',
    's[k] contains "a" if k := "x"\n\ns[k] contains w if {\n\tk := "x"\n\tw := input.tags.q\n}',
  ],
  ['keys under a key', 's[k][w] := 1 if {\n\tk := "x"\n\tsome w in ["a", input.tags.q]\n}'],
])('%s is not left to partial evaluation', async (_, rules) => {
  await expect(left(`count(s.x) == 1\n\n${rules}`)).rejects.toThrow(RegoError);
});
