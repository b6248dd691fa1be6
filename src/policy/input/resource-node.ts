/** The whole input of a policy for a resource type, as evaluate/policy-input.ts makes it, links along the link table. */

import { AWS_PROVIDER } from '../../resource/aws-provider.ts';
import { isLink } from '../../resource/links/check-link-reads.ts';
import { linkAttributes, linkTargets } from '../../resource/links/link-table.ts';
import { schemaTypes, typeSchema } from '../../resource/type-schema.ts';
import {
  ANYTHING,
  type InputNode,
  listOf,
  mapOf,
  type NamedNode,
  NUMBER,
  namedNode,
  TEXT,
} from './input-node.ts';
import { valuesNode } from './values-node.ts';

const SCOPE = namedNode('a scope', 'member', { account: () => TEXT, region: () => TEXT }, []);
const TAGS = mapOf(() => TEXT);
const TEXTS = listOf(() => TEXT);

/** What tools that judge plans as a whole have at the top of their input. */
const OF_PLANS = new Set([
  'resource_changes',
  'planned_values',
  'configuration',
  'prior_state',
  'variables',
  'plan',
]);

const kept = new Map<string, NamedNode>();

/** `mode` is that of the policy: what data sources hold no schema tells. */
export function resourceNode(type: string, mode: 'managed' | 'data' = 'managed'): NamedNode {
  const key = `${mode} ${type}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const values = () => (mode === 'data' ? ANYTHING : valuesNode(type));
  const members: Readonly<Record<string, () => InputNode>> = {
    type: () => TEXT,
    mode: () => TEXT,
    address: () => TEXT,
    key: () => TEXT,
    scope: () => SCOPE,
    values,
    tags: () => TAGS,
    change: () => namedNode('a change', 'member', { actions: () => TEXTS, before: values }, ['actions']),
    refs: () => refsNode(type),
    referrers: () => referrersNode(type),
    now: () => NUMBER,
  };
  const always = ['type', 'mode', 'scope', 'values', 'tags', 'refs', 'referrers', 'now'];
  const node = namedNode('the input', 'member', members, always, (name) => outOfPlace(values(), name));
  kept.set(key, node);
  return node;
}

function outOfPlace(values: InputNode, name: string): string | undefined {
  if (OF_PLANS.has(name))
    return 'a policy sees one resource at a time, not the plan: its attributes are in `input.values`';
  if (name === 'params')
    return 'parameters are no part of the input: read `data.params["<id of the policy>"].…`';
  const isThere = values.kind === 'object' && values.child(name) !== undefined;
  return isThere ? `the input has no member \`${name}\`; did you mean \`input.values.${name}\`?` : undefined;
}

/** A resource at the other end of a link. */
function linkedNode(type: string): NamedNode {
  const members: Readonly<Record<string, () => InputNode>> = {
    address: () => TEXT,
    key: () => TEXT,
    scope: () => SCOPE,
    values: () => valuesNode(type),
    tags: () => TAGS,
    refs: () => refsNode(type),
    referrers: () => referrersNode(type),
  };
  const always = ['scope', 'values', 'tags', 'refs', 'referrers'];
  return namedNode(`a linked ${type}`, 'member', members, always, (name) => {
    const values = valuesNode(type);
    const isThere = values.kind === 'object' && values.child(name) !== undefined;
    return isThere
      ? `attributes of a linked ${type} are below \`values\`: write \`values.${name}\``
      : undefined;
  });
}

/** `input.refs`: each link is a list of the resources that it names. */
function refsNode(type: string): NamedNode {
  return {
    kind: 'object',
    what: type,
    noun: 'link',
    names: () => [...new Set(linkAttributes(type).filter((name) => isLink(type, name)))],
    child: (name) => {
      if (!isLink(type, name)) return undefined;
      const linked = linkTargets(type, name);
      return listOf(() => ({ kind: 'one-of', options: () => linked.map(linkedNode) }));
    },
    always: () => true,
  };
}

/** `input.referrers`: types that name this one, and by which attribute each does. */
function referrersNode(type: string): NamedNode {
  return {
    kind: 'object',
    what: type,
    noun: 'referrer',
    names: () => knownTypes().filter((other) => linksTo(other, type).length > 0),
    child: (other) => {
      const links = linksTo(other, type);
      if (links.length === 0) return undefined;
      const members = links.map((name) => [name, () => listOf(() => linkedNode(other))] as const);
      return namedNode(`${other}, which names ${type},`, 'link', Object.fromEntries(members), links);
    },
    always: () => true,
    instead: (other) => {
      if (typeSchema(AWS_PROVIDER, other) === undefined) return undefined;
      const links = linkAttributes(other).filter((name) => isLink(other, name));
      const named = [...new Set(links.flatMap((name) => linkTargets(other, name)))];
      return `${other} never names ${type}${named.length === 0 ? '' : `; it names ${named.join(', ')}`}`;
    },
  };
}

function linksTo(other: string, type: string): string[] {
  if (typeSchema(AWS_PROVIDER, other) === undefined) return [];
  const names = linkAttributes(other).filter(
    (name) => isLink(other, name) && linkTargets(other, name).includes(type),
  );
  return [...new Set(names)];
}

/** All types with a schema, the tool's own included. */
export function knownTypes(): readonly string[] {
  return schemaTypes(AWS_PROVIDER).map(({ type }) => type);
}
