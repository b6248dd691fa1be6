/** A plan's configuration, indexed by block: kept whole, or as bytes that are parsed when a block is asked for. */

import { isList, isObject, member, text } from '../../resource/json-kind.ts';
import type { Json, JsonObject } from '../../resource/resource.ts';
import type {
  ConfigurationModuleCall,
  ConfigurationResource,
  ConfigurationSource,
} from '../configuration-source.ts';
import { type ByteArena, createByteArena } from '../json/byte-arena.ts';
import { peekMembers } from '../json/peek-members.ts';
import type { Route, Span } from '../json/route.ts';
import { malformedInput } from '../malformed-input.ts';
import { blockReader, type Stored } from './block-reader.ts';
import { countManaged, singleAddress } from './managed-blocks.ts';

interface Store {
  readonly name: string;
  readonly resources: Map<string, Stored>;
  readonly calls: Map<string, Record<string, Json>>;
  readonly outputs: Map<string, Stored>;
  readonly locals: Map<string, JsonObject>;
  /** Each provider_config_key once: as many blocks name the same, as there are blocks. */
  readonly configs: Map<string, string>;
  providers: JsonObject;
  sensitiveVariables: readonly string[];
}

const BLOCK_MEMBERS = ['address', 'provider_config_key'] as const;
const CALL_MEMBERS = new Set(['source', 'expressions', 'count_expression', 'for_each_expression']);

export interface Configuration {
  readonly source: ConfigurationSource;
  /** Names of the root module's variables that are sensitive. */
  sensitiveVariables(): readonly string[];
  /** How many managed resource blocks it has, in all modules. */
  managed(): number;
  /** Addresses of the managed blocks that have exactly one instance: no count or for_each, nor on their modules. */
  single(): Iterable<string>;
}

/** The configuration of a document in memory; indexed when first asked. */
export function wholeConfiguration(name: string, configuration: Json | undefined): Configuration {
  let store: Store | undefined;
  function load(): Store {
    if (store !== undefined) return store;
    store = emptyStore(name);
    const parts = objectOrEmpty(store, configuration);
    setProviders(store, parts.provider_config);
    addModule(store, '', parts.root_module);
    setVariables(store, member(parts.root_module, 'variables'));
    return store;
  }
  return {
    source: configurationSource(load, undefined),
    sensitiveVariables: () => load().sensitiveVariables,
    managed: () => countManaged(load().resources.keys()),
    single: () => singleOf(load(), undefined),
  };
}

export interface StoredConfiguration extends Configuration {
  readonly route: Route;
  drop(spans: readonly Span[]): void;
}

/**
 * The route that stores a streamed configuration. `drop` voids what lies in a span that a later key of the same
 * name has superseded.
 */
export function storedConfiguration(name: string): StoredConfiguration {
  const store = emptyStore(name);
  const arena = createByteArena();
  const route: Route = {
    member(key) {
      if (key === 'provider_config') return { take: (bytes) => setProviders(store, parse(bytes)) };
      return key === 'root_module' ? moduleRoute(store, arena, '') : undefined;
    },
  };
  function drop(spans: readonly Span[]): void {
    for (const blocks of [store.resources, store.outputs]) {
      for (const [key, stored] of blocks) {
        if ('offset' in stored && inSpans(stored.offset, spans)) blocks.delete(key);
      }
    }
  }
  const source = configurationSource(() => store, arena);
  return {
    route,
    source,
    sensitiveVariables: () => store.sensitiveVariables,
    managed: () => countManaged(store.resources.keys()),
    single: () => singleOf(store, arena),
    drop,
  };
}

/** Whether an offset lies in one of the spans. */
export function inSpans(offset: number, spans: readonly Span[]): boolean {
  return spans.some(({ start, end }) => offset >= start && offset < end);
}

function* singleOf({ resources, calls }: Store, arena: ByteArena | undefined): Generator<string> {
  const read = blockReader(arena);
  for (const [key, stored] of resources) {
    const address = singleAddress(key, () => read(stored), calls);
    if (address !== undefined) yield address;
  }
}

function emptyStore(name: string): Store {
  return {
    name,
    resources: new Map(),
    calls: new Map(),
    outputs: new Map(),
    locals: new Map(),
    configs: new Map(),
    providers: {},
    sensitiveVariables: [],
  };
}

function interned({ configs }: Store, key: string): string {
  const known = configs.get(key);
  if (known === undefined) configs.set(key, key);
  return known ?? key;
}

function moduleRoute(store: Store, arena: ByteArena, path: string): Route {
  const resources: Route = {
    element: () => ({
      take(bytes, offset) {
        const { address, provider_config_key: key } = peekMembers(bytes, BLOCK_MEMBERS);
        if (address === undefined) throw noAddress(store.name);
        const config = key === undefined ? undefined : interned(store, key);
        store.resources.set(blockKey(path, address), { index: arena.add(bytes), offset, config });
      },
    }),
  };
  const outputs: Route = {
    member: (key) => ({
      take: (bytes, offset) => store.outputs.set(blockKey(path, key), { index: arena.add(bytes), offset }),
    }),
  };
  const variables: Route = { take: (bytes) => setVariables(store, parse(bytes)) };
  const calls: Route = { member: (key) => callRoute(store, arena, childPath(path, key)) };
  const routes: Readonly<Record<string, Route>> = { resources, outputs, module_calls: calls };
  return {
    member(key) {
      if (key === 'variables') return path === '' ? variables : undefined;
      return Object.hasOwn(routes, key) ? routes[key] : undefined;
    },
  };
}

function callRoute(store: Store, arena: ByteArena, path: string): Route {
  const call: Record<string, Json> = {};
  store.calls.set(path, call);
  return {
    member(key) {
      if (key === 'module') return moduleRoute(store, arena, path);
      if (!CALL_MEMBERS.has(key)) return undefined;
      return {
        take(bytes) {
          call[key] = parse(bytes);
        },
      };
    },
  };
}

function addModule(store: Store, path: string, value: Json | undefined): void {
  const module = objectOrEmpty(store, value);
  const resources = module.resources ?? [];
  if (!isList(resources)) throw malformedInput(store.name, 'resources of configuration are no list');
  for (const json of resources) {
    const address = member(json, 'address');
    if (typeof address !== 'string') throw noAddress(store.name);
    store.resources.set(blockKey(path, address), { json });
  }
  for (const [name, json] of Object.entries(objectOrEmpty(store, module.outputs))) {
    store.outputs.set(blockKey(path, name), { json });
  }
  for (const [name, json] of Object.entries(objectOrEmpty(store, module.locals)))
    if (isObject(json)) store.locals.set(blockKey(path, name), json);
  for (const [name, json] of Object.entries(objectOrEmpty(store, module.module_calls))) {
    const called = objectOrEmpty(store, json);
    const call: Record<string, Json> = {};
    for (const key of CALL_MEMBERS) {
      const argument = member(called, key);
      if (argument !== undefined) call[key] = argument;
    }
    store.calls.set(childPath(path, name), call);
    addModule(store, childPath(path, name), member(called, 'module'));
  }
}

function objectOrEmpty(store: Store, value: Json | undefined): JsonObject {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw malformedInput(store.name, 'a part of configuration is no object');
  return value;
}

function setProviders(store: Store, providers: Json | undefined): void {
  store.providers = isObject(providers) ? providers : {};
}

function setVariables(store: Store, variables: Json | undefined): void {
  const named = isObject(variables) ? Object.entries(variables) : [];
  store.sensitiveVariables = named.flatMap(([name, one]) =>
    member(one, 'sensitive') === true ? [name] : [],
  );
}

function configurationSource(load: () => Store, arena: ByteArena | undefined): ConfigurationSource {
  const read = blockReader(arena);
  return {
    resource(modulePath, localAddress) {
      const store = load();
      return asResource(store.name, read(store.resources.get(blockKey(modulePath, localAddress))));
    },
    providerConfigKeyOf(modulePath, localAddress) {
      const stored = load().resources.get(blockKey(modulePath, localAddress));
      return stored === undefined || 'index' in stored
        ? stored?.config
        : text(stored.json, 'provider_config_key');
    },
    moduleCall: (modulePath) => load().calls.get(modulePath) as ConfigurationModuleCall | undefined,
    output(modulePath, name) {
      const expression = member(read(load().outputs.get(blockKey(modulePath, name))), 'expression');
      return isObject(expression) ? expression : undefined;
    },
    local: (modulePath, name) => load().locals.get(blockKey(modulePath, name)),
    outputNames(modulePath) {
      const { outputs, calls } = load();
      if (modulePath !== '' && !calls.has(modulePath)) return undefined;
      const prefix = blockKey(modulePath, '');
      return [...outputs.keys()]
        .filter((key) => key.startsWith(prefix))
        .map((key) => key.slice(prefix.length));
    },
    providerConfig(key) {
      const found = member(load().providers, key);
      if (!isObject(found)) return undefined;
      const { expressions, ...rest } = found;
      return { ...rest, ...(isObject(expressions) && { expressions }) };
    },
    providerConfigKeys(fullName) {
      const { providers } = load();
      // Sorted, as Terraform writes them: the first stands for those that share its credentials.
      return Object.keys(providers)
        .filter((key) => ['full_name', 'name'].some((field) => member(providers[key], field) === fullName))
        .sort();
    },
  };
}

function asResource(name: string, json: Json | undefined): ConfigurationResource | undefined {
  if (json === undefined) return undefined;
  const block = json as JsonObject;
  const expressions = block.expressions ?? {};
  const { address, mode, type, name: own } = block;
  if (!(isWord(address) && isWord(mode) && isWord(type) && isWord(own) && isObject(expressions)))
    throw malformedInput(name, 'a resource of configuration is incomplete');
  return json as JsonObject & ConfigurationResource;
}

function isWord(value: Json | undefined): boolean {
  return typeof value === 'string' && value !== '';
}

function noAddress(name: string): Error {
  return malformedInput(name, 'a resource of configuration has no address');
}

function childPath(path: string, name: string): string {
  return path === '' ? `module.${name}` : `${path}.module.${name}`;
}

function blockKey(path: string, name: string): string {
  return `${path}\n${name}`;
}

function parse(bytes: Buffer): Json {
  return JSON.parse(bytes.toString('utf8')) as Json;
}
