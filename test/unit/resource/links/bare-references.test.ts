/** Links that references alone settle: they are said to be, and not settled where the plan shows that they are computed. */
import { describe, expect, test } from 'vitest';
import { buildLinkIndex, linksOf } from '../../../../src/resource/links/link-index.ts';
import type { Assumption, Links } from '../../../../src/resource/resource.ts';
import { BUCKET, inputOf, made, PATH, READ, unknownAt, VERSIONING } from './made-inputs.ts';
import { fixtureNames, fixturePlan, linkInput, type PlanJson, resourcesOf } from './plan-reader.ts';

const OWNERSHIP = 'aws_s3_bucket_ownership_controls';
const BLOCK = 'aws_s3_bucket_public_access_block';
const PAYMENT = 'aws_s3_bucket_request_payment_configuration';

function referrersIn(plan: PlanJson, setting: string): Record<string, Links> {
  const index = buildLinkIndex([linkInput(plan)], {
    [BUCKET]: [['referrers', setting, 'bucket', null, 'address']],
  });
  const buckets = resourcesOf(plan).filter(({ type, mode }) => type === BUCKET && mode === 'managed');
  return Object.fromEntries(buckets.map((bucket) => [bucket.address, linksOf(index, bucket, 0)]));
}

/** The addresses, `?` where the list is open, and what is assumed. */
function wordsOf({ referrers, unknown, assumes }: Links): string[] {
  const records = Object.values(referrers).flatMap(Object.values).flat();
  const open = unknown.some(({ path }) => path.length === 3) ? ['?'] : [];
  return [...records.map(({ address }) => address), ...open, ...assumes.map(said)];
}

function said({ kind, detail }: Assumption): string {
  return `${kind}: ${detail}`;
}

function pictureOf(setting: string): Record<string, string[]> {
  const links = referrersIn(fixturePlan('computed-references'), setting);
  return Object.fromEntries(Object.entries(links).map(([address, of]) => [address, wordsOf(of)]));
}

describe('references that compute', () => {
  const bare = (setting: string, target: string): string =>
    `bare-reference: bucket of ${setting} refers to ${target}; taken to be its name`;
  // The first in the plan stands for all, where a bucket has none of its own.
  const first = bare(`${VERSIONING}.bare`, 'aws_s3_bucket.bare');

  test('look bare alone, and not where a variable or the like stands beside them', () => {
    expect(pictureOf(VERSIONING)).toEqual({
      'aws_s3_bucket.bare': [`${VERSIONING}.bare`, first],
      'aws_s3_bucket.conditional': [`${VERSIONING}.conditional`, '?'],
      'aws_s3_bucket.many[0]': [`${VERSIONING}.chosen`, '?'],
      'aws_s3_bucket.many[1]': [`${VERSIONING}.chosen`, '?'],
      'aws_s3_bucket.of_template': [first],
      'aws_s3_bucket.suffixed': [`${VERSIONING}.suffixed`, '?'],
      'aws_s3_bucket.template': [
        `${VERSIONING}.template`,
        bare(`${VERSIONING}.template`, 'aws_s3_bucket.template'),
      ],
      'aws_s3_bucket.twice': [`${VERSIONING}.twice`, bare(`${VERSIONING}.twice`, 'aws_s3_bucket.twice')],
    });
  });
  test('in a module call, and beside a variable of the module', () => {
    const through = 'module.settings';
    expect(pictureOf(OWNERSHIP)['aws_s3_bucket.suffixed']).toEqual([`${through}.${OWNERSHIP}.through`, '?']);
    expect(pictureOf(BLOCK)['aws_s3_bucket.bare']).toEqual([
      `${through}.${BLOCK}.through`,
      bare(`${through}.${BLOCK}.through`, 'aws_s3_bucket.bare'),
    ]);
    expect(pictureOf(PAYMENT)['aws_s3_bucket.bare']).toEqual([`${through}.${PAYMENT}.through`, '?']);
  });
  test('an index that is computed looks like the own key', () => {
    expect(pictureOf(OWNERSHIP)['aws_s3_bucket.many[0]']).toEqual([
      `${OWNERSHIP}.shifted[0]`,
      `instance-key: bucket of ${OWNERSHIP}.shifted[0] names the instance with its own key`,
    ]);
  });
  test('from the side of what refers', () => {
    const plan = fixturePlan('computed-references');
    const index = buildLinkIndex([linkInput(plan)], { [VERSIONING]: [['refs', 'bucket', null, 'address']] });
    const settings = resourcesOf(plan).filter(({ type }) => type === VERSIONING);
    const found = settings.map((setting) => {
      const { unknown, assumes } = linksOf(index, setting, 0);
      return [setting.address, ...unknown.map(({ reason }) => reason), ...assumes.map(said)];
    });
    expect(found).toEqual([
      [`${VERSIONING}.bare`, first],
      [`${VERSIONING}.chosen`, 'link-open'],
      [`${VERSIONING}.conditional`, 'link-open'],
      [`${VERSIONING}.suffixed`, 'link-open'],
      [`${VERSIONING}.template`, bare(`${VERSIONING}.template`, 'aws_s3_bucket.template')],
      [`${VERSIONING}.twice`, bare(`${VERSIONING}.twice`, 'aws_s3_bucket.twice')],
    ]);
  });
});

/** Settings of a type whose bucket the plan does not know, as the file has it. */
function unknownBuckets(plan: PlanJson, setting: string): number {
  const settings = plan.resource_changes.filter(({ type, mode }) => type === setting && mode === 'managed');
  return settings.filter(({ change }) => JSON.stringify(change.after_unknown).includes('"bucket":true'))
    .length;
}

test.each(fixtureNames())(
  '%s: a definite list assumes something if and only if some name is not known',
  (name) => {
    const plan = fixturePlan(name);
    const types = new Set(plan.resource_changes.map(({ type }) => type));
    for (const setting of [...types].filter((type) => type.startsWith('aws_s3_bucket_'))) {
      const leans = unknownBuckets(plan, setting) > 0;
      for (const [address, links] of Object.entries(referrersIn(plan, setting))) {
        if (links.unknown.some(({ path }) => path.length === 3)) expect(links.assumes).toEqual([]);
        else expect([address, setting, links.assumes.length > 0]).toEqual([address, setting, leans]);
      }
    }
  },
);

test('a known name and a folded record lean on nothing', () => {
  const bucket = made(BUCKET, 'aws_s3_bucket.b', { bucket: 'b' });
  const named = made(VERSIONING, `${VERSIONING}.v`, { bucket: 'b', status: 'Enabled' });
  const declared = { type: BUCKET, address: 'aws_s3_bucket.b', path: ['versioning'], as: 'inline' } as const;
  const folded = made(
    VERSIONING,
    'aws_s3_bucket.b',
    { status: 'Enabled' },
    {
      declared,
      unknown: [unknownAt('bucket')],
    },
  );
  for (const setting of [named, folded]) {
    const index = buildLinkIndex([inputOf([bucket, setting])], { [BUCKET]: [READ] });
    const { referrers, assumes, unknown } = linksOf(index, bucket, 0);
    expect([referrers[VERSIONING]?.bucket?.length, assumes, unknown]).toEqual([1, [], []]);
  }
});

test('many references of one link are named in part; another input leans on none of them', () => {
  const buckets = ['a', 'b', 'c', 'd', 'e'].map((name) => made(BUCKET, `aws_s3_bucket.${name}`, {}));
  const setting = made(VERSIONING, `${VERSIONING}.v`, {}, { unknown: [unknownAt('bucket')] });
  const references = () => ({
    targets: ['a', 'b', 'c', 'd'].map((name) => ({
      block: `aws_s3_bucket.${name}`,
      attribute: 'id',
      instance: `aws_s3_bucket.${name}`,
    })),
    open: false,
  });
  const elsewhere = made(BUCKET, 'aws_s3_bucket.other', { bucket: 'other' });
  const inputs = [inputOf([...buckets, setting], { references }), inputOf([elsewhere])];
  const index = buildLinkIndex(inputs, { [BUCKET]: [READ] });
  expect(linksOf(index, buckets[4] as (typeof buckets)[0], 0).assumes).toEqual([
    {
      kind: 'bare-reference',
      path: PATH,
      detail: `bucket of ${VERSIONING}.v refers to aws_s3_bucket.a or aws_s3_bucket.b or aws_s3_bucket.c or 1 more; taken to be its name`,
    },
  ]);
  expect(linksOf(index, elsewhere, 1).assumes).toEqual([]);
});
