/** New policies for every type of the provider: OPA passes their tests, and `policy check` finds nothing, as they are. */
import { describe, expect, test } from 'vitest';
import { checkPolicies } from '../../../../src/policy/check/check-policies.ts';
import { judgedType } from '../../../../src/policy/input/judged-type.ts';
import { knownTypes, resourceNode } from '../../../../src/policy/input/resource-node.ts';
import { lookedAt } from '../../../../src/policy/new/looked-at.ts';
import { newPolicyId } from '../../../../src/policy/new/new-policy-id.ts';
import { policyTemplate } from '../../../../src/policy/new/policy-template.ts';
import { schemaTypes } from '../../../../src/resource/type-schema.ts';
import { loadRego } from '../../../../src/toolchain/rego.ts';

const KNOWN = { types: schemaTypes('registry.terraform.io/hashicorp/aws'), taken: new Set<string>() };
/** DRIFTLOCK_ALL_TYPES takes every type instead of each so-manieth. */
const STRIDE = process.env.DRIFTLOCK_ALL_TYPES === undefined ? 29 : 1;
const AT_ONCE = 40;

const TYPES = knownTypes().filter((type) => {
  try {
    return judgedType(type) === type;
  } catch {
    return false;
  }
});

type Modules = Record<string, string>;

function written(
  modules: Modules,
  id: string,
  types: readonly string[],
  attribute?: string,
  when?: string,
): void {
  const { source, test: tests } = policyTemplate({
    id,
    types,
    severity: 'low',
    lookedAt: lookedAt(types, attribute, '--attribute'),
    ...(when === undefined ? {} : { when: lookedAt(types, when, '--when') }),
  });
  const stem = id.replaceAll('.', '/');
  modules[`${stem}.rego`] = source;
  modules[`${stem}_test.rego`] = tests;
}

async function wrongIn(modules: Modules): Promise<unknown[]> {
  const rego = await loadRego();
  const laidOut = rego.fmt({ modules });
  const { problems } = await checkPolicies({ folder: 'policies', modules: laidOut }, KNOWN);
  const { handle, tests } = rego.tests({ modules: laidOut });
  expect(tests.length).toBeGreaterThanOrEqual(Object.keys(modules).length / 2);
  const failed = tests.filter((_, index) => rego.test({ handle, test: index }).status !== 'pass');
  return [...problems, ...failed];
}

function attributesOf(type: string): readonly string[] {
  const values = resourceNode(type).child('values');
  return values?.kind === 'object' ? values.names() : [];
}

describe('a new policy', () => {
  test('for a type, as it is', async () => {
    const wrong: unknown[] = [];
    const taken = TYPES.filter((_, index) => index % STRIDE === 0);
    for (let at = 0; at < taken.length; at += AT_ONCE) {
      const modules: Modules = {};
      for (const type of taken.slice(at, at + AT_ONCE)) written(modules, `acme.new.${type}`, [type]);
      wrong.push(...(await wrongIn(modules)));
    }
    console.log(`new policies: ${taken.length} of ${TYPES.length} types`);
    expect(wrong).toEqual([]);
  }, 1_200_000);

  test('about any attribute of some types, where another one is there', async () => {
    for (const type of ['aws_s3_bucket', 'aws_iam_role', 'aws_kms_key']) {
      const modules: Modules = {};
      const names = attributesOf(type);
      for (const [index, name] of names.entries()) {
        written(modules, `acme.plain.${name}`, [type], name);
        written(modules, `acme.when.${name}`, [type], name, names[(index + 3) % names.length]);
      }
      expect(await wrongIn(modules)).toEqual([]);
    }
  }, 300_000);

  test('for several types', async () => {
    const modules: Modules = {};
    written(modules, 'acme.rds.public', ['aws_db_instance', 'aws_rds_cluster_instance']);
    written(
      modules,
      'acme.rds.backups',
      ['aws_db_instance', 'aws_rds_cluster'],
      'backup_retention_period',
      'engine',
    );
    written(modules, 'acme.iam.policies', ['aws_iam_policy', 'aws_iam_role_policy'], 'policy');
    expect(await wrongIn(modules)).toEqual([]);
    expect(modules['acme/rds/public.rego']).toContain(
      'deny contains "publicly_accessible is set" if input.values.publicly_accessible',
    );
  }, 60_000);
});

test('an attribute that a type lacks is refused with the nearest', () => {
  expect(() => lookedAt(['aws_ebs_volume'], 'encypted', '--attribute')).toThrowError(
    expect.objectContaining({
      message: '--attribute: `input.values.encypted`: aws_ebs_volume has no attribute `encypted`',
      hint: 'did you mean `encrypted`?',
    }),
  );
  expect(() => lookedAt(['aws_ebs_volume'], 'zzzzzzzz', '--when')).toThrowError(
    expect.objectContaining({
      message: '--when: `input.values.zzzzzzzz`: aws_ebs_volume has no attribute `zzzzzzzz`',
      hint: 'driftlock policy input-schema aws_ebs_volume lists what there is',
    }),
  );
});

describe('the id of a new policy', () => {
  test.each([
    [
      'acme.s3.bucket-named',
      '"bucket-named" in "acme.s3.bucket-named" cannot be part of a policy\'s id: small letters, digits and _ only',
      'write acme.s3.bucket_named',
    ],
    [
      'Acme.S3.BucketNamed',
      '"Acme" in "Acme.S3.BucketNamed" cannot be part of a policy\'s id: small letters, digits and _ only',
      'write acme.s3.bucket_named',
    ],
    [
      'acme..x',
      '"" in "acme..x" cannot be part of a policy\'s id: small letters, digits and _ only',
      'for instance acme.s3.bucket_named: whose it is, the service, what it demands',
    ],
    [
      '../../etc/x',
      '"" in "../../etc/x" cannot be part of a policy\'s id: small letters, digits and _ only',
      'for instance acme.s3.bucket_named: whose it is, the service, what it demands',
    ],
    ['acme.s3.import', '"import" in "acme.s3.import" is a word of Rego', 'write acme.s3.import_'],
    [
      'acme',
      'the id "acme" has one part only',
      'for instance acme.s3.bucket_named: whose it is, the service, what it demands',
    ],
    [
      'driftlock.x',
      'an id cannot begin with "driftlock"',
      'for instance acme.s3.bucket_named: whose it is, the service, what it demands',
    ],
    ['acme.bucket_test', '"bucket_test" would be a test: its file ends in _test.rego', 'write acme.bucket'],
    [
      'aws.s3.x',
      'a bundled policy has the id aws.s3.x already',
      'for instance acme.s3.bucket_named: whose it is, the service, what it demands',
    ],
  ])('%s is refused', (id, message, hint) => {
    expect(() => newPolicyId(id, new Set(['aws.s3.x']))).toThrow(expect.objectContaining({ message, hint }));
  });

  test('is taken apart', () => {
    expect(newPolicyId('acme.s3.bucket_named', new Set())).toEqual(['acme', 's3', 'bucket_named']);
  });
});
