/** The links of the lab's create plan against those of the state after its apply, where every name is known. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { buildLinkIndex, type LinkInput, linksOf } from '../../../../src/resource/links/link-index.ts';
import { identitiesOf, ownLinks } from '../../../../src/resource/links/link-table.ts';
import type { ReadPath } from '../../../../src/resource/read-path.ts';
import type { Json, JsonObject, Links, Resource } from '../../../../src/resource/resource.ts';
import { linkInput, type PlanJson, resourcesOf } from './plan-reader.ts';

const RECORDED = new URL('../../../../../shared/lab/aws/recorded/', import.meta.url);
const absent = !existsSync(RECORDED);
if (absent) console.warn('SKIPPED: links of the lab: ../shared/lab is not there');

function stateResources(): Resource[] {
  const state = JSON.parse(readFileSync(new URL('applied.state.json', RECORDED), 'utf8'));
  const listed: {
    address: string;
    type: string;
    mode: 'managed';
    provider_name: string;
    values: JsonObject;
  }[] = state.values.root_module.resources;
  return listed.map(({ address, type, mode, provider_name, values }) => ({
    type,
    provider: provider_name,
    mode,
    schema: { provider: provider_name },
    address,
    scope: {},
    values: Object.fromEntries(Object.entries(values).filter(([, value]: [string, Json]) => value !== null)),
    tags: {},
    unknown: [],
    sensitive: [],
    observed: { from: 'state' as const },
  }));
}

/** Every link of the table between the types at hand, from both sides. */
function allReads(types: ReadonlySet<string>): Record<string, ReadPath[]> {
  const wanted: Record<string, ReadPath[]> = {};
  const add = (type: string, path: ReadPath): void => {
    wanted[type] = [...(wanted[type] ?? []), path];
  };
  for (const type of types) {
    for (const { attribute, targets } of ownLinks(type).values()) {
      add(type, ['refs', attribute, null, 'values', 'id']);
      for (const target of targets) add(target, ['referrers', type, attribute, null, 'values', 'id']);
    }
  }
  return wanted;
}

/** `from -attribute-> to`, as the targets see it; `attribute?` at the targets where the link is open. */
function edges(resources: readonly Resource[], all: (resource: Resource) => Links): Set<string> {
  const found = new Set<string>();
  for (const resource of resources) {
    const { refs, referrers, unknown } = all(resource);
    for (const [attribute, records] of Object.entries(refs))
      for (const { address } of records) found.add(`${resource.address} -${attribute}-> ${address}`);
    for (const { path } of unknown) {
      const [side, first, second] = path;
      if (side === 'refs' && path.length === 2) found.add(`${resource.address} -${first}-> ?`);
      if (side === 'referrers' && path.length === 3) found.add(`? -${first}.${second}-> ${resource.address}`);
    }
    for (const [type, lists] of Object.entries(referrers))
      for (const [attribute, records] of Object.entries(lists))
        for (const { address } of records)
          found.add(`(${type}) ${address} -${attribute}-> ${resource.address}`);
  }
  return found;
}

describe.skipIf(absent)('the links of the lab', () => {
  const plan: PlanJson = absent
    ? { resource_changes: [], configuration: { root_module: {} } }
    : JSON.parse(readFileSync(new URL('create.plan.json', RECORDED), 'utf8'));
  const inPlan = resourcesOf(plan);
  const inState = absent ? [] : stateResources();
  const types = new Set(inPlan.map(({ type }) => type));
  const state: LinkInput = {
    resources: (only) => inState.filter(({ type }) => only === undefined || only.has(type)),
    complete: true,
    openTypes: new Set(),
  };
  const wanted = allReads(types);
  const planIndex = buildLinkIndex([linkInput(plan)], wanted);
  const stateIndex = buildLinkIndex([state], wanted);
  const ofPlan = edges(inPlan, (resource) => linksOf(planIndex, resource, 0));
  const ofState = edges(inState, (resource) => linksOf(stateIndex, resource, 0));

  test('every link of the state is a link of the plan', () => {
    const missing = [...ofState].filter(
      (edge) => !edge.startsWith('?') && !edge.endsWith('?') && !ofPlan.has(edge),
    );
    expect(missing).toEqual([]);
  });
  test('nothing is open in the state, and it has the links that the configuration writes', () => {
    expect([...ofState].filter((edge) => edge.includes('?'))).toEqual([]);
    expect([...ofState].filter((edge) => !edge.startsWith('(')).sort()).toMatchSnapshot();
  });
  test('what the plan has beyond the state is open there', () => {
    const more = [...ofPlan].filter((edge) => !edge.includes('?') && !ofState.has(edge));
    expect(more).toEqual([]);
    expect([...ofPlan].filter((edge) => edge.includes('?')).sort()).toMatchSnapshot();
  });
  test('the types at hand that something names have identities', () => {
    const named = [...types].flatMap((type) =>
      [...ownLinks(type).values()].flatMap(({ targets }) => targets),
    );
    expect([...new Set(named)].filter((type) => identitiesOf(type).length === 0)).toEqual([]);
  });
});
