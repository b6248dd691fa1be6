/** The state before a plan is the same whether the plan is held in memory or read as a stream. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openInput } from '../../../../src/input/open-input.ts';
import { shape } from '../../../../src/resource/shape.ts';
import { typeSchema } from '../../../../src/resource/type-schema.ts';

const LAB = fileURLToPath(new URL('../../../fixtures/lab/', import.meta.url));
const OPTIONS = { keepTypes: new Set(['aws_security_group']), terraform: false };
const SHAPING = { shape, schema: typeSchema };

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'driftlock-prior-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function before(name: string, streamAbove: number) {
  const input = await openInput(path.join(LAB, name), OPTIONS, { shaping: SHAPING, streamAbove });
  const prior = input.before?.();
  if (prior === undefined) throw new Error('a plan has a state before');
  return {
    kind: prior.about.kind,
    sha256: prior.about.sha256,
    secrets: prior.sensitiveTexts.size,
    resources: [...prior.resources()],
  };
}

test.each(['drifted.plan.json', 'create.plan.json', 'sensitive.plan.json'])('%s', async (name) => {
  const whole = await before(name, 1e9);
  const streamed = await before(name, 1);
  expect(whole.kind).toBe('terraform-state');
  expect(streamed).toEqual(whole);
});

test('what is there before a drifted lab is brought back: its managed resources, where they lie', async () => {
  const { resources } = await before('drifted.plan.json', 1e9);
  const managed = resources.filter(({ mode, address }) => mode === 'managed' && address !== undefined);
  const { prior_state: prior } = JSON.parse(readFileSync(path.join(LAB, 'drifted.plan.json'), 'utf8'));
  const own: { mode: string; address: string }[] = prior.values.root_module.resources;
  const addresses = own.filter(({ mode }) => mode === 'managed').map(({ address }) => address);
  expect([...new Set(managed.map(({ address }) => address))].sort()).toEqual(addresses.sort());
  expect(new Set(managed.map(({ observed }) => observed.from))).toEqual(new Set(['prior-state']));
  expect(resources.find(({ address }) => address === 'aws_kms_key.main')?.scope).toEqual({
    account: '123456789012',
    region: 'us-east-1',
  });
});

test('a plan without one has nothing before', async () => {
  const file = path.join(folder, 'plan.json');
  writeFileSync(
    file,
    '{"format_version":"1.2","planned_values":{"root_module":{}},"resource_changes":[],"complete":true}',
  );
  const input = await openInput(file, OPTIONS);
  expect([...(input.before?.().resources() ?? [])]).toEqual([]);
});
