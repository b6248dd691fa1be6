/** What a raw rule gives, as conftest reads it: a set or list of messages, or of objects that hold one as `msg`. */
import { DriftlockError } from '../errors.ts';
import type { RawPolicy } from '../finding/raw-policy.ts';
import type { Json, JsonObject } from '../resource/resource.ts';
import { PLACEHOLDER } from '../resource/secret-texts.ts';

export interface RawResult {
  readonly message: string;
  /** The other members of an object. */
  readonly metadata?: JsonObject;
}

/** Throws DriftlockError `policy-invalid` for what is no such list; values are not quoted: they may be sensitive. */
export function rawResults(policy: RawPolicy, value: unknown): RawResult[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw invalid(policy, `gives ${kindOf(value)}, not a set of messages`);
  return value.map((one: unknown) => resultOf(policy, one));
}

function resultOf(policy: RawPolicy, value: unknown): RawResult {
  if (typeof value === 'string') return { message: value };
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(policy, `has ${kindOf(value)} as a result, not a message or an object with msg`);
  const { msg, ...metadata } = value as Readonly<Record<string, Json>>;
  if (typeof msg !== 'string')
    throw invalid(
      policy,
      msg === undefined
        ? `has a result without msg${Object.hasOwn(metadata, 'message') ? ', but with message' : ''}`
        : `has a result whose msg is ${kindOf(msg)}, not a text`,
    );
  return Object.keys(metadata).length === 0 ? { message: msg } : { message: msg, metadata };
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function invalid({ id, name, file, row, col }: RawPolicy, what: string): DriftlockError {
  return new DriftlockError('policy-invalid', `${id} ${what}`, {
    where: `${file}:${row}:${col}`,
    hint: `a rule gives messages: ${name} contains msg, or ${name} contains {"msg": msg, …}`,
  });
}

/**
 * The results in words that hold no sensitive value: `masked` are those of the same rule where placeholders stand for such
 * values. What is the same in both depends on none; what differs by placeholders alone is told with them, all else
 * without words.
 */
export function withoutSecrets(
  policy: RawPolicy,
  results: readonly RawResult[],
  masked: readonly RawResult[],
): RawResult[] {
  const left = new Map<string, RawResult>(masked.map((one) => [JSON.stringify(one), one]));
  const texts = results.map((one) => JSON.stringify(one));
  const isSame = texts.map((text) => left.delete(text));
  return results.map((result, index) => {
    if (isSame[index]) return result;
    for (const [text, one] of left) {
      if (!fits(texts[index] ?? '', text)) continue;
      left.delete(text);
      return one;
    }
    return { message: `${policy.id} denies; its words depend on a sensitive value and are not shown` };
  });
}

/** Whether the text is `pattern` with something in place of each placeholder. */
function fits(text: string, pattern: string): boolean {
  const [first = '', ...pieces] = pattern.split(PLACEHOLDER);
  const last = pieces.pop();
  if (last === undefined || !text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of pieces) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
