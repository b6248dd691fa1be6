/** Plans of the real provider: what their dynamic blocks become, and a created resource against its state. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { touches } from '../../../src/resource/read-path.ts';
import type { Json, JsonObject, Path, Resource } from '../../../src/resource/resource.ts';
import { shaped, unknowns } from './raw.ts';
import { isRecorded, planResources, stateResources } from './recorded.ts';

const only = (records: Resource[]) => records[0] as Resource;

describe('dynamic blocks in a plan of the real provider', () => {
  const file = path.resolve(import.meta.dirname, '../../fixtures/resource/dynamic-blocks.plan.json');
  const records = new Map(planResources(file).map((raw) => [raw.address, shaped(raw)]));

  it('are written in their parent, and what they leave open is after-apply', () => {
    const [, first, second] = records.get('aws_security_group.kn') ?? [];
    expect([first?.declared?.as, first?.values.from_port, second?.values.from_port]).toEqual([
      'inline',
      22,
      23,
    ]);
    expect(unknowns(first)).toContain('values.cidr_ipv4 after-apply');
    const [bucket, lifecycle] = records.get('aws_s3_bucket.b') ?? [];
    expect(bucket?.values.lifecycle_rule).toBeUndefined();
    expect(lifecycle?.values).toEqual({ bucket: 'b', rule: [{ status: 'Enabled', filter: [{}] }] });
    expect(unknowns(lifecycle)).toContain('values.rule.0.id after-apply');
  });

  it('over something unknown are unknown records', () => {
    const [, rule] = records.get('aws_security_group.unk') ?? [];
    for (const name of ['ip_protocol', 'from_port', 'to_port', 'cidr_ipv4']) {
      expect(unknowns(rule)).toContain(`values.${name} after-apply`);
    }
    const policy = records.get('aws_iam_role.r')?.find(({ type }) => type === 'aws_iam_role_policy');
    expect(unknowns(policy)).toEqual(
      expect.arrayContaining(['values.role after-apply', 'values.policy after-apply']),
    );
  });
});

describe('dynamic blocks over something unknown, which a plan shows in after_unknown alone', () => {
  const file = path.resolve(import.meta.dirname, '../../fixtures/resource/dynamic-over-unknown.plan.json');
  const records = new Map(planResources(file).map((raw) => [raw.address, shaped(raw)]));
  const about = (address: string, ...blocks: string[]) =>
    (records.get(address) ?? []).map((record) => ({
      type: record.type,
      unknown: unknowns(record).filter((line) => blocks.some((name) => line.startsWith(`values.${name}`))),
    }));
  const open = (type: string, ...unknown: string[]) => [{ type, unknown }];

  it.each([
    ['aws_cloudtrail.t', 'event_selector', 'values.event_selector after-apply'],
    ['aws_cloudtrail.mixed', 'event_selector', 'values.event_selector after-apply'],
    ['aws_cloudtrail.nested', 'event_selector.0.data', 'values.event_selector.0.data_resource after-apply'],
    ['aws_s3_bucket_lifecycle_configuration.l', 'rule', 'values.rule after-apply'],
    ['aws_s3_bucket_lifecycle_configuration.nested', 'rule', 'values.rule.0.expiration after-apply'],
    ['aws_instance.i', 'metadata_options', 'values.metadata_options after-apply'],
    ['aws_instance.i', 'ebs_block_device', 'values.ebs_block_device after-apply'],
    ['aws_lambda_function.f', 'vpc_config', 'values.vpc_config after-apply'],
  ])('%s: %s', (address, block, line) => {
    expect(about(address, block)).toEqual(open(address.split('.')[0] as string, line));
  });

  it('are unset where nobody writes them, or over nothing', () => {
    for (const address of ['aws_cloudtrail.plain', 'aws_cloudtrail.none'])
      expect(about(address, 'event_selector')).toEqual(open('aws_cloudtrail', 'values.event_selector unset'));
  });

  it('of an attribute that is written as blocks are a rule of which nothing is known', () => {
    const rule = 'aws_vpc_security_group_ingress_rule';
    const nothing = ['ip_protocol', 'from_port', 'to_port', 'cidr_ipv4'];
    expect(about('aws_security_group.g', ...nothing)).toEqual([
      { type: 'aws_security_group', unknown: [] },
      { type: rule, unknown: expect.arrayContaining(nothing.map((name) => `values.${name} after-apply`)) },
    ]);
    const [, first, second, ...more] = records.get('aws_security_group.mixed') ?? [];
    expect([first?.type, first?.values.from_port, second?.values, more]).toEqual([
      rule,
      undefined,
      expect.objectContaining({ from_port: 443, cidr_ipv4: '10.0.0.0/8' }),
      [],
    ]);
  });

  it('look like none where the provider fills the block in: a bucket that nobody gives a versioning block', () => {
    const [bucket, website, ...more] = records.get('aws_s3_bucket.b') ?? [];
    expect([bucket?.type, website?.type, unknowns(website), more]).toEqual([
      'aws_s3_bucket',
      'aws_s3_bucket_website_configuration',
      expect.arrayContaining(['values.index_document.0.suffix after-apply']),
      [],
    ]);
    expect(records.get('aws_iam_role.r')?.map(({ type }) => type)).toEqual(['aws_iam_role']);
  });
});

describe.skipIf(!isRecorded)('a created resource against its state', () => {
  /** Set by moto otherwise than AWS and the plan say (see the lab's README). */
  const MOTO = [
    /^aws_cloudfront_distribution\.cf values\.viewer_certificate/,
    /^aws_launch_template/,
    /^aws_kinesis_stream/,
    /^aws_backup_vault\.b values\.tags_all/,
  ];

  it('tells the truth, and misses nothing that is not listed as unknown', () => {
    const states = new Map(
      stateResources('applied.state.json').map((raw) => [raw.address, only(shaped(raw))]),
    );
    const wrong: string[] = [];
    let compared = 0;
    for (const raw of planResources('create.plan.json')) {
      const plan = only(shaped(raw));
      const applied = states.get(raw.address) as Resource;
      const open = (path: Path) =>
        plan.unknown.some((entry) => touches(entry.path, path) && entry.path.length <= path.length);
      compare(plan.values, applied.values, ['values'], (path, was, is) => {
        compared++;
        if (JSON.stringify(was) !== JSON.stringify(is) && !open(path))
          wrong.push(`${raw.address} ${path.join('.')}`);
      });
    }
    expect(compared).toBeGreaterThan(500);
    expect(wrong.filter((place) => !MOTO.some((known) => known.test(place)))).toEqual([]);
  });
});

function compare(
  a: Json | undefined,
  b: Json | undefined,
  path: Path,
  leaf: (place: Path, a?: Json, b?: Json) => void,
) {
  const isNode = (value?: Json) => typeof value === 'object' && value !== null;
  if (!isNode(a) && !isNode(b)) return leaf(path, a, b);
  const [left, right] = [isNode(a) ? a : {}, isNode(b) ? b : {}] as [JsonObject, JsonObject];
  for (const name of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const step = Array.isArray(a) || Array.isArray(b) ? Number(name) : name;
    compare(left[name], right[name], [...path, step], leaf);
  }
}
