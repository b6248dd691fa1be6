/** The texts at the sensitive places of an element of any section: what may not be told anywhere in the run. */
import { isList, isObject, member, text } from '../resource/json-kind.ts';
import type { Json, JsonObject } from '../resource/resource.ts';
import type { BlockSchema, TypeSchema } from '../resource/type-schema.ts';
import { providerAddress, stateProvider } from './provider-address.ts';

export type SchemaOf = (provider: string, type: string) => TypeSchema | undefined;

export interface SensitiveTexts {
  readonly texts: ReadonlySet<string>;
  /**
   * Adds what the file marks, in a change's values before and after, a resource's values or a state file's instances,
   * and what the provider's schema calls sensitive. Of the latter none that only names a resource: people keep names in
   * what a provider calls sensitive whatever it holds (the value of a parameter), and these stand everywhere.
   */
  add(element: JsonObject): void;
  /** Adds all texts of a value that is sensitive as a whole. */
  addAll(value: Json | undefined): void;
  /** Whether an element may hold any, by its bytes and its type. */
  maybeIn(bytes: Buffer, type: string): boolean;
}

/** Where the schema has sensitive attributes: in a block itself, and in blocks below. */
interface Secrets {
  readonly attributes: ReadonlySet<string>;
  readonly blocks: readonly (readonly [string, Secrets])[];
}

const NONE: Secrets = { attributes: new Set(), blocks: [] };
const PACKED = 'registry.terraform.io/hashicorp/aws';
const secretsOf = new WeakMap<BlockSchema, Secrets>();

export function sensitiveTexts(schema: SchemaOf): SensitiveTexts {
  const texts = new Set<string>();
  const bySchema = new Map<string, boolean>();
  function hasInSchema(type: string): boolean {
    const known = bySchema.get(type);
    if (known !== undefined) return known;
    const { attributes, blocks } = secretPlaces(schema(PACKED, type));
    const has = attributes.size > 0 || blocks.length > 0;
    bySchema.set(type, has);
    return has;
  }
  const byType = new Map<string, Secrets>();
  function placesOf(element: JsonObject): Secrets {
    const type = text(element, 'type');
    if (type === undefined || element.mode === 'data') return NONE;
    const provider = text(element, 'provider_name');
    const inState = text(element, 'provider') ?? '';
    const name = `${type} ${provider ?? ''} ${inState}`;
    const known = byType.get(name);
    if (known !== undefined) return known;
    const named = provider ?? stateProvider(inState)?.provider;
    const places = secretPlaces(schema(providerAddress(named, type), type));
    byType.set(name, places);
    return places;
  }
  return {
    texts,
    add: (element) => addElement(texts, element, placesOf),
    addAll: (value) => addAll(texts, value),
    maybeIn: (bytes, type) => hasMarks(bytes) || hasInSchema(type),
  };
}

/** Mirrors stand behind the values, and most of them hold no `true`. */
function hasMarks(bytes: Buffer): boolean {
  const at = bytes.indexOf('sensitive');
  return at !== -1 && (bytes.includes('true', at) || bytes.includes('sensitive_attributes', at));
}

function addElement(
  texts: Set<string>,
  element: JsonObject,
  placesOf: (element: JsonObject) => Secrets,
): void {
  const places = placesOf(element);
  const { change, instances } = element;
  if (isObject(change)) {
    addValues(texts, change.before, change.before_sensitive, places);
    addValues(texts, change.after, change.after_sensitive, places);
  }
  addValues(texts, element.values, element.sensitive_values, places);
  if (!isList(instances)) return;
  for (const instance of instances) {
    const attributes = member(instance, 'attributes');
    addValues(texts, attributes, undefined, places);
    const paths = member(instance, 'sensitive_attributes');
    if (isList(paths)) for (const path of paths) addListed(texts, attributes, path, places);
  }
}

function secretPlaces(schema: BlockSchema | undefined): Secrets {
  if (schema === undefined) return NONE;
  const known = secretsOf.get(schema);
  if (known !== undefined) return known;
  const attributes = Object.keys(schema.attributes).filter((name) => schema.attributes[name]?.sensitive);
  const blocks = Object.keys(schema.blocks)
    .map((name) => [name, secretPlaces(schema.blocks[name]?.block)] as const)
    .filter(([, below]) => below.attributes.size > 0 || below.blocks.length > 0);
  const places = { attributes: new Set(attributes), blocks };
  secretsOf.set(schema, places);
  return places;
}

function addAll(texts: Set<string>, value: Json | undefined): void {
  if (typeof value === 'string') texts.add(value);
  else if (typeof value === 'object' && value !== null)
    for (const item of Object.values(value)) addAll(texts, item as Json);
}

function addValues(
  texts: Set<string>,
  value: Json | undefined,
  mirror: Json | undefined,
  places: Secrets,
): void {
  if (!isObject(value)) return;
  if (places !== NONE) bySchema(texts, value, places);
  if (mirror === true) {
    for (const name in value) if (!places.attributes.has(name)) addAll(texts, value[name]);
  } else if (isObject(mirror)) {
    for (const name in mirror)
      if (!places.attributes.has(name)) addMarked(texts, own(value, name), mirror[name], below(places, name));
  }
}

function below({ blocks }: Secrets, name: string): Secrets {
  return blocks.find(([block]) => block === name)?.[1] ?? NONE;
}

function bySchema(texts: Set<string>, value: JsonObject, { attributes, blocks }: Secrets): void {
  for (const name of attributes) addAttribute(texts, own(value, name));
  for (const [name, places] of blocks) {
    const inner = own(value, name);
    for (const item of isList(inner) ? inner : [inner]) if (isObject(item)) bySchema(texts, item, places);
  }
}

/** At or below a block, whose own sensitive attributes the schema has told already. */
function addMarked(
  texts: Set<string>,
  value: Json | undefined,
  mirror: Json | undefined,
  places: Secrets,
): void {
  if (mirror === true) addAll(texts, value);
  if (typeof mirror !== 'object' || mirror === null || typeof value !== 'object' || value === null) return;
  const isElements = isList(mirror);
  for (const name in mirror) {
    if (!isElements && places.attributes.has(name)) continue;
    const inner = own(value as JsonObject, name);
    addMarked(texts, inner, (mirror as JsonObject)[name], isElements ? places : below(places, name));
  }
}

/** `arn:aws:…`, `vpc-0a1b2c3d`, an address without user and password. */
const NAME = /^(arn:|[a-z]+-[0-9a-f]{8,17}$|https?:\/\/[^@]*$)/;

function addAttribute(texts: Set<string>, value: Json | undefined): void {
  const all = new Set<string>();
  addAll(all, value);
  for (const one of all) if (!NAME.test(one)) texts.add(one);
}

/** `[{type: get_attr, value: name}, {type: index, value: {value, type}}]`; raw-instance.ts refuses what is not so. */
function addListed(texts: Set<string>, attributes: Json | undefined, path: Json, places: Secrets): void {
  if (!isList(path)) return;
  let at = attributes;
  let inner = places;
  for (const step of path) {
    const key = member(step, 'value');
    const name = isObject(key) ? member(key, 'value') : key;
    if (typeof name !== 'string' && typeof name !== 'number') return;
    at = typeof at === 'object' && at !== null ? own(at as JsonObject, String(name)) : undefined;
    if (typeof name === 'number') continue;
    if (inner.attributes.has(name)) return;
    inner = below(inner, name);
  }
  addAll(texts, at);
}

function own<Value>(of: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(of, name) ? of[name] : undefined;
}
