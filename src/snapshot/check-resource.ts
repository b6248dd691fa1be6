/** Whether a line of a shard is a resource as a snapshot holds it: everybody may have written it. */
import { isList, isObject, member } from '../resource/json-kind.ts';
import { type Json, REASONS, type Resource } from '../resource/resource.ts';

const TEXTS = ['address', 'id', 'providerConfig'] as const;
const reasons: ReadonlySet<Json | undefined> = new Set<Json>(REASONS);

/** The resource in `json`; undefined for what lacks a member that every resource has, or has one of another kind. */
export function checkResource(json: Json, type: string): Resource | undefined {
  if (!isObject(json) || json.type !== type || json.mode !== 'managed' || json.deposed !== undefined)
    return undefined;
  const { provider, schema, scope, values, tags, unknown, sensitive, observed, redacted, key } = json;
  const isWhole =
    isText(provider) &&
    isObject(schema) &&
    isScope(scope) &&
    isObject(values) &&
    isObject(tags) &&
    isListOf(unknown, isUnknown) &&
    isListOf(sensitive, isPath) &&
    member(observed, 'from') === 'live' &&
    (json.declared === undefined || isDeclared(json.declared)) &&
    json.change === undefined &&
    (redacted === undefined || isListOf(redacted, isRedacted)) &&
    (key === undefined || isKey(key)) &&
    TEXTS.every((name) => json[name] === undefined || isText(json[name]));
  return isWhole ? (json as unknown as Resource) : undefined;
}

function isText(json: Json | undefined): boolean {
  return typeof json === 'string';
}

/** Account and region, each a text or not told. */
export function isScope(json: Json | undefined): boolean {
  if (!isObject(json)) return false;
  return [json.account, json.region].every((part) => part === undefined || isText(part));
}

function isPath(json: Json): boolean {
  return isList(json) && json.length > 0 && json.every(isStep);
}

function isStep(step: Json): boolean {
  return isText(step) || typeof step === 'number';
}

function isDeclared(json: Json): boolean {
  const steps = member(json, 'path');
  return isText(member(json, 'type')) && isText(member(json, 'as')) && isList(steps) && steps.every(isStep);
}

function isUnknown(json: Json): boolean {
  const api = member(json, 'api');
  return (
    isPath(member(json, 'path') ?? null) &&
    reasons.has(member(json, 'reason')) &&
    (api === undefined || isText(api))
  );
}

function isRedacted(json: Json): boolean {
  return isPath(member(json, 'path') ?? null) && isText(member(json, 'hash'));
}

/** A key is a JSON list in a string: account, region, type and at most the rest of it. */
function isKey(json: Json): boolean {
  if (typeof json !== 'string') return false;
  try {
    const parts = JSON.parse(json) as Json;
    return isList(parts) && parts.length >= 3;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function isListOf(json: Json | undefined, is: (item: Json) => boolean): boolean {
  return isList(json) && json.every(is);
}
