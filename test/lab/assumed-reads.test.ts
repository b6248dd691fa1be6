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
    [
      // The subnet decides.
      'aws_instance.i values.associate_public_ip_address',
      // A listener of plain HTTP has none.
      'aws_lb_listener.l values.ssl_policy',
      // A group that has a name has no prefix, whatever the provider writes there.
      'aws_security_group.inline values.name_prefix',
      'aws_security_group.sep values.name_prefix',
      // The queue has a key of KMS, which decides.
      'aws_sqs_queue.q values.sqs_managed_sse_enabled',
    ],
  ],
  [
    'as little as each type takes',
    'defaults/minimal.plan.json.gz',
    17,
    [
      // The keys of AWS's own differ by account.
      'aws_db_instance.m values.kms_key_id',
      // The plan declares the account's setting.
      'aws_ebs_volume.m values.encrypted',
      // Image and account decide, and the subnet.
      'aws_instance.blocks values.metadata_options.0.http_tokens',
      'aws_instance.blocks values.associate_public_ip_address',
      'aws_instance.m values.associate_public_ip_address',
      'aws_instance.tokens values.associate_public_ip_address',
      // A network load balancer reads no headers.
      'aws_lb.n values.drop_invalid_header_fields',
      'aws_rds_cluster.m values.kms_key_id',
      // Terraform makes one up.
      'aws_security_group.m values.name',
      // AWS takes no log of a VPC without it.
      'aws_vpc.m referrers.aws_flow_log.vpc_id.0.values.traffic_type',
    ],
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
