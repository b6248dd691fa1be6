/** A document that is parsed whole and kept. */

import { isList, isObject, member } from '../../resource/json-kind.ts';
import type { Json, JsonObject } from '../../resource/resource.ts';
import { malformedInput } from '../malformed-input.ts';
import { wholeConfiguration } from './configuration-store.ts';
import type { Document, Section, Wanted } from './document.ts';
import { blockAddress, identify, isReadMode, onlyMode, SAMPLES_PER_TYPE } from './document.ts';

interface Element {
  readonly type: string;
  readonly mode: string;
  readonly json: JsonObject;
}

/** A section gone through once. */
interface Listed {
  readonly elements: readonly Element[];
  readonly counts: ReadonlyMap<string, number>;
  readonly others: ReadonlyMap<string, number>;
  readonly samples: readonly JsonObject[];
}

/**
 * `json` is the whole document, but for planned values that `planned` gives. Its sections are listed once, when first
 * asked for; `seen` is then given each element.
 */
export function wholeDocument(
  name: string,
  json: JsonObject,
  seen: (element: JsonObject) => void,
  planned?: () => Json,
): Document {
  const configuration = wholeConfiguration(name, member(json, 'configuration'));
  const list = once((section: Section) => {
    const value =
      section === 'planned_values' && planned !== undefined
        ? planned()
        : member(json, section === 'prior_managed' ? 'prior_state' : section);
    const elements = sectionElements(name, section, value);
    for (const element of elements) seen(element.json);
    return listed(elements, onlyMode(section));
  });
  const addresses = once((mode: 'data' | 'managed') =>
    addressesOf(list('resource_changes').elements, mode, mode === 'managed' ? blockAddress : undefined),
  );
  return {
    name,
    keys: new Set(Object.keys(json)),
    header: json,
    configuration: configuration.source,
    get unread() {
      return addresses('data');
    },
    existing: () => addressesOf(list('prior_managed').elements, 'managed'),
    get changed() {
      return addresses('managed');
    },
    single: configuration.single,
    get sensitiveVariables() {
      return configuration.sensitiveVariables();
    },
    get configured() {
      return configuration.managed();
    },
    counts: (section) => list(section).counts,
    others: (section) => list(section).others,
    hasRoot: (section) => isObject(member(member(json, section), 'root_module')),
    *elements(section: Section, wanted: Wanted) {
      for (const { type, mode, json: element } of list(section).elements)
        if (wanted(type, mode)) yield element;
    },
    samples: (section) => list(section).samples,
  };
}

function once<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

function addressesOf(
  elements: readonly Element[],
  ofMode: string,
  as: (address: string) => string = (address) => address,
): Set<string> {
  const addresses = new Set<string>();
  for (const { mode, json } of elements) {
    if (mode === ofMode && typeof json.address === 'string') addresses.add(as(json.address));
  }
  return addresses;
}

/** The samples are the first elements of each type. */
function listed(all: readonly Element[], only: string | undefined): Listed {
  const counts = new Map<string, number>();
  const others = new Map<string, number>();
  const samples: JsonObject[] = [];
  const elements: Element[] = [];
  for (const element of all) {
    const { type, mode, json } = element;
    if (!isReadMode(mode)) others.set(`${mode} ${type}`, (others.get(`${mode} ${type}`) ?? 0) + 1);
    else if (only === undefined || mode === only) {
      elements.push(element);
      const count = counts.get(type) ?? 0;
      counts.set(type, count + 1);
      if (count < SAMPLES_PER_TYPE) samples.push(json);
    }
  }
  return { elements, counts, others, samples };
}

function sectionElements(name: string, section: Section, value: Json | undefined): Element[] {
  const found: Element[] = [];
  switch (section) {
    case 'resource_changes':
    case 'resource_drift':
      identifyAll(name, section, listOf(name, section, value), found);
      break;
    case 'resources':
      stateFileInstances(name, value, found);
      break;
    case 'prior_state':
    case 'prior_managed': {
      const prior = objectOf(name, 'prior_state', value);
      const values = objectOf(name, 'prior_state.values', member(prior, 'values'));
      moduleElements(name, 'prior_state', member(values, 'root_module'), found);
      break;
    }
    default:
      moduleElements(name, section, member(objectOf(name, section, value), 'root_module'), found);
  }
  return found;
}

function moduleElements(name: string, section: string, value: Json | undefined, found: Element[]): void {
  const module = objectOf(name, `a module of ${section}`, value);
  identifyAll(name, section, listOf(name, `${section}: resources`, member(module, 'resources')), found);
  const children = listOf(name, `${section}: child_modules`, member(module, 'child_modules'));
  for (const child of children) moduleElements(name, section, child, found);
}

function stateFileInstances(name: string, value: Json | undefined, found: Element[]): void {
  for (const block of listOf(name, 'resources', value)) {
    const { instances, ...header } = objectOf(name, 'an element of resources', block) ?? {};
    for (const instance of listOf(name, 'instances', instances)) {
      identifyAll(name, 'resources', [{ ...header, instances: [instance] }], found);
    }
  }
}

function identifyAll(name: string, section: string, elements: readonly Json[], found: Element[]): void {
  for (const json of elements) {
    const known = identify(json);
    if (known === undefined) throw malformedInput(name, `an element of ${section} names no type`);
    found.push({ type: known.type, mode: known.mode, json: json as JsonObject });
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
