/** Records of a state and of a snapshot made by hand, and the drift between them. */
import { toRawResource } from '../../../src/collect/to-raw-resource.ts';
import { type Drift, type DriftInput, detectDrift } from '../../../src/drift/detect-drift.ts';
import type { RawResource } from '../../../src/resource/raw-resource.ts';
import type { JsonObject, Resource } from '../../../src/resource/resource.ts';
import { shape } from '../../../src/resource/shape.ts';
import { typeSchema } from '../../../src/resource/type-schema.ts';

const PROVIDER = 'registry.terraform.io/hashicorp/aws';
export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

/** As a state has them; `<type>.x` where `more` names no other address. */
export function declared(type: string, values: JsonObject, more: Partial<RawResource> = {}): Resource[] {
  const raw: RawResource = {
    type,
    provider: PROVIDER,
    mode: 'managed',
    address: `${type}.x`,
    scope: { account: ACCOUNT, region: REGION },
    values,
    observed: { from: 'state' },
    ...more,
  };
  return shape(raw, typeSchema(PROVIDER, type));
}

/** As a collector yields them and a snapshot has them. */
export function collected(type: string, values: JsonObject, unread: readonly string[] = []): Resource[] {
  const failure = { reason: 'denied' as const, api: 'aws:Read', message: 'no' };
  const raw = toRawResource(
    { type, values, unread: unread.length === 0 ? [] : [{ attributes: unread, failure }] },
    { provider: PROVIDER, account: ACCOUNT, region: REGION, at: '2026-11-21T00:00:00Z' },
  );
  return shape(raw, typeSchema(PROVIDER, type)).map(({ address: _, ...one }) => one);
}

/** With every type that occurs wholly collected in the account. */
export function driftOf(
  state: readonly Resource[],
  live: readonly Resource[],
  more: Partial<DriftInput> = {},
): Drift {
  const types = new Set([...state, ...live].map(({ type }) => type));
  return detectDrift({
    state,
    live,
    account: ACCOUNT,
    coverage: [...types].map((type) => ({
      source: 's',
      scope: { account: ACCOUNT },
      type,
      status: 'complete',
      count: 1,
    })),
    ignored: new Map(),
    hash: undefined,
    ...more,
  });
}
