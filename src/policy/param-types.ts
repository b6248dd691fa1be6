/** Whether a value is what a policy says of its parameter. */
import type { ParamDeclaration, ParamType } from '../finding/policy.ts';
import { isList, isObject } from '../resource/json-kind.ts';
import type { Json } from '../resource/resource.ts';

function isOf(type: ParamType, value: Json): boolean {
  switch (type) {
    case 'array':
      return isList(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

/** As JSON Schema has it: a whole number is a number too. */
export function fitsParam({ type, items }: Pick<ParamDeclaration, 'type' | 'items'>, value: Json): boolean {
  if (!type.some((one) => isOf(one, value))) return false;
  if (items === undefined || !isList(value)) return true;
  return value.every((member) => items.some((one) => isOf(one, member)));
}

const WORDS: Readonly<Record<ParamType, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
};

/** After "must be": `a list, each a text, or a text`. */
export function expectedParam({ type, items }: Pick<ParamDeclaration, 'type' | 'items'>): string {
  return type
    .map((one) => {
      if (one !== 'array' || items === undefined) return WORDS[one];
      return `a list, each ${items.map((item) => WORDS[item]).join(' or ')}`;
    })
    .join(', or ');
}
