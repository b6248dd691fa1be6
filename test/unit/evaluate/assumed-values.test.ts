/** References that are set once applied: which are, and of which nothing is assumed. */
import { describe, expect, test } from 'vitest';
import { assumedValues } from '../../../src/evaluate/assumed-values.ts';
import type { ReferenceResolver, References, ReferenceTarget } from '../../../src/resource/references.ts';
import type { LinkedResource, Links, Path, Reason, Resource } from '../../../src/resource/resource.ts';
import { assuming, made, NO_LINKS, place } from './made-assuming.ts';

describe('references', () => {
  const key: ReferenceTarget = { block: 'aws_kms_key.main', attribute: 'arn' };

  function setAt(
    references: References,
    changes: Partial<Resource> = {},
    path: Path = ['values', 'kms_key_id'],
  ) {
    const resolver: ReferenceResolver = (address, attribute) => {
      expect([address, attribute]).toEqual(['aws_ebs_volume.v', path.slice(1)]);
      return references;
    };
    const given = assuming(made(changes), { referencesOf: () => resolver });
    const { fills, set } = assumedValues(given, [place(path, 'after-apply')]);
    expect(fills).toEqual([]);
    return set.map(({ assumption }) => assumption.detail);
  }

  test('one reference to what identifies a resource is set', () => {
    expect(setAt({ targets: [key], open: false })).toEqual(['aws_kms_key.main.arn']);
    const instance = { ...key, instance: 'aws_kms_key.main["a.b"]' };
    expect(setAt({ targets: [instance], open: false })).toEqual(['aws_kms_key.main["a.b"].arn']);
  });

  test.each<[string, References]>([
    ['an expression with a local in it', { targets: [key], open: true }],
    ['a conditional', { targets: [{ ...key, beside: true }], open: false }],
    ['two resources', { targets: [key, { block: 'aws_kms_key.other', attribute: 'arn' }], open: false }],
    ['two attributes of one', { targets: [key, { ...key, attribute: 'enabled' }], open: false }],
    ['an attribute that may be empty', { targets: [{ ...key, attribute: 'description' }], open: false }],
    ['a whole resource', { targets: [{ block: 'aws_kms_key.main' }], open: false }],
    ['a data source', { targets: [{ block: 'data.aws_kms_key.main', attribute: 'arn' }], open: false }],
    ['an address that is none', { targets: [{ block: '[', attribute: 'arn' }], open: false }],
    ['no reference', { targets: [], open: false }],
  ])('not where it is %s', (_note, references) => {
    expect(setAt(references)).toEqual([]);
  });

  test('not where no text stands there: a number, a list that may be empty, a block', () => {
    const one = { targets: [key], open: false };
    const of = (path: Path, type = 'aws_instance') =>
      assumedValues(assuming(made({ type }), { referencesOf: () => () => one }), [place(path, 'after-apply')])
        .set.length;
    expect(of(['values', 'subnet_id'])).toBe(1);
    expect(of(['values', 'vpc_security_group_ids', 0])).toBe(1);
    expect(of(['values', 'ebs_block_device', 0, 'kms_key_id'])).toBe(1);
    expect(of(['values', 'vpc_security_group_ids'])).toBe(0);
    expect(of(['values', 'cpu_core_count'])).toBe(0);
    expect(of(['values', 'ebs_block_device'])).toBe(0);
    expect(of(['values', 'ebs_block_device', 0])).toBe(0);
    expect(of(['values'])).toBe(0);
    expect(of(['values', 'constructor'])).toBe(0);
    expect(of(['values', 'subnet_id'], 'aws_unheard_of')).toBe(0);
  });

  test('another provider has no schema here, and nothing is assumed of it', () => {
    const one = { targets: [key], open: false };
    const given = assuming(made({ provider: 'registry.terraform.io/hashicorp/google' }), {
      referencesOf: () => () => one,
    });
    expect(assumedValues(given, [place(['values', 'kms_key_id'], 'after-apply')]).set).toEqual([]);
  });

  test.each<Reason>(['variable', 'malformed', 'denied', 'redacted', 'link-open', 'unset'])(
    'not where it is %s',
    (reason) => {
      const given = assuming(made(), { referencesOf: () => () => ({ targets: [key], open: false }) });
      expect(assumedValues(given, [place(['values', 'availability_zone'], reason)])).toEqual({
        fills: [],
        set: [],
      });
    },
  );

  test('a linked record is asked for by its own plan and address; one folded out of a block is not', () => {
    const SSE = 'aws_s3_bucket_server_side_encryption_configuration';
    const record = (declared?: Resource['declared']): LinkedResource => ({
      address: 'aws_s3_bucket_x.s',
      scope: {},
      tags: {},
      values: {},
      unknown: [],
      sensitive: [],
      source: { type: SSE, input: 1, actions: ['create'], ...(declared === undefined ? {} : { declared }) },
    });
    const inline = { type: 'aws_s3_bucket', path: [SSE, 0], as: 'inline' } as const;
    const links: Links = { ...NO_LINKS, referrers: { [SSE]: { bucket: [record(), record(inline)] } } };
    const tail = ['values', 'rule', 0, 'apply_server_side_encryption_by_default', 0, 'kms_master_key_id'];
    const paths = [0, 1].map((index): Path => ['referrers', SSE, 'bucket', index, ...tail]);
    const asked: unknown[] = [];
    const given = assuming(made({ type: 'aws_s3_bucket' }), {
      links,
      referencesOf: (of) => (address, attribute) => {
        asked.push([of?.source?.input, address, attribute]);
        return { targets: [key], open: false };
      },
    });
    const { set } = assumedValues(
      given,
      paths.map((path) => place(path, 'after-apply')),
    );
    expect(set.map(({ path }) => path)).toEqual([paths[0]]);
    expect(asked).toEqual([[1, 'aws_s3_bucket_x.s', tail.slice(1)]]);
  });
});
