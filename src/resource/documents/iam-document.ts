/** The one form of an IAM document: lists everywhere, principals as objects, condition values as strings. */
import { isObject } from '../json-kind.ts';
import type { Json, JsonObject } from '../resource.ts';

const ELEMENTS = new Set(['Version', 'Id', 'Statement']);
const LISTS = new Set(['Action', 'NotAction', 'Resource', 'NotResource']);
const STATEMENT_ELEMENTS = new Set([...LISTS, 'Sid', 'Effect', 'Principal', 'NotPrincipal', 'Condition']);

/**
 * The canonical form; undefined where the value is no IAM document as AWS would read it.
 *
 * Statement is a list; Action, NotAction, Resource and NotResource are lists of strings; Principal and NotPrincipal
 * objects of lists, `"*"` written as `{"AWS": ["*"]}`, which AWS documents as the same
 * (IAM user guide, "AWS JSON policy elements: Principal"); Condition maps operators to keys to lists of strings.
 * Element names count in their exact case: a document or statement with `statement`, `action` or the like is
 * refused, since a policy that looks for `Action` would pass over it. Other unknown names are kept.
 */
export function canonicalIamDocument(document: Json): JsonObject | undefined {
  if (!isObject(document) || misspelt(document, ELEMENTS)) return undefined;
  const statements = document.Statement;
  if (statements === undefined || statements === null) return undefined;
  const canonical: Json[] = [];
  for (const statement of Array.isArray(statements) ? statements : [statements]) {
    const one = isObject(statement) ? canonicalStatement(statement) : undefined;
    if (one === undefined) return undefined;
    canonical.push(one);
  }
  return { ...document, Statement: canonical };
}

function canonicalStatement(statement: JsonObject): JsonObject | undefined {
  if (misspelt(statement, STATEMENT_ELEMENTS)) return undefined;
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') return undefined;
  return mapValues(statement, (value, name) => element(name, value));
}

function element(name: string, value: Json): Json | undefined {
  if (LISTS.has(name)) return strings(value);
  if (name === 'Principal' || name === 'NotPrincipal') return principal(value);
  if (name === 'Condition') return condition(value);
  return value;
}

function principal(value: Json): JsonObject | undefined {
  if (value === '*') return { AWS: ['*'] };
  return isObject(value) ? mapValues(value, (item) => strings(item)) : undefined;
}

function condition(value: Json): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  return mapValues(value, (keys) => (isObject(keys) ? mapValues(keys, (item) => scalars(item)) : undefined));
}

function strings(value: Json): Json[] | undefined {
  const list = Array.isArray(value) ? value : [value];
  return list.every((item) => typeof item === 'string') ? list : undefined;
}

/** IAM takes true, 5 and "5" alike in conditions. */
function scalars(value: Json): Json[] | undefined {
  const list: Json[] = Array.isArray(value) ? value : [value];
  return list.every((item) => item !== null && typeof item !== 'object') ? list.map(String) : undefined;
}

function mapValues(
  value: JsonObject,
  change: (item: Json, name: string) => Json | undefined,
): JsonObject | undefined {
  const result: [string, Json][] = [];
  for (const [name, item] of Object.entries(value)) {
    const changed = change(item, name);
    if (changed === undefined) return undefined;
    result.push([name, changed]);
  }
  return Object.fromEntries(result);
}

function misspelt(value: JsonObject, elements: ReadonlySet<string>): boolean {
  const names = [...elements].map((name) => name.toLowerCase());
  return Object.keys(value).some((name) => !elements.has(name) && names.includes(name.toLowerCase()));
}
