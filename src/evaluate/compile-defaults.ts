/** Checks rules/defaults/<cloud>.yaml and gives what the package ships of it; runs when the package is built. */
import { parseDocument } from 'yaml';
import { suggestion } from '../config/nearest.ts';
import { DriftlockError } from '../errors.ts';
import { isList, isObject } from '../resource/json-kind.ts';
import type { Json, JsonObject } from '../resource/resource.ts';
import type { DocumentedDefault, DocumentedDefaults, DocumentedRecord } from './documented-defaults.ts';

const SECTIONS = ['attributes', 'undeclared'] as const;
const OF_ATTRIBUTE = ['value', 'absent', 'unless', 'where', 'overridden_by', 'source', 'date'] as const;
const OF_RECORD = ['values', 'source', 'date'] as const;

/** Where in the file something stands: `rules/defaults/aws.yaml: attributes.aws_ebs_volume.encrypted`. */
type Where = string;

function refuse(where: Where, message: string, hint?: string): never {
  throw new DriftlockError('config', message, { where, ...(hint === undefined ? {} : { hint }) });
}

function objectAt(value: Json | undefined, where: Where): JsonObject {
  return isObject(value) ? value : refuse(where, 'is not a mapping');
}

function checkKeys(entry: JsonObject, known: readonly string[], where: Where): void {
  for (const key of Object.keys(entry))
    if (!known.includes(key)) refuse(where, `unknown key "${key}"`, suggestion(key, known));
}

function textsAt(value: Json | undefined, where: Where): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const isTexts = isList(value) && value.length > 0 && value.every((one) => typeof one === 'string');
  return isTexts ? (value as readonly string[]) : refuse(where, 'is not a list of names');
}

/** A page that can be read, and the day on which it was. */
function documented(entry: JsonObject, where: Where): Pick<DocumentedDefault, 'source' | 'date'> {
  const { source, date } = entry;
  if (typeof source !== 'string' || !URL.canParse(source) || new URL(source).protocol !== 'https:')
    return refuse(where, 'names no source', 'source is the https address of the page that says so');
  const isDay = typeof date === 'string' && /^\d{4}-\d\d-\d\d$/.test(date) && !Number.isNaN(Date.parse(date));
  return isDay ? { source, date } : refuse(where, 'names no date', 'date is the day it was read: 2026-11-21');
}

function defaultAt(value: Json | undefined, where: Where): DocumentedDefault {
  const entry = objectAt(value, where);
  checkKeys(entry, OF_ATTRIBUTE, where);
  if ('value' in entry === 'absent' in entry || (entry.absent ?? true) !== true)
    refuse(where, 'says neither what stands there nor that nothing does', 'give `value`, or `absent: true`');
  if (isEmpty(entry.value)) refuse(where, 'has an empty value', 'what is empty is `absent: true`');
  const unless = textsAt(entry.unless, `${where}.unless`);
  const overriddenBy = textsAt(entry.overridden_by, `${where}.overridden_by`);
  const conditions = entry.where === undefined ? undefined : conditionsAt(entry.where, `${where}.where`);
  return {
    ...(entry.value === undefined ? {} : { value: entry.value }),
    ...(unless === undefined ? {} : { unless }),
    ...(conditions === undefined ? {} : { where: conditions }),
    ...(overriddenBy === undefined ? {} : { overriddenBy }),
    ...documented(entry, where),
  };
}

/** As the shape has it: null, `""`, `[]` and `{}` are no values. */
function isEmpty(value: Json | undefined): boolean {
  if (value === undefined) return false;
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
}

function conditionsAt(value: Json, where: Where): Readonly<Record<string, readonly Json[]>> {
  const conditions = objectAt(value, where);
  for (const [name, values] of Object.entries(conditions))
    if (!isList(values) || values.length === 0) refuse(`${where}.${name}`, 'is not a list of values');
  return conditions as Readonly<Record<string, readonly Json[]>>;
}

function recordAt(value: Json | undefined, where: Where): DocumentedRecord {
  const entry = objectAt(value, where);
  checkKeys(entry, OF_RECORD, where);
  return { values: objectAt(entry.values, `${where}.values`), ...documented(entry, where) };
}

function entries<T>(
  section: Json | undefined,
  where: Where,
  read: (value: Json | undefined, at: Where) => T,
): Record<string, Record<string, T>> {
  const types = Object.entries(section === undefined ? {} : objectAt(section, where));
  return Object.fromEntries(
    types.map(([type, named]) => {
      const at = `${where}.${type}`;
      const of = Object.entries(objectAt(named, at));
      return [type, Object.fromEntries(of.map(([name, value]) => [name, read(value, `${at}.${name}`)]))];
    }),
  );
}

/**
 * The defaults that a YAML text holds; `file` is named in errors. Throws DriftlockError (config) for a key that is not
 * known, an entry without value, source or date, and a text that is not YAML.
 */
export function compileDefaults(text: string, file: string): DocumentedDefaults {
  const parsed = parseDocument(text);
  const [error] = parsed.errors;
  if (error !== undefined) refuse(file, `is not YAML: ${error.message.split('\n')[0]}`);
  const root = objectAt(parsed.toJS() as Json, file);
  checkKeys(root, SECTIONS, file);
  return {
    attributes: entries(root.attributes, `${file}: attributes`, defaultAt),
    undeclared: entries(root.undeclared, `${file}: undeclared`, recordAt),
  };
}
