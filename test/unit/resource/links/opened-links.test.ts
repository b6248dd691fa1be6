/** The same links through the product's own reader, folded and shaped, kept whole and read as a stream. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openInput } from '../../../../src/input/open-input.ts';
import {
  buildLinkIndex,
  type LinkInput,
  linksOf,
  linkTypes,
} from '../../../../src/resource/links/link-index.ts';
import type { ReadPath } from '../../../../src/resource/read-path.ts';
import { shape } from '../../../../src/resource/shape.ts';
import { typeSchema } from '../../../../src/resource/type-schema.ts';
import { fixtureNames, fixturePlan, linkInput, resourcesOf } from './plan-reader.ts';

const FIXTURES = new URL('../../../fixtures/links/', import.meta.url);
const NAMES = fixtureNames();

/** For each bucket and setting type: the referrers, and whether the list is open. Settings folded out of buckets aside. */
function pictureOf(input: LinkInput, wanted: Record<string, ReadPath[]>): string[] {
  const index = buildLinkIndex([input], wanted);
  const lines: string[] = [];
  for (const bucket of input.resources(new Set(['aws_s3_bucket']))) {
    if (bucket.mode !== 'managed') continue;
    const { referrers, unknown } = linksOf(index, bucket, 0);
    for (const [type, lists] of Object.entries(referrers)) {
      const open = unknown.some(({ path }) => path.length === 3 && path[1] === type) ? ' ?' : '';
      const found = (lists.bucket ?? [])
        .map(({ address }) => address)
        .filter((address) => address !== bucket.address);
      lines.push(`${bucket.address}: ${found.join(' ')}${open}`);
    }
  }
  return lines.sort();
}

function settingsIn(name: string): string[] {
  const types = resourcesOf(fixturePlan(name)).map(({ type }) => type);
  return [...new Set(types)].filter((type) => type.startsWith('aws_s3_bucket_'));
}

test.each(NAMES.flatMap((name) => [[name, 2 ** 30] as const, [name, 0] as const]))(
  '%s, read as a stream above %i bytes',
  async (name, streamAbove) => {
    const wanted = {
      aws_s3_bucket: settingsIn(name).map(
        (type): ReadPath => ['referrers', type, 'bucket', null, 'values', 'id'],
      ),
    };
    const file = fileURLToPath(new URL(`${name}/plan.json`, FIXTURES));
    const keepTypes = new Set([...linkTypes(wanted), 'aws_s3_bucket']);
    const shaping = { shape, schema: typeSchema };
    const input = await openInput(file, { keepTypes, terraform: false }, { shaping, streamAbove });
    const opened = pictureOf({ ...input, complete: input.about.complete }, wanted);
    expect(opened).toEqual(pictureOf(linkInput(fixturePlan(name)), wanted));
  },
);

test('a block that writes nothing has no expressions in a plan: all of it is unset, and no setting is folded out', async () => {
  const file = fileURLToPath(new URL('unknown-names/plan.json', FIXTURES));
  for (const streamAbove of [2 ** 30, 0]) {
    const shaping = { shape, schema: typeSchema };
    const input = await openInput(file, { keepTypes: new Set(), terraform: false }, { shaping, streamAbove });
    const records = [...input.resources()].filter(({ address }) => address === 'aws_s3_bucket.nameless');
    const named = records.flatMap(({ unknown }) => unknown.filter(({ path }) => path[1] === 'bucket'));
    expect([records.length, named]).toEqual([1, [{ path: ['values', 'bucket'], reason: 'unset' }]]);
  }
});
