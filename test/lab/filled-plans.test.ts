/** What the configuration adds to its plan, held against the states that applying that plan gave. */
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { openInput } from '../../src/input/open-input.ts';
import type { Json, Path, Resource } from '../../src/resource/resource.ts';
import { valueAt } from '../../src/resource/value-at.ts';
import { temporaryFolder } from '../cli/run-cli.ts';
import { compared, differing, isDefinite, type Judged, judgedIn, subjectOf } from './plan-and-state.ts';

const UNKNOWNS = fileURLToPath(new URL('../fixtures/unknowns/', import.meta.url));
/** Those with a plan of the first turn and the states of both. */
const CASES = readdirSync(UNKNOWNS).filter((name) => /^(?!unknown-count)[a-z-]+$/.test(name));

const work = temporaryFolder();
afterAll(() => work.remove());

/** Decided by the plan alone as if there were no dynamic block, of which it shows nothing; each of these is wrong or a guess. */
const LOST: Readonly<Record<string, readonly string[]>> = {
  'default-tags': ['aws.resource.required_tags on aws_ebs_volume.dynamic'],
  'dynamic-blocks': ['inline', 'known_block', 'logs', 'owned', 'versioned'].flatMap((bucket) =>
    ['aws.s3.bucket_encryption_key', 'aws.s3.bucket_logging'].map((id) => `${id} on aws_s3_bucket.${bucket}`),
  ),
};

/** The configuration as it was planned: that of the case and the provider's. */
function sourceOf(name: string): string {
  const folder = join(work.path, name);
  cpSync(join(UNKNOWNS, name), folder, { recursive: true, filter: (file) => !file.endsWith('.gz') });
  cpSync(join(UNKNOWNS, 'provider.tf'), join(folder, 'provider.tf'));
  return folder;
}

async function resourcesOf(file: string, folder?: string): Promise<Resource[]> {
  const source = folder === undefined ? {} : { source: { named: [folder], current: folder } };
  const input = await openInput(file, { keepTypes: new Set(), terraform: false, ...source });
  expect(input.notices.filter((line) => line.includes('looked up'))).toEqual([]);
  return [...input.resources()];
}

function nameOf({ type, address, declared }: Resource): string {
  return `${type} ${address} ${JSON.stringify(declared?.path ?? [])}`;
}

/** Places at which the two differ, but for those that are not known. */
function wrongPlaces(
  told: Json | undefined,
  applied: Json | undefined,
  path: Path,
  open: Set<string>,
): Path[] {
  if (open.has(JSON.stringify(path))) return [];
  if (typeof told !== 'object' || told === null || typeof applied !== 'object' || applied === null)
    return told === applied ? [] : [path];
  const [one, other] = [told, applied] as Record<string, Json>[];
  const names = new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})]);
  return [...names].flatMap((name) =>
    wrongPlaces(one?.[name], other?.[name], [...path, Array.isArray(told) ? Number(name) : name], open),
  );
}

interface Filled {
  readonly name: string;
  readonly open: number;
  readonly wrong: readonly Path[];
}

async function filledIn(name: string, plan: string, state: string): Promise<Filled[]> {
  const made = await resourcesOf(join(UNKNOWNS, name, state));
  const applied = new Map(made.map((one) => [nameOf(one), one]));
  const told = await resourcesOf(join(UNKNOWNS, name, plan), sourceOf(name));
  return told.flatMap((one): Filled[] => {
    const { fromSource: places = [] } = one;
    if (places.length === 0) return [];
    const open = new Set(one.unknown.map(({ path }) => JSON.stringify(path)));
    const other = applied.get(nameOf(one));
    if (other === undefined) throw new Error(`${nameOf(one)} is not in the state`);
    const wrong = places.flatMap((path) =>
      wrongPlaces(valueAt(one as unknown as Json, path), valueAt(other as unknown as Json, path), path, open),
    );
    const isInside = (path: Path): boolean =>
      places.some((place) => place.every((step, at) => step === path[at]));
    return [{ name: nameOf(one), open: one.unknown.filter(({ path }) => isInside(path)).length, wrong }];
  });
}

test('documents of which a part is known only after apply are what they turn out to be', async () => {
  const pairs = [
    ['create.plan.json.gz', 'applied.state.json.gz'],
    ['update.plan.json.gz', 'updated.state.json.gz'],
  ] as const;
  const found: Filled[] = [];
  for (const name of CASES)
    for (const [plan, state] of pairs) found.push(...(await filledIn(name, plan, state)));
  expect(found.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  // None is known to its end: the plan would have told it.
  expect(found.filter(({ open }) => open === 0)).toEqual([]);
  expect(found.length).toBeGreaterThan(20);
});

describe.each(CASES)('%s, with its configuration', (name) => {
  const file = (which: string): string => join(UNKNOWNS, name, `${which}.json.gz`);

  test('decides more, and nothing that the state says otherwise', async () => {
    const source = sourceOf(name);
    const [applied, updated] = [await judgedIn(file('applied.state')), await judgedIn(file('updated.state'))];
    const [alone, filled] = [
      await judgedIn(file('create.plan')),
      await judgedIn(file('create.plan'), undefined, source),
    ];
    console.info(
      `${name}: ${decided(alone)} of ${alone.length} alone, ${decided(filled)} of ${filled.length} with it`,
    );
    expect(differing(compared(filled, applied))).toEqual([]);
    const there = new Set(updated.map(({ record }) => record.address));
    const later = compared(filled, updated).filter(({ plan }) => there.has(plan.record.address));
    expect(differing(later)).toEqual([]);
    expect(lost(alone, filled).sort()).toEqual([...(LOST[name] ?? [])].sort());
    const update = await judgedIn(file('update.plan'), undefined, source);
    expect(differing(compared(update, updated))).toEqual([]);
  });
});

function decided(found: readonly Judged[]): number {
  return found.filter(({ finding }) => isDefinite(finding)).length;
}

/** What the plan alone decides and the plan with its configuration does not. */
function lost(alone: readonly Judged[], filled: readonly Judged[]): string[] {
  const open = new Set(undecided(filled));
  const before = new Set(undecided(alone));
  return [...open].filter((line) => !before.has(line));
}

function undecided(found: readonly Judged[]): string[] {
  return found.flatMap(({ finding }) =>
    isDefinite(finding) ? [] : [`${finding.policy} on ${subjectOf(finding)}`],
  );
}
