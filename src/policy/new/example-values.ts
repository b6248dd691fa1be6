/** Values as a resource of a type has at least: all that Terraform demands, each of its type. */
import { documentsOf } from '../../resource/documents/index.ts';
import type { Json, JsonObject } from '../../resource/resource.ts';
import { findPlace } from '../input/find-place.ts';
import type { InputNode } from '../input/input-node.ts';
import { resourceNode } from '../input/resource-node.ts';

const EMPTY_DOCUMENT: JsonObject = { Version: '2012-10-17', Statement: [] };

/** What stands in the fixture of a new policy's test. */
export function exampleValues(type: string): JsonObject {
  const found = findPlace([resourceNode(type)], ['values']);
  const [values] = found.lack === undefined ? found.nodes : [];
  const documents = documentsOf(type);
  const example = values === undefined ? {} : exampleOf(values);
  if (typeof example !== 'object' || example === null || Array.isArray(example)) return {};
  return Object.fromEntries(
    Object.entries(example).map(([name, value]) => [
      name,
      documents?.get(name) === 'iam' ? EMPTY_DOCUMENT : value,
    ]),
  );
}

/** A value that an attribute of the type can have. */
export function exampleAt(type: string, name: string): Json {
  if (documentsOf(type)?.get(name) === 'iam') return EMPTY_DOCUMENT;
  const found = findPlace([resourceNode(type)], ['values', name]);
  const [node] = found.lack === undefined ? found.nodes : [];
  return node === undefined ? {} : exampleOf(node);
}

function exampleOf(node: InputNode): Json {
  switch (node.kind) {
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case 'array':
      return [exampleOf(node.element())];
    case 'map':
      return {};
    case 'object':
      return Object.fromEntries(
        node
          .names()
          .filter((name) => node.always(name))
          .map((name) => [name, exampleOf(node.child(name) ?? { kind: 'any' })]),
      );
    case 'any':
      return {};
    default:
      return 'example';
  }
}
