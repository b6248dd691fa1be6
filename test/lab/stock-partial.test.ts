/** One pass of partial evaluation against stock `opa eval --partial`: certainly none, certainly some, or it depends. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isFalse, isTrue } from '../../src/evaluate/condition/settle.ts';
import { touchedPlaces, unknownPlaces } from '../../src/evaluate/unknown-reads.ts';
import { loadBundledPolicies } from '../../src/policy/load-bundled-policies.ts';
import type { Path } from '../../src/resource/resource.ts';
import { loadRego } from '../../src/toolchain/rego.ts';
import { valueAt } from '../unit/toolchain/asked-policies.ts';
import { all } from '../unit/toolchain/idioms.ts';
import { changed, input, places, type Value } from '../unit/toolchain/random-input.ts';
import { judgedOf, recordings } from './judged.ts';

const hasOpa = spawnSync('opa', ['version']).status === 0;
if (!hasOpa) console.warn('SKIPPED: stock opa is not on the PATH');

const PARAMS = {
  'aws.resource.required_tags': { required: ['owner', 'env', 'team'] },
  'aws.ec2.security_group_open_ports': { ports: [22, 443, 8080] },
  wanted: ['b'],
};
/** Of each policy: every question is a process. */
const MOST_QUESTIONS = 2;

interface Question {
  readonly id: string;
  readonly packagePath: readonly string[];
  readonly input: Value;
  readonly unknowns: readonly Path[];
}

interface Sources {
  readonly modules: Readonly<Record<string, string>>;
  readonly policies: Readonly<Record<string, readonly string[]>>;
}

type Outcome = 'none' | 'some' | 'depends';

const rego = await loadRego();
const bundled = await loadBundledPolicies();
let folder: string;

/** The sources with a rule of its own for each deny body: `denied_0`, `denied_1`. */
function withDenied(text: string): string {
  let index = 0;
  return text.replaceAll(/^deny contains .*? if /gms, () => `denied_${index++} if `);
}

/** What stock OPA leaves of one deny body. */
function stock({ packagePath, unknowns }: Question, index: number): Outcome {
  const places = unknowns.flatMap((place) => [
    '-u',
    ['input', ...place.map((step) => `[${JSON.stringify(step)}]`)].join(''),
  ]);
  const data = ['policies', 'params.json'].flatMap((name) => ['-d', path.join(folder, name)]);
  const query = `data.${packagePath.join('.')}.denied_${index}`;
  const args = ['eval', '--partial', ...places, ...data, '-i', path.join(folder, 'input.json'), '-f', 'json'];
  const out = execFileSync('opa', [...args, query], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const { partial = {} } = JSON.parse(out) as { partial?: { queries?: readonly (readonly unknown[])[] } };
  const { queries = [] } = partial;
  if (queries.length === 0) return 'none';
  return queries.some((one) => one.length === 0) ? 'some' : 'depends';
}

/** What one pass of ours leaves of each deny body. */
function ours(handle: string, { id, input: document, unknowns }: Question): Outcome[] {
  const request = { handle, policy: id, params: PARAMS, input: document as object, unknowns, cuts: [] };
  return rego.partial(request).denies.map((deny) => {
    if (isFalse(deny)) return 'none';
    return isTrue(deny) || ('any' in deny && deny.any.some(isTrue)) ? 'some' : 'depends';
  });
}

function compare({ modules, policies }: Sources, questions: readonly Question[]) {
  rmSync(path.join(folder, 'policies'), { recursive: true, force: true });
  for (const [name, text] of Object.entries(modules)) {
    const file = path.join(folder, 'policies', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, withDenied(text));
  }
  const handle = rego.prepare({ modules, policies });
  const counts = { none: 0, some: 0, depends: 0, message: 0 };
  for (const question of questions) {
    writeFileSync(path.join(folder, 'input.json'), JSON.stringify(question.input));
    for (const [index, left] of ours(handle, question).entries()) {
      const right = stock(question, index);
      // Ours leaves out what only builds the message, which may be unknown.
      const isMessage = left === 'some' && right === 'depends';
      counts[isMessage ? 'message' : left] += 1;
      if (!isMessage) expect(left, `${index} of ${JSON.stringify(question)}`).toBe(right);
    }
  }
  return counts;
}

/** Something at each unknown place, as one pass needs it. */
function withNulls(document: Value, unknowns: readonly Path[]): Value {
  return unknowns.reduce((value, place) => changed(value, place, null), document);
}

describe.skipIf(!hasOpa)('stock OPA leaves the same', () => {
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'driftlock-partial-'));
    writeFileSync(path.join(folder, 'params.json'), JSON.stringify({ params: PARAMS }));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('of bundled policies on recorded plans', { timeout: 600_000 }, async () => {
    const { sources, packages } = await bundled.details();
    const questions = new Map<string, Question>();
    const asked = new Map<string, number>();
    for (const { resource, links, input: document, policies } of (
      await Promise.all(recordings().map(judgedOf))
    ).flat()) {
      for (const { id, reads } of policies) {
        const touched = touchedPlaces(reads.all, unknownPlaces(resource, links)).map((one) => one.path);
        const unknowns = touched.filter((place) =>
          isContainer(valueAt(document as Value, place.slice(0, -1))),
        );
        const name = JSON.stringify([id, unknowns]);
        const before = asked.get(id) ?? 0;
        if (unknowns.length === 0 || questions.has(name) || before >= MOST_QUESTIONS) continue;
        asked.set(id, before + 1);
        const question = {
          id,
          packagePath: packages[id] ?? [],
          input: withNulls(document as Value, unknowns),
          unknowns,
        };
        questions.set(name, question);
      }
    }
    const counts = compare({ modules: sources.modules, policies: packages }, [...questions.values()]);
    console.info(`stock --partial, bundled: ${JSON.stringify(counts)}`);
    expect(counts.depends).toBeGreaterThan(10);
    expect(counts.none).toBeGreaterThan(0);
  });

  test('of policies in every idiom on random input', { timeout: 600_000 }, () => {
    const documents = fc.sample(input, { numRuns: 2, seed: 5 });
    const modern = Object.entries(all.modules).filter(([name]) => name !== 'legacy.rego');
    const policies = Object.entries(all.policies).filter(([id]) => id !== 'idioms.legacy');
    const questions = policies.flatMap(([id, packagePath], at) =>
      documents.map((document, index) => {
        const open = places(document).filter((place) => place.length > 1);
        const unknowns = [open[(at * 7 + index * 13) % open.length] as Path];
        return { id, packagePath, input: withNulls(document, unknowns), unknowns };
      }),
    );
    const counts = compare(
      { modules: Object.fromEntries(modern), policies: Object.fromEntries(policies) },
      questions,
    );
    console.info(`stock --partial, idioms: ${JSON.stringify(counts)}`);
    expect(counts.message).toBe(0);
    expect(counts.some).toBeGreaterThan(10);
    expect(counts.depends).toBeGreaterThan(10);
  });
});

function isContainer(value: Value | undefined): boolean {
  return typeof value === 'object' && value !== null;
}
