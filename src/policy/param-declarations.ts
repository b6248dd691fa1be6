/** `custom.params` of a policy's METADATA: what each parameter may be, read strictly. */
import { suggestion } from '../config/nearest.ts';
import { PARAM_TYPES, type ParamDeclaration, type ParamType } from '../finding/policy.ts';
import { isObject } from '../resource/json-kind.ts';
import type { Json, JsonObject } from '../resource/resource.ts';
import { expectedParam, fitsParam } from './param-types.ts';

/** What is wrong, and the key at whose line it stands. */
interface Problem {
  readonly key: string;
  readonly message: string;
  readonly hint?: string;
}

export type Params = Readonly<Record<string, ParamDeclaration>>;

const KEYS = ['type', 'items', 'description', 'default', 'required'];
const FORM = 'for instance `max_size: {type: integer, default: 500}`';

/** One type or a list of them; undefined for anything else. */
function typesOf(value: Json | undefined): readonly ParamType[] | undefined {
  const names = Array.isArray(value) ? (value as readonly Json[]) : [value];
  const known = names.flatMap((name) => PARAM_TYPES.find((one) => one === name) ?? []);
  return known.length === names.length && known.length > 0 ? known : undefined;
}

function unknownType(name: string, key: 'type' | 'items', value: Json | undefined): Problem {
  const names = PARAM_TYPES.join(', ');
  if (value === undefined)
    return { key: name, message: `custom.params.${name} has no ${key}`, hint: `one of ${names}; ${FORM}` };
  return {
    key: name,
    message: `custom.params.${name}.${key} must be one of ${names}, or a list of them`,
    ...(typeof value === 'string' ? { hint: suggestion(value, PARAM_TYPES) } : {}),
  };
}

/** What no policy can mean: a default that does not fit, or one beside `required`. */
function contradiction(name: string, param: ParamDeclaration, given: JsonObject): Problem | undefined {
  const { required, default: value } = given;
  const at = `custom.params.${name}`;
  if (required !== undefined && typeof required !== 'boolean')
    return { key: name, message: `${at}.required must be true or false` };
  if (param.items !== undefined && !param.type.includes('array'))
    return { key: name, message: `${at}.items goes with the type array` };
  if (value !== undefined && param.required === true)
    return { key: name, message: `${at} is required and has a default`, hint: 'take one of the two out' };
  if (value !== undefined && !fitsParam(param, value))
    return { key: name, message: `${at}.default must be ${expectedParam(param)}` };
  if (value === undefined && param.required !== true)
    return {
      key: name,
      message: `${at} has neither a default nor required: true, and what reads it is silent where a run gives none`,
      hint: `add a default, or required: true; ${FORM}`,
    };
  return undefined;
}

function declaration(name: string, given: Json, needed: boolean): ParamDeclaration | Problem {
  const at = `custom.params.${name}`;
  if (!isObject(given)) return { key: name, message: `${at} must be a mapping with its type`, hint: FORM };
  const strange = Object.keys(given).find((key) => !KEYS.includes(key));
  if (strange !== undefined)
    return { key: strange, message: `${at}.${strange} is not known`, hint: suggestion(strange, KEYS) };
  const type = typesOf(given.type);
  if (type === undefined) return unknownType(name, 'type', given.type);
  const items = given.items === undefined ? undefined : typesOf(given.items);
  if (given.items !== undefined && items === undefined) return unknownType(name, 'items', given.items);
  const { description } = given;
  if (description !== undefined && typeof description !== 'string')
    return { key: name, message: `${at}.description must be a text` };
  const param: ParamDeclaration = {
    type,
    ...(items === undefined ? {} : { items }),
    ...(description === undefined ? {} : { description: description.trim() }),
    ...(given.default === undefined ? {} : { default: given.default }),
    ...(given.required === true || needed ? { required: true as const } : {}),
  };
  return contradiction(name, param, given) ?? param;
}

/** The declarations, or the first mistake. `needs` are parameters that METADATA calls required in another place. */
export function paramDeclarations(
  given: JsonObject,
  needs: readonly string[],
): { readonly params: Params } | { readonly problem: Problem } {
  const params: [string, ParamDeclaration][] = [];
  for (const [name, value] of Object.entries(given)) {
    const read = declaration(name, value, needs.includes(name));
    if ('message' in read) return { problem: read };
    params.push([name, read]);
  }
  const missing = needs.find((name) => !Object.hasOwn(given, name));
  if (missing === undefined) return { params: Object.fromEntries(params) };
  const hint = suggestion(missing, Object.keys(given));
  const message = `custom.needs names "${missing}", which is not in custom.params`;
  return { problem: { key: 'needs', message, hint } };
}
