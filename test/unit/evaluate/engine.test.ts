import { describe, expect, test } from 'vitest';
import { createEngine } from '../../../src/evaluate/engine.ts';
import { loadBundledPolicies } from '../../../src/policy/load-bundled-policies.ts';
import type { JsonObject } from '../../../src/resource/resource.ts';

const POLICY = 'aws.cloudtrail.trail_log_group';

/** A trail without a log group, by its name. */
function trail(values: JsonObject): JsonObject {
  return { type: 'aws_cloudtrail', mode: 'managed', values, tags: {}, refs: {}, referrers: {}, now: 0 };
}

async function engine(params: JsonObject = {}) {
  const { catalogue, wasm } = await loadBundledPolicies();
  return createEngine(catalogue, new WebAssembly.Module(wasm as BufferSource), params);
}

describe('judgeOne', () => {
  test('evaluates once what is the same to the policy', async () => {
    const { judgeOne } = await engine();
    const first = judgeOne(POLICY, trail({ name: 'a' }));
    expect(first).toMatchObject({ applies: true, denies: [0] });
    expect(judgeOne(POLICY, trail({ name: 'a' }))).toBe(first);
    expect(judgeOne(POLICY, trail({ name: 'a', kms_key_id: 'nobody reads this here' }))).toBe(first);
  });

  test('keeps inputs and policies apart', async () => {
    const { judgeOne } = await engine();
    const without = judgeOne(POLICY, trail({ name: 'a' }));
    const group = 'arn:aws:logs:eu-central-1:111122223333:log-group:a:*';
    const logged = judgeOne(POLICY, trail({ name: 'a', cloud_watch_logs_group_arn: group }));
    expect(logged).toMatchObject({ applies: true, denies: [] });
    expect(judgeOne(POLICY, trail({ name: 'a' }))).toBe(without);
    const encryption = judgeOne('aws.cloudtrail.trail_encryption_key', trail({ name: 'a' }));
    expect(encryption).not.toEqual(without);
  });
});
