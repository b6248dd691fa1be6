/** The members that a condition goes through, by names that people know: none where they cannot be told apart. */
import type { Operand } from '../../finding/condition.ts';
import type { TracedValue } from '../../finding/explanation.ts';
import type { Json } from '../../resource/resource.ts';
import { startsWith } from '../../resource/starts-with.ts';
import { operandText } from './condition-words.ts';
import { operandValue, type Variables } from './operand-value.ts';
import { keysOf } from './settle.ts';
import { groundPath, type Telling, tracedValues } from './traced-values.ts';
import { speaksOfAny } from './undecided.ts';

/** More than these nobody looks through one by one. */
const MOST = 1_000;

export interface Member {
  readonly key: Json;
  readonly name: string;
  /** What stands there, where a rule gives the list: there is no other place to look it up. */
  readonly values: readonly TracedValue[];
}

/** Undefined where the list is not known, too long, or its keys may be sensitive; empty where it has no member. */
export function membersOf(
  list: Operand,
  telling: Telling,
  variables: Variables,
): readonly Member[] | undefined {
  const found = operandValue(list, telling.facts, variables);
  if (found.kind === 'absent') return [];
  if (found.kind === 'unknown' || isHidden(list, telling)) return undefined;
  const keys = keysOf(found);
  if (keys.length > MOST) return undefined;
  return keys.map((key) => {
    const member = memberOf(list, key);
    if (member === undefined) return { key, name: `[${JSON.stringify(key)}]`, values: [] };
    const values = 'input' in list ? [] : tracedValues([member], telling);
    return { key, name: operandText(member, telling.place), values };
  });
}

function memberOf(list: Operand, key: Json): Operand | undefined {
  if (typeof key !== 'string' && typeof key !== 'number') return undefined;
  if ('input' in list) return { input: [...list.input, key] };
  if ('var' in list || 'set' in list) return undefined;
  return { ...list, path: [...(list.path ?? []), key] };
}

/** Whether keys of the list may tell a sensitive value. */
function isHidden(list: Operand, { facts, sensitive }: Telling): boolean {
  if (!('input' in list)) return speaksOfAny(list, sensitive, facts);
  const path = groundPath(list.input);
  return path === undefined ? sensitive.length > 0 : sensitive.some((one) => startsWith(path, one));
}
