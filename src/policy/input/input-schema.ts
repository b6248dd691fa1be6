/** The input of policies as a JSON Schema, for editors and for `opa check --schema`. */
import { linkedTypes } from '../../resource/links/link-table.ts';
import type { JsonObject } from '../../resource/resource.ts';
import { type InputNode, type NamedNode, options } from './input-node.ts';
import { resourceNode } from './resource-node.ts';
import { valuesNode } from './values-node.ts';

/** OPA reads draft 7; a newer `$schema` it refuses. */
const DRAFT = 'http://json-schema.org/draft-07/schema#';

interface Writing {
  readonly definitions: Record<string, JsonObject>;
  /** Types that name others by links of their own: what they hold is written out, what all others hold is left open. */
  readonly spelt: ReadonlySet<string>;
}

/** Types without links of their own of which an account or region is asked whether it has any; OPA takes a name that is not spelt out for a mistake. */
const OF_SCOPE = ['aws_guardduty_detector', 'aws_iam_account_password_policy'];

/**
 * Of one type, or of several as `anyOf`. Links are written out for one hop; further hops, and what types hold that name
 * this one only by an attribute that every type has (`account`, `kms_key_id`), are open.
 */
export function inputSchema(types: readonly string[]): JsonObject {
  const writing: Writing = { definitions: {}, spelt: new Set([...linkedTypes(), ...OF_SCOPE]) };
  const each = types.map((type) => resourceSchema(type, writing));
  const [only] = each;
  return {
    $schema: DRAFT,
    title: `The input of policies for ${types.join(', ')}`,
    ...(each.length === 1 ? only : { anyOf: each }),
    definitions: writing.definitions,
  };
}

function resourceSchema(type: string, writing: Writing): JsonObject {
  const node = resourceNode(type);
  const properties: Record<string, JsonObject> = {};
  for (const name of node.names()) {
    const child = node.child(name);
    if (child === undefined) continue;
    if (name === 'type') properties[name] = { type: 'string', enum: [type] };
    else if (name === 'values') properties[name] = valuesReference(type, writing);
    else if (name === 'change') properties[name] = changeSchema(type, writing);
    else if (name === 'refs') properties[name] = refsSchema(child as NamedNode, writing);
    else if (name === 'referrers') properties[name] = referrersSchema(child as NamedNode, writing);
    else properties[name] = nodeSchema(child);
  }
  return { type: 'object', properties, required: ['type', 'values'], additionalProperties: false };
}

function changeSchema(type: string, writing: Writing): JsonObject {
  const actions = { type: 'array', items: { type: 'string' } };
  const properties = { actions, before: valuesReference(type, writing) };
  return { type: 'object', properties, additionalProperties: false };
}

function valuesReference(type: string, { definitions }: Writing): JsonObject {
  if (definitions[type] === undefined) {
    definitions[type] = {};
    definitions[type] = nodeSchema(valuesNode(type));
  }
  return { $ref: `#/definitions/${type}` };
}

function refsSchema(refs: NamedNode, writing: Writing): JsonObject {
  const properties = Object.fromEntries(
    refs.names().map((name) => [name, linksSchema(refs.child(name), writing)]),
  );
  return { type: 'object', properties, additionalProperties: false };
}

function referrersSchema(referrers: NamedNode, writing: Writing): JsonObject {
  const names = referrers.names();
  const spelt = names.filter((name) => writing.spelt.has(name));
  const properties = Object.fromEntries(
    spelt.map((name) => [name, refsSchema(referrers.child(name) as NamedNode, writing)]),
  );
  return { type: 'object', properties, additionalProperties: spelt.length < names.length };
}

/** A list of linked resources, of one of several types. */
function linksSchema(list: InputNode | undefined, writing: Writing): JsonObject {
  if (list?.kind !== 'array') return { type: 'array' };
  const linked = options(list.element()).map((node) => linkedSchema(node as NamedNode, writing));
  const [only] = linked;
  return { type: 'array', items: linked.length === 1 && only !== undefined ? only : { anyOf: linked } };
}

function linkedSchema(node: NamedNode, writing: Writing): JsonObject {
  const type = node.what.slice(node.what.lastIndexOf(' ') + 1);
  const properties: Record<string, JsonObject> = {};
  for (const name of node.names()) {
    const child = node.child(name);
    if (name === 'values') properties[name] = valuesReference(type, writing);
    else if (name === 'refs' || name === 'referrers') properties[name] = { type: 'object' };
    else if (child !== undefined) properties[name] = nodeSchema(child);
  }
  return { type: 'object', properties, additionalProperties: false };
}

function nodeSchema(node: InputNode): JsonObject {
  switch (node.kind) {
    case 'any':
      return {};
    case 'array':
      return { type: 'array', items: nodeSchema(node.element()) };
    case 'map':
      return { type: 'object', additionalProperties: nodeSchema(node.element()) };
    case 'object': {
      const entries = node.names().map((name) => [name, nodeSchema(node.child(name) ?? { kind: 'any' })]);
      return { type: 'object', properties: Object.fromEntries(entries), additionalProperties: false };
    }
    case 'one-of':
      return { anyOf: node.options().map(nodeSchema) };
    default:
      return { type: node.kind };
  }
}
