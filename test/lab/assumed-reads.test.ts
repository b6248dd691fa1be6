/** What bundled policies read of real plans that nobody set: all of it is documented, as far as the plans go. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openLinked } from '../../src/commands/linked-inputs.ts';
import { type Assuming, assumedValues } from '../../src/evaluate/assumed-values.ts';
import { judges, policiesByType } from '../../src/evaluate/select.ts';
import { touchedPlaces, unknownPlaces } from '../../src/evaluate/unknown-reads.ts';
import { unsetLists } from '../../src/evaluate/unset-lists.ts';
import { loadPolicySets } from '../../src/policy/load-policy-sets.ts';
import type { Path } from '../../src/resource/resource.ts';

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures');
const loaded = await loadPolicySets([], () => {});
const byTypes = loaded.map(({ catalogue }) =>
  policiesByType(catalogue, new Set(catalogue.policies.map(({ id }) => id))),
);

interface Read {
  readonly policy: string;
  readonly address: string | undefined;
  readonly path: Path;
}

/** The unset places that policies read, those that have a fill apart. */
async function unsetReads(...names: readonly string[]) {
  const files = names.map((name) => path.join(FIXTURES, name));
  const linked = await openLinked(files, byTypes, { terraform: false, notice: () => {} });
  const reads = { filled: [] as Read[], left: [] as Read[], lists: [] as Read[] };
  for (const input of linked.inputs)
    for (const resource of input.resources(undefined, linked.judged)) {
      const policies = byTypes.flatMap((byType) => byType.get(resource.type) ?? []);
      if (policies.length === 0) continue;
      const links = linked.linksOf(input, resource);
      const assuming: Assuming = {
        resource,
        links,
        referencesOf: (record) => linked.referencesOf(input, record),
        declares: linked.declares,
      };
      const places = [...unknownPlaces(resource, links), ...unsetLists(assuming)];
      // What policies on changes read of a new resource decides nothing: it had nothing before.
      for (const policy of policies.filter((one) => !one.onChange && judges(one, resource))) {
        const touched = touchedPlaces([...policy.reads.applies, ...policy.reads.denies.flat()], places);
        const fills = new Set(assumedValues(assuming, touched).fills.map((fill) => fill.path));
        for (const { path: place, reason } of touched) {
          if (reason !== 'unset') continue;
          const read = { policy: policy.id, address: resource.address, path: place };
          if (place[0] === 'referrers' && place.length === 3) reads.lists.push(read);
          (fills.has(place) ? reads.filled : reads.left).push(read);
        }
      }
    }
  return reads;
}

describe.each([
  [
    'the lab',
    'lab/create.plan.json',
    6,
    // The queue has a key of KMS, which decides.
    ['aws_sqs_queue.q values.sqs_managed_sse_enabled'],
  ],
  [
    'as little as each type takes',
    'defaults/minimal.plan.json.gz',
    17,
    // The plan declares the account's setting.
    ['aws_ebs_volume.m values.encrypted'],
  ],
] as const)('%s', async (_note, name, least, left) => {
  const reads = await unsetReads(name);

  test('what policies read and nobody set is documented', () => {
    expect(reads.left.map(({ address, path: place }) => `${address} ${place.join('.')}`)).toEqual(left);
    expect(reads.filled.length).toBeGreaterThanOrEqual(least);
  });

  test('a bucket for which nobody declares it has what AWS makes', () => {
    const [first] = reads.lists.map(({ path: place }) => place[1]);
    expect(reads.lists.length).toBeGreaterThan(0);
    expect(first).toMatch(/^aws_s3_bucket_/);
  });
});
