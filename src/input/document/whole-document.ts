/** A document that is parsed whole and kept. */
import type { Json, JsonObject } from '../../resource/resource.ts';
import { isList, isObject, member } from '../json/json-kind.ts';
import { malformedInput } from '../malformed-input.ts';
import { wholeConfiguration } from './configuration-store.ts';
import type { Document, Section, Wanted } from './document.ts';
import { identify, isKeyless, SAMPLES_PER_TYPE } from './document.ts';

interface Element {
  readonly type: string;
  readonly mode: string;
  readonly json: JsonObject;
}

/** `json` is the whole document. Its sections are listed once, when first asked for. */
export function wholeDocument(name: string, json: JsonObject): Document {
  const configuration = wholeConfiguration(name, member(json, 'configuration'));
  const listed = new Map<Section, readonly Element[]>();
  function list(section: Section): readonly Element[] {
    const known = listed.get(section);
    if (known !== undefined) return known;
    const elements = [...sectionElements(name, json, section)];
    const kept = section === 'prior_state' ? elements.filter(({ mode }) => mode === 'data') : elements;
    listed.set(section, kept);
    return kept;
  }
  return {
    name,
    keys: new Set(Object.keys(json)),
    header: json,
    configuration: configuration.source,
    get unread() {
      return new Set(addressesOf(list('resource_changes'), 'data'));
    },
    existing: () => new Set(addressesOf([...sectionElements(name, json, 'prior_state')], 'managed')),
    get changed() {
      return new Set(addressesOf(list('resource_changes'), 'managed').filter(isKeyless));
    },
    single: configuration.single,
    get configured() {
      return configuration.managed();
    },
    counts: (section) => countTypes(list(section)),
    *elements(section: Section, wanted: Wanted) {
      for (const { type, mode, json: element } of list(section)) if (wanted(type, mode)) yield element;
    },
    samples: (section) => firstOfEachType(list(section)),
  };
}

function addressesOf(elements: readonly Element[], ofMode: string): readonly string[] {
  return elements.flatMap(({ mode, json: { address } }) =>
    mode === ofMode && typeof address === 'string' ? [address] : [],
  );
}

function countTypes(elements: readonly Element[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { type } of elements) counts.set(type, (counts.get(type) ?? 0) + 1);
  return counts;
}

function* firstOfEachType(elements: readonly Element[]): Generator<JsonObject> {
  const seen = new Map<string, number>();
  for (const { type, json } of elements) {
    const count = seen.get(type) ?? 0;
    seen.set(type, count + 1);
    if (count < SAMPLES_PER_TYPE) yield json;
  }
}

function* sectionElements(name: string, json: JsonObject, section: Section): Generator<Element> {
  const value = member(json, section);
  switch (section) {
    case 'resource_changes':
      return yield* identified(name, section, listOf(name, section, value));
    case 'resources':
      return yield* stateFileInstances(name, value);
    case 'prior_state': {
      const values = objectOf(name, 'prior_state.values', member(objectOf(name, section, value), 'values'));
      return yield* moduleElements(name, section, member(values, 'root_module'));
    }
    default:
      return yield* moduleElements(name, section, member(objectOf(name, section, value), 'root_module'));
  }
}

function* moduleElements(name: string, section: string, value: Json | undefined): Generator<Element> {
  const module = objectOf(name, `a module of ${section}`, value);
  yield* identified(name, section, listOf(name, `${section}: resources`, member(module, 'resources')));
  const children = listOf(name, `${section}: child_modules`, member(module, 'child_modules'));
  for (const child of children) yield* moduleElements(name, section, child);
}

function* stateFileInstances(name: string, value: Json | undefined): Generator<Element> {
  for (const block of listOf(name, 'resources', value)) {
    const { instances, ...header } = objectOf(name, 'an element of resources', block) ?? {};
    for (const instance of listOf(name, 'instances', instances)) {
      yield* identified(name, 'resources', [{ ...header, instances: [instance] }]);
    }
  }
}

function* identified(name: string, section: string, elements: readonly Json[]): Generator<Element> {
  for (const element of elements) {
    const known = identify(element);
    if (known === undefined) throw malformedInput(name, `an element of ${section} names no type`);
    yield { ...known, json: element as JsonObject };
  }
}

function listOf(name: string, place: string, value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  if (!isList(value)) throw malformedInput(name, `${place} is no list`);
  return value;
}

function objectOf(name: string, place: string, value: Json | undefined): JsonObject | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw malformedInput(name, `${place} is no object`);
  return value;
}
