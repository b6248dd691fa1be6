/** Ways to link a bucket to its settings, as plans made with the real provider: candidates right, never a false absence. */
import { describe, expect, test } from 'vitest';
import { buildLinkIndex, linksOf } from '../../../../src/resource/links/link-index.ts';
import type { LinkedResource } from '../../../../src/resource/resource.ts';
import { fixtureNames, fixturePlan, linkInput, resourcesOf } from './plan-reader.ts';

/** For each bucket: the referrers, `?` after the name where the list is open, `=` where an instance key settled it. */
function pictureOf(name: string, setting: string, attribute = 'bucket'): Record<string, string> {
  const plan = fixturePlan(name);
  const index = buildLinkIndex([linkInput(plan)], {
    aws_s3_bucket: [['referrers', setting, attribute, null, 'values']],
  });
  const buckets = resourcesOf(plan).filter(
    ({ type, mode }) => type === 'aws_s3_bucket' && mode === 'managed',
  );
  return Object.fromEntries(
    buckets.map((bucket) => {
      const links = linksOf(index, bucket, 0);
      const list = links.referrers[setting]?.[attribute] as LinkedResource[];
      const open = links.unknown.some(({ path }) => path.length === 3) ? ['?'] : [];
      const more = links.unknown.some(({ path }) => path.length === 4 && path[3] === list.length)
        ? ['…']
        : [];
      const assumed = links.assumes.some(({ kind }) => kind === 'instance-key') ? ['='] : [];
      return [
        bucket.address,
        [...list.map(({ address }) => address), ...open, ...more, ...assumed].join(' '),
      ];
    }),
  );
}

const VERSIONING = 'aws_s3_bucket_versioning';
const OWNERSHIP = 'aws_s3_bucket_ownership_controls';
const BLOCK = 'aws_s3_bucket_public_access_block';
const PAYMENT = 'aws_s3_bucket_request_payment_configuration';
const LOGGING = 'aws_s3_bucket_logging';

describe('the referrers of a bucket in a plan', () => {
  test('for_each over the buckets', () => {
    expect(pictureOf('for-each-over-buckets', VERSIONING)).toEqual({
      'aws_s3_bucket.b["a.x"]': 'aws_s3_bucket_versioning.v["a.x"] =',
      'aws_s3_bucket.b["c[0]"]': 'aws_s3_bucket_versioning.v["c[0]"] =',
      'aws_s3_bucket.b["d"]': 'aws_s3_bucket_versioning.v["d"] =',
    });
  });
  test('for_each over a set beside the buckets', () => {
    expect(pictureOf('for-each-over-set-beside', VERSIONING)).toEqual({
      'aws_s3_bucket.b["a.x"]': 'aws_s3_bucket_versioning.v["a.x"] =',
      'aws_s3_bucket.b["b"]': 'aws_s3_bucket_versioning.v["b"] =',
      'aws_s3_bucket.bare': '',
    });
  });
  test('count over a local list', () => {
    expect(pictureOf('count-over-local', VERSIONING)).toEqual({
      'aws_s3_bucket.b[0]': 'aws_s3_bucket_versioning.v[0] =',
      'aws_s3_bucket.b[1]': 'aws_s3_bucket_versioning.v[1] =',
      'aws_s3_bucket.b[2]': 'aws_s3_bucket_versioning.v[2] =',
    });
  });
  test('a module input', () => {
    expect(pictureOf('module-input', VERSIONING)).toEqual({
      'aws_s3_bucket.b': 'module.settings.aws_s3_bucket_versioning.v',
      'aws_s3_bucket.bare': '',
    });
  });
  test('a module output', () => {
    expect(pictureOf('module-output', VERSIONING)).toEqual({
      'module.bucket.aws_s3_bucket.this': 'aws_s3_bucket_versioning.v',
      'module.bare.aws_s3_bucket.this': '',
    });
  });
  test('a conditional: either, so open for both and absent from the third', () => {
    expect(pictureOf('conditional', VERSIONING)).toEqual({
      'aws_s3_bucket.a': 'aws_s3_bucket_versioning.v ?',
      'aws_s3_bucket.b': 'aws_s3_bucket_versioning.v ?',
      'aws_s3_bucket.c': '',
    });
  });
  test('a local and a data source: open for every bucket', () => {
    expect(pictureOf('local', VERSIONING)).toEqual({ 'aws_s3_bucket.a': '?', 'aws_s3_bucket.b': '?' });
    expect(pictureOf('data-source', VERSIONING)).toEqual({ 'aws_s3_bucket.a': '?', 'aws_s3_bucket.b': '?' });
  });
  test('nested modules with dotted keys and counts', () => {
    const settings = (tenant: string, place: number): string =>
      `module.tenant["${tenant}"].module.settings[${place}].module.versioning.aws_s3_bucket_versioning.v =`;
    expect(pictureOf('nested-modules', VERSIONING)).toEqual({
      'module.tenant["eu.west"].module.store[0].aws_s3_bucket.this': settings('eu.west', 0),
      'module.tenant["eu.west"].module.store[1].aws_s3_bucket.this': settings('eu.west', 1),
      'module.tenant["us[0]"].module.store[0].aws_s3_bucket.this': settings('us[0]', 0),
      'module.tenant["us[0]"].module.store[1].aws_s3_bucket.this': settings('us[0]', 1),
    });
  });
  test('literal names on both sides', () => {
    expect(pictureOf('literal-names', VERSIONING)).toEqual({
      'aws_s3_bucket.a': 'aws_s3_bucket_versioning.v',
      'aws_s3_bucket.b': '',
    });
  });
  test('through another setting, and through the id of one that goes through it', () => {
    expect(pictureOf('through-setting', VERSIONING)).toEqual({
      'aws_s3_bucket.a': 'aws_s3_bucket_versioning.v',
      'aws_s3_bucket.b': '',
    });
    expect(pictureOf('through-setting', 'aws_s3_bucket_policy')).toEqual({
      'aws_s3_bucket.a': 'aws_s3_bucket_policy.p',
      'aws_s3_bucket.b': '',
    });
  });
  test('a targeted plan: nothing is known to be absent', () => {
    expect(pictureOf('partial', VERSIONING)).toEqual({
      'aws_s3_bucket.a': 'aws_s3_bucket_versioning.a …',
      'aws_s3_bucket.b': '?',
    });
  });
  test('modules with for_each: a literal key, each.key, each.value, and module over module', () => {
    const [eu, us] = [
      'module.bucket["eu.west"].aws_s3_bucket.this',
      'module.bucket["us"].aws_s3_bucket.this',
    ];
    expect(pictureOf('module-for-each', VERSIONING)).toEqual({
      [eu]: 'aws_s3_bucket_versioning.named',
      [us]: '',
    });
    expect(pictureOf('module-for-each', BLOCK)).toEqual({
      [eu]: `${BLOCK}.own["eu.west"] =`,
      [us]: `${BLOCK}.own["us"] =`,
    });
    expect(pictureOf('module-for-each', OWNERSHIP)).toEqual({
      [eu]: `${OWNERSHIP}.over["eu.west"] =`,
      [us]: `${OWNERSHIP}.over["us"] =`,
    });
    expect(pictureOf('module-for-each', PAYMENT)).toEqual({
      [eu]: `module.settings["eu.west"].${PAYMENT}.this =`,
      [us]: `module.settings["us"].${PAYMENT}.this =`,
    });
  });
  test('a registry module: try() over a setting that may not exist', () => {
    const [bucket, logs] = ['module.bucket.aws_s3_bucket.this[0]', 'module.logs.aws_s3_bucket.this[0]'];
    expect(pictureOf('registry-module', LOGGING)).toEqual({
      [bucket]: 'aws_s3_bucket_logging.l',
      [logs]: '',
    });
    expect(pictureOf('registry-module', LOGGING, 'target_bucket')).toEqual({
      [bucket]: '',
      [logs]: 'aws_s3_bucket_logging.l',
    });
    expect(pictureOf('registry-module', VERSIONING)).toEqual({
      [bucket]: 'module.bucket.aws_s3_bucket_versioning.this[0]',
      [logs]: 'module.logs.aws_s3_bucket_versioning.this[0]',
    });
    expect(pictureOf('registry-module', BLOCK)[bucket]).toMatch(/this\[0\] \?$/);
  });
  test('maps, projections, splats and objects', () => {
    const many = (key: string): string => `aws_s3_bucket.many["${key}"]`;
    const map = 'aws_s3_bucket_versioning.map["first"] aws_s3_bucket_versioning.map["second"] ?';
    expect(pictureOf('maps-and-splats', VERSIONING)).toEqual({
      'aws_s3_bucket.a': map,
      'aws_s3_bucket.b': map,
      'aws_s3_bucket.bare': '',
      [many('x')]: 'aws_s3_bucket_versioning.projected["x"] =',
      [many('y')]: 'aws_s3_bucket_versioning.projected["y"] =',
    });
    const either = (block: string, ...keys: string[]): string =>
      `${keys.map((key) => `${block}[${key}]`).join(' ')} ?`;
    expect(pictureOf('maps-and-splats', OWNERSHIP)[many('x')]).toBe(
      either(`${OWNERSHIP}.renamed`, '"own-x"', '"own-y"'),
    );
    expect(pictureOf('maps-and-splats', PAYMENT)[many('y')]).toBe(either(`${PAYMENT}.splat`, '0', '1'));
    expect(pictureOf('maps-and-splats', 'aws_s3_bucket_accelerate_configuration')['aws_s3_bucket.bare']).toBe(
      '?',
    );
    expect(pictureOf('maps-and-splats', LOGGING)).toEqual({
      'aws_s3_bucket.a': 'module.settings.aws_s3_bucket_logging.l ?',
      'aws_s3_bucket.b': 'module.settings.aws_s3_bucket_logging.l ?',
      'aws_s3_bucket.bare': '',
      [many('x')]: '',
      [many('y')]: '',
    });
  });
  test('two settings of one bucket: which of them holds is open unless they say the same', () => {
    expect(pictureOf('two-settings', VERSIONING)).toEqual({
      'aws_s3_bucket.differ': 'aws_s3_bucket_versioning.off aws_s3_bucket_versioning.on ?',
      'aws_s3_bucket.same': 'aws_s3_bucket_versioning.first aws_s3_bucket_versioning.second',
    });
    expect(pictureOf('two-settings', BLOCK)).toEqual({
      'aws_s3_bucket.differ': `${BLOCK}.closed ${BLOCK}.open ?`,
      'aws_s3_bucket.same': '',
    });
  });
  test('names that are made up at apply', () => {
    expect(pictureOf('generated-names', VERSIONING)).toEqual({
      'aws_s3_bucket.generated': '?',
      'aws_s3_bucket.known': '?',
      'aws_s3_bucket.prefixed': '?',
    });
    expect(pictureOf('generated-names', BLOCK)['aws_s3_bucket.prefixed']).toBe(`${BLOCK}.p`);
    expect(pictureOf('generated-names', OWNERSHIP)['aws_s3_bucket.known']).toBe(`${OWNERSHIP}.by_arn`);
  });
});

/** What each setting of the fixtures is really linked to, read off the sources by hand: setting → bucket. */
const TRUTH: Readonly<Record<string, readonly (readonly [setting: string, bucket: string])[]>> = {
  conditional: [['aws_s3_bucket_versioning.v', 'aws_s3_bucket.a']],
  local: [['aws_s3_bucket_versioning.v', 'aws_s3_bucket.a']],
  'data-source': [['aws_s3_bucket_versioning.v', 'aws_s3_bucket.a']],
  'generated-names': [['aws_s3_bucket_versioning.v', 'aws_s3_bucket.generated']],
  'through-setting': [['aws_s3_bucket_versioning.v', 'aws_s3_bucket.a']],
  partial: [['aws_s3_bucket_versioning.b', 'aws_s3_bucket.b']],
  'maps-and-splats': [
    ['aws_s3_bucket_versioning.map["first"]', 'aws_s3_bucket.a'],
    ['aws_s3_bucket_versioning.map["second"]', 'aws_s3_bucket.b'],
    ['aws_s3_bucket_versioning.projected["x"]', 'aws_s3_bucket.many["x"]'],
  ],
  'registry-module': [
    ['module.bucket.aws_s3_bucket_public_access_block.this[0]', 'module.bucket.aws_s3_bucket.this[0]'],
    ['module.logs.aws_s3_bucket_public_access_block.this[0]', 'module.logs.aws_s3_bucket.this[0]'],
  ],
};

test('no fixture lacks its plan', () => {
  const folders = fixtureNames();
  expect(folders.filter((name) => fixturePlan(name).resource_changes.length === 0)).toEqual([]);
  expect(folders.length).toBeGreaterThanOrEqual(17);
});

test.each(Object.entries(TRUTH))('%s: a true referrer is listed or the list is open', (name, truths) => {
  for (const [setting, bucket] of truths) {
    const type = setting.split('.').find((step) => step.startsWith('aws_')) as string;
    const shown = pictureOf(name, type)[bucket] as string;
    expect([setting, bucket, shown.includes(setting) || shown.endsWith('?')]).toEqual([
      setting,
      bucket,
      true,
    ]);
  }
});
