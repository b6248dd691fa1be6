/** Values held against the type that the schema gives them, converted where Terraform itself would. */
import type { Json } from '../resource.ts';
import type { AttributeType } from '../type-schema.ts';

/** What `typeof` says of values of a type; `any` where the schema leaves it open. */
export type Kind = 'string' | 'number' | 'boolean' | 'object' | 'any';

const KINDS: Readonly<Record<string, Kind>> = { string: 'string', number: 'number', bool: 'boolean' };
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

export function kindOf(type: AttributeType): Kind {
  return typeof type === 'string' ? (KINDS[type] ?? 'any') : 'object';
}

/**
 * The value as one of `type`, its own elements not looked at; undefined where it is none. Converts as Terraform does
 * (cty's convert package) where nothing is lost: numbers and booleans to and from strings; a single value is no list.
 */
export function fitted(value: Json, type: AttributeType): Json | undefined {
  const kind = kindOf(type);
  if (kind === 'object') return isContainer(value, type) ? value : undefined;
  if (kind === 'any' || typeof value === kind) return value;
  if (kind === 'string') return textOf(value);
  if (typeof value !== 'string') return undefined;
  return kind === 'number' ? numberOf(value) : booleanOf(value);
}

/** Whether the value and all in it is of the type as it stands, nothing null and nothing to convert. */
export function conforms(value: Json, type: AttributeType): boolean {
  if (typeof type === 'string') {
    const kind = KINDS[type];
    return kind === undefined ? value !== null : typeof value === kind;
  }
  if (!isContainer(value, type)) return false;
  const inner = type[1] as AttributeType;
  if (Array.isArray(value)) {
    for (const item of value) if (!conforms(item, inner)) return false;
    return true;
  }
  const entries = value as Readonly<Record<string, Json>>;
  for (const name in entries) if (!conforms(entries[name] as Json, inner)) return false;
  return true;
}

function isContainer(value: Json, type: AttributeType): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) === (type[0] !== 'map' && type[0] !== 'object');
}

function textOf(value: Json): string | undefined {
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'number' || !isExact(value)) return undefined;
  const text = String(value);
  return text.includes('e') ? undefined : text;
}

function numberOf(text: string): number | undefined {
  if (!NUMBER.test(text)) return undefined;
  const value = Number(text);
  return isExact(value) ? value : undefined;
}

/** Also "1" and "0", as in `convert/conversion_primitive.go` of cty. */
function booleanOf(text: string): boolean | undefined {
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}

/** Whole numbers beyond 2^53 have lost digits on the way. */
function isExact(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}
