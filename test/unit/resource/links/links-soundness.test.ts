/** Whatever names turn out at apply, a definite list holds exactly what is linked then; and where all is told it is definite. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildLinkIndex, type LinkIndex, linksOf } from '../../../../src/resource/links/link-index.ts';
import type { References } from '../../../../src/resource/references.ts';
import type { Links, Resource, Unknown } from '../../../../src/resource/resource.ts';
import { BUCKET, inputOf, made, READ, VERSIONING } from './made-inputs.ts';

/** A bucket's name: written out, computed (any text once applied), or made up by the provider. */
interface Bucket {
  readonly told: 'literal' | 'computed' | 'generated';
  readonly name: string;
}
/** A setting names a bucket by a text or by a reference. */
interface Setting {
  readonly names: string | number;
  readonly status: 'Enabled' | 'Suspended';
}
interface World {
  readonly buckets: readonly Bucket[];
  readonly settings: readonly Setting[];
}

const NAMES = ['a', 'b', 'c', 'd', 'e'];
const world: fc.Arbitrary<World> = fc
  .uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 4 })
  .chain((names) =>
    fc.record({
      buckets: fc.tuple(
        ...names.map((name, place) =>
          fc
            .constantFrom('literal' as const, 'computed' as const, 'generated' as const)
            .map((told): Bucket => ({ told, name: told === 'generated' ? `made-up-${place}` : name })),
        ),
      ),
      settings: fc.array(
        fc.record({
          names: fc.oneof(fc.constantFrom(...NAMES), fc.nat({ max: names.length - 1 })),
          status: fc.constantFrom('Enabled' as const, 'Suspended' as const),
        }),
        { maxLength: 4 },
      ),
    }),
  );

function unknownName(reason: Unknown['reason']): Partial<Resource> {
  return { unknown: [{ path: ['values', 'bucket'], reason }] };
}

function bucketAt({ told, name }: Bucket, place: number): Resource {
  const address = `${BUCKET}.b${place}`;
  if (told === 'literal') return made(BUCKET, address, { bucket: name });
  return made(BUCKET, address, {}, unknownName(told === 'computed' ? 'after-apply' : 'unset'));
}

function settingAt({ buckets }: World, { names, status }: Setting, place: number): Resource {
  const address = `${VERSIONING}.v${place}`;
  const bucket = typeof names === 'number' ? buckets[names] : { told: 'literal', name: names };
  return bucket?.told === 'literal'
    ? made(VERSIONING, address, { bucket: bucket.name, status })
    : made(VERSIONING, address, { status }, unknownName('after-apply'));
}

function referencesOf({ settings }: World): (address: string) => References {
  return (address) => {
    const names = settings[Number(address.slice(`${VERSIONING}.v`.length))]?.names;
    const block = `${BUCKET}.b${names}`;
    return {
      targets: typeof names === 'number' ? [{ block, attribute: 'id', instance: block }] : [],
      open: false,
    };
  };
}

/** The name that a setting holds once applied. */
function heldBy({ buckets }: World, { names }: Setting): string | undefined {
  return typeof names === 'number' ? buckets[names]?.name : names;
}

/** A text that is no name which is told. */
function namesNobody({ buckets }: World, { names }: Setting): boolean {
  return typeof names === 'string' && !buckets.some(({ told, name }) => told === 'literal' && name === names);
}

function isOpen({ unknown }: Links): boolean {
  return unknown.some(({ reason }) => reason === 'link-open' || reason === 'contradiction');
}

interface Linked {
  readonly index: LinkIndex;
  readonly buckets: readonly Resource[];
  readonly settings: readonly Resource[];
}

function linked(one: World): Linked {
  const buckets = one.buckets.map(bucketAt);
  const settings = one.settings.map((setting, place) => settingAt(one, setting, place));
  const input = inputOf([...buckets, ...settings], { references: referencesOf(one) });
  const index = buildLinkIndex([input], {
    [BUCKET]: [READ],
    [VERSIONING]: [['refs', 'bucket', null, 'address']],
  });
  return { index, buckets, settings };
}

test('a definite list of referrers is what refers once applied, and contradicts itself nowhere', () => {
  let definite = 0;
  fc.assert(
    fc.property(world, (one) => {
      const { index, buckets } = linked(one);
      for (const [place, bucket] of buckets.entries()) {
        const links = linksOf(index, bucket, 0);
        if (isOpen(links)) continue;
        definite += 1;
        const found = links.referrers[VERSIONING]?.bucket ?? [];
        const applied = one.settings.flatMap((setting, at) =>
          heldBy(one, setting) === one.buckets[place]?.name ? [`${VERSIONING}.v${at}`] : [],
        );
        expect(found.map(({ address }) => address)).toEqual(applied);
        expect(new Set(found.map(({ values }) => values.status)).size).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 500 },
  );
  expect(definite).toBeGreaterThan(400);
});

test('a definite reference is what it names once applied', () => {
  fc.assert(
    fc.property(world, (one) => {
      const { index, settings } = linked(one);
      for (const [place, setting] of settings.entries()) {
        const links = linksOf(index, setting, 0);
        if (isOpen(links)) continue;
        const held = heldBy(one, one.settings[place] as Setting);
        const applied = one.buckets.flatMap(({ name }, at) => (name === held ? [`${BUCKET}.b${at}`] : []));
        expect(links.refs.bucket?.map(({ address }) => address)).toEqual(applied);
      }
    }),
    { numRuns: 500 },
  );
});

test('a list is open only for a computed name or two settings that differ', () => {
  fc.assert(
    fc.property(world, (one) => {
      const { index, buckets, settings } = linked(one);
      const loose = one.settings.some((setting) => namesNobody(one, setting));
      for (const [place, bucket] of buckets.entries()) {
        const { told, name } = one.buckets[place] as Bucket;
        const statuses = one.settings.filter((setting) =>
          typeof setting.names === 'number'
            ? setting.names === place
            : told === 'literal' && setting.names === name,
        );
        const differ = new Set(statuses.map(({ status }) => status)).size > 1;
        expect(isOpen(linksOf(index, bucket, 0))).toBe(differ || (told === 'computed' && loose));
      }
      for (const [place, setting] of settings.entries()) {
        const some = one.buckets.some(({ told }) => told === 'computed');
        expect(isOpen(linksOf(index, setting, 0))).toBe(
          some && namesNobody(one, one.settings[place] as Setting),
        );
      }
    }),
    { numRuns: 500 },
  );
});
