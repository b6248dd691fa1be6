/** Remembers what a group of policies, or one of them alone, said of an input: in real plans many resources look alike to their policies. */
import type { Judgements } from './engine.ts';

/** Characters of inputs that are kept in all; measured, a hundred thousand resources need fewer than a million. */
const MOST_CHARACTERS = 8 * 1024 * 1024;
/** Longer inputs are seldom met twice. */
const LONGEST = 16 * 1024;

export interface OutcomeMemory {
  /** What was said of exactly this input; `group` may name a policy's own entrypoint. */
  get(group: string, json: string): Judgements | undefined;
  /** Keeps it, unless an evaluation failed: why it did may not lie in the input alone. */
  set(group: string, json: string, judgements: Judgements): void;
}

/**
 * A memory for one engine: judgements are functions of the group, the parameters (one set per engine) and the JSON
 * text of the input. Beyond `most` characters it begins anew.
 */
export function outcomeMemory(most = MOST_CHARACTERS): OutcomeMemory {
  const groups = new Map<string, Map<string, Judgements>>();
  let characters = 0;
  return {
    get: (group, json) => groups.get(group)?.get(json),
    set(group, json, judgements) {
      if (json.length > LONGEST || Object.values(judgements).some((judgement) => 'error' in judgement))
        return;
      characters += json.length;
      if (characters > most) {
        groups.clear();
        characters = json.length;
      }
      const kept = groups.get(group);
      if (kept === undefined) groups.set(group, new Map([[json, judgements]]));
      else kept.set(json, judgements);
    },
  };
}
