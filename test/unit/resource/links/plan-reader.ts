/** A small reader of plan JSON for the tests of links: resources and configuration as they stand, nothing folded. */
import { readdirSync, readFileSync } from 'node:fs';
import { referenceResolver } from '../../../../src/input/configuration/reference-resolver.ts';
import type { ConfigurationSource } from '../../../../src/input/configuration-source.ts';
import { localAddress, modulePath, parseAddress } from '../../../../src/resource/address.ts';
import type { LinkInput } from '../../../../src/resource/links/link-index.ts';
import type { Json, JsonObject, Resource, Unknown } from '../../../../src/resource/resource.ts';
import { typeSchema } from '../../../../src/resource/type-schema.ts';

const FIXTURES = new URL('../../../fixtures/links/', import.meta.url);

interface PlannedChange {
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly provider_name: string;
  readonly deposed?: string;
  readonly change: {
    readonly actions: string[];
    readonly after: JsonObject | null;
    readonly after_unknown?: Json;
  };
}

interface ModuleJson {
  readonly resources?: readonly (JsonObject & { readonly address: string })[];
  readonly outputs?: Readonly<Record<string, { readonly expression?: JsonObject }>>;
  readonly module_calls?: Readonly<Record<string, JsonObject & { readonly module?: ModuleJson }>>;
}

export interface PlanJson {
  readonly complete?: boolean;
  readonly resource_changes: readonly PlannedChange[];
  readonly configuration: { readonly root_module: ModuleJson };
}

/** The cases that have a plan. */
export function fixtureNames(): string[] {
  const entries = readdirSync(FIXTURES, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

export function fixturePlan(name: string): PlanJson {
  return JSON.parse(readFileSync(new URL(`${name}/plan.json`, FIXTURES), 'utf8'));
}

export function configurationOf(plan: PlanJson): ConfigurationSource {
  const modules = new Map<string, ModuleJson>();
  const calls = new Map<string, JsonObject>();
  const walk = (path: string, module: ModuleJson): void => {
    modules.set(path, module);
    for (const [name, call] of Object.entries(module.module_calls ?? {})) {
      const below = path === '' ? `module.${name}` : `${path}.module.${name}`;
      calls.set(below, call);
      walk(below, call.module ?? {});
    }
  };
  walk('', plan.configuration.root_module);
  return {
    resource: (path, local) =>
      modules.get(path)?.resources?.find(({ address }) => address === local) as never,
    providerConfigKeyOf: () => undefined,
    moduleCall: (path) => calls.get(path) as never,
    output: (path, name) => modules.get(path)?.outputs?.[name]?.expression,
    local: () => undefined,
    outputNames: (path) => Object.keys(modules.get(path)?.outputs ?? {}),
    providerConfig: () => undefined,
    providerConfigKeys: () => [],
  };
}

function unknownPlaces(mirror: Json | undefined, path: readonly (string | number)[]): Unknown[] {
  if (mirror === true) return [{ path, reason: 'after-apply' }];
  if (Array.isArray(mirror))
    return mirror.flatMap((one: Json, place) => unknownPlaces(one, [...path, place]));
  if (typeof mirror !== 'object' || mirror === null) return [];
  return Object.entries(mirror).flatMap(([key, below]) => unknownPlaces(below, [...path, key]));
}

function withoutNull(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

/** Attributes that a block may write and does not: they are unset where a plan creates it. */
function unwritten(source: ConfigurationSource, address: string, type: string): (name: string) => boolean {
  const parsed = parseAddress(address);
  const block = parsed && source.resource(modulePath(parsed.modules), localAddress(parsed));
  const attributes = typeSchema('hashicorp/aws', type)?.attributes ?? {};
  return (name) =>
    block !== undefined && !(name in (block.expressions ?? {})) && attributes[name]?.optional === true;
}

function unknownOf(source: ConfigurationSource, { address, type, change }: PlannedChange): Unknown[] {
  const isUnset = unwritten(source, address, type);
  return unknownPlaces(change.after_unknown, ['values']).map((place) =>
    change.actions.includes('create') && isUnset(String(place.path[1]))
      ? { ...place, reason: 'unset' }
      : place,
  );
}

export function resourcesOf(plan: PlanJson): Resource[] {
  const source = configurationOf(plan);
  return plan.resource_changes.map((planned) => resourceOf(source, planned));
}

function resourceOf(source: ConfigurationSource, planned: PlannedChange): Resource {
  const { address, mode, type, provider_name, deposed, change } = planned;
  return {
    type,
    provider: provider_name,
    mode,
    schema: { provider: provider_name },
    address,
    ...(deposed === undefined ? {} : { deposed }),
    scope: {},
    values: withoutNull(change.after ?? {}),
    tags: {},
    unknown: unknownOf(source, planned),
    sensitive: [],
    change: { actions: change.actions },
    observed: { from: 'plan' as const },
  };
}

export function linkInput(plan: PlanJson): LinkInput {
  const resources = resourcesOf(plan);
  return {
    resources: (types) => resources.filter(({ type }) => types === undefined || types.has(type)),
    references: referenceResolver(configurationOf(plan)),
    complete: plan.complete !== false,
    openTypes: new Set(),
  };
}
