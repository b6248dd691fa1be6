/** The shipped WebAssembly against stock OPA: the same denials and applicability, for all policies, over all recordings. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine } from '../../src/evaluate/engine.ts';
import { loadBundledPolicies } from '../../src/policy/load-bundled-policies.ts';
import { type Judged, judgedOf, ROOT, recordings } from './judged.ts';

const hasOpa = spawnSync('opa', ['version']).status === 0;
if (!hasOpa) console.warn('SKIPPED: stock opa is not on the PATH');

const PARAMETER_SETS = [
  {},
  {
    'aws.resource.required_tags': { required: ['owner', 'env', 'team'] },
    'aws.ec2.security_group_open_ports': { ports: [22, 443, 8080] },
  },
];

let folder: string;

interface Answer {
  readonly applies: boolean;
  readonly deny: readonly unknown[];
}

/** Whether a policy has `applies` rules of its own; without any it applies everywhere. */
function hasApplies(id: string): boolean {
  const file = path.join(ROOT, 'policies', `${id.replaceAll('.', '/')}.rego`);
  return /^(default )?applies\b/m.test(readFileSync(file, 'utf8'));
}

/** Stock OPA over all inputs at once, one policy at a time. */
function stock(judged: readonly Judged[], ids: readonly string[], params: object): Answer[][] {
  const file = path.join(folder, 'data.json');
  writeFileSync(file, JSON.stringify({ params, cases: judged.map(({ input }) => input) }));
  return ids.map((id) => {
    const applies = hasApplies(id) ? `[true | data.policies.${id}.applies with input as c]` : '[true]';
    const query = `[r | some c in data.cases; a := ${applies}; d := data.policies.${id}.deny with input as c; r := {"applies": a, "deny": d}]`;
    const policies = path.join(ROOT, 'policies');
    const out = execFileSync('opa', ['eval', '-d', policies, '-d', file, '--strict-builtin-errors', query], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    const values = JSON.parse(out).result[0].expressions[0].value as {
      applies: boolean[];
      deny: unknown[];
    }[];
    expect(values).toHaveLength(judged.length);
    // Where a policy does not apply, the shipped entrypoints do not ask for denials.
    return values.map(({ applies, deny }) => ({
      applies: applies.length > 0,
      deny: applies.length > 0 ? deny : [],
    }));
  });
}

function sorted(members: readonly unknown[]): string[] {
  const keys = ['message', 'msg', 'path'];
  return members.map((member) => JSON.stringify(member, typeof member === 'string' ? null : keys)).sort();
}

describe.skipIf(!hasOpa)('stock OPA gives the same answers', () => {
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'driftlock-opa-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(PARAMETER_SETS.map((params, index) => [index, params] as const))(
    'with parameter set %i',
    async (_index, params) => {
      const { catalogue, wasm } = await loadBundledPolicies();
      const engine = createEngine(catalogue, new WebAssembly.Module(wasm as BufferSource), params);
      const judged = (await Promise.all(recordings().map(judgedOf))).flat();
      const ids = catalogue.policies.map(({ id }) => id);
      const expected = stock(judged, ids, params);
      let compared = 0;
      for (const [place, { resource, input, policies }] of judged.entries()) {
        const answers = engine.judge(resource.type, input);
        for (const { id } of policies) {
          const answer = answers[id];
          const from = expected[ids.indexOf(id)]?.[place];
          if (answer === undefined || 'error' in answer || from === undefined)
            throw new Error(`${id} on ${resource.address}: ${JSON.stringify(answer)}`);
          expect(sorted(answer.deny), `${id} on ${resource.address}`).toEqual(sorted(from.deny));
          expect(answer.denies.length > 0, `${id} on ${resource.address}`).toBe(from.deny.length > 0);
          expect(answer.applies, `${id} on ${resource.address}`).toBe(from.applies);
          compared += 1;
        }
      }
      expect(compared).toBeGreaterThan(300);
    },
    300_000,
  );
});
