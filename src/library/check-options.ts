/** Options of the library, held against what they may be: callers without TypeScript misspell them too. */
import { nearest, suggestion } from '../config/nearest.ts';
import { checkParams } from '../config/params-file.ts';
import { DriftlockError } from '../errors.ts';
import type { JsonObject } from '../resource/resource.ts';

/** The error of an option that is not what it may be. */
export function invalid(name: string, message: string, hint: string): DriftlockError {
  return new DriftlockError('usage', `${name} ${message}`, { where: name, hint });
}

/** Throws DriftlockError (usage) for what is no object, and for an option that the function does not have. */
export function checkNames(called: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw invalid(`${called}()`, 'takes its options as an object', `known: ${known.join(', ')}`);
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  // However many there are, a page of documentation is farther away.
  const all = `known: ${known.join(', ')}`;
  const hint = nearest(unknown, known) === undefined ? all : suggestion(unknown, known);
  throw invalid(unknown, `is not an option of ${called}()`, hint);
}

/** One text or several, as a list; throws DriftlockError (usage) for anything else. */
export function textsOf(name: string, value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!list.every((one) => typeof one === 'string'))
    throw invalid(name, 'is neither a text nor a list of texts', `${name}: "…" or ["…", "…"]`);
  return list;
}

/** As `textsOf`; what is left out stays so. */
export function optionalTexts(name: string, value: unknown): readonly string[] | undefined {
  return value === undefined ? undefined : textsOf(name, value);
}

/** The text that is one of the known ones; throws DriftlockError (usage) with the nearest for any other. */
export function oneOf<T extends string>(name: string, value: unknown, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found !== undefined) return found;
  throw invalid(name, `cannot be ${JSON.stringify(value)}`, suggestion(String(value), known));
}

/** True or false; throws DriftlockError (usage) for anything else. */
export function switchOf(name: string, value: unknown, otherwise: boolean): boolean {
  if (value === undefined) return otherwise;
  if (typeof value === 'boolean') return value;
  throw invalid(name, 'is neither true nor false', `${name}: ${!otherwise}`);
}

/** A number of that range; throws DriftlockError (usage) for anything else. */
export function numberOf(
  name: string,
  value: unknown,
  { otherwise, least, most, whole }: { otherwise: number; least: number; most: number; whole: boolean },
): number {
  if (value === undefined) return otherwise;
  if (typeof value === 'number' && value >= least && value <= most && (!whole || Number.isInteger(value)))
    return value;
  const kind = whole ? 'whole number' : 'number';
  throw invalid(name, `is not a ${kind} from ${least} to ${most}`, `${name}: ${otherwise}`);
}

const PARAMS = '{"<policy id>": {"<parameter>": value}}';

function isPlain(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Parameters as JSON has them. Throws DriftlockError: `usage` for what is no object of objects, `policy-unknown` for those
 * of a policy that is not there.
 */
export function paramsOf(value: unknown, ids: readonly string[]): JsonObject {
  if (value === undefined) return {};
  const params = asJson(value);
  if (!isPlain(params)) throw invalid('params', 'is not an object', PARAMS);
  for (const [id, given] of Object.entries(params))
    if (!isPlain(given)) throw invalid('params', `of "${id}" are not an object`, PARAMS);
  checkParams(params, ids, 'params');
  return params;
}

/** Policies see JSON: what that lacks (a date, undefined) becomes what JSON makes of it, here and not further on. */
function asJson(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value));
  } catch (cause) {
    throw invalid('params', `are no JSON: ${cause instanceof Error ? cause.message : String(cause)}`, PARAMS);
  }
}
