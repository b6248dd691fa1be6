/** Remembers how verdicts were narrowed: in real plans many resources leave the same things open. */
import { leavesOf } from './condition/undecided.ts';
import type { Narrowed } from './narrow.ts';

/** Characters of questions and answers that are kept in all. */
const MOST_CHARACTERS = 8 * 1024 * 1024;
/** Longer ones are seldom met twice. */
const LONGEST = 64 * 1024;
/** Characters that a leaf of what is left is counted for: many share the same parts, so that they have no length. */
const LEAF = 128;

export interface NarrowMemory {
  /** The answer to exactly this question, which may still be on its way. */
  get(question: string): Promise<Narrowed> | undefined;
  /** Keeps it, unless it fails or tells of an error: why it did may not lie in the question alone. */
  set(question: string, answer: Promise<Narrowed>): void;
}

/** A memory for one evaluator. Beyond `most` characters it begins anew. */
export function narrowMemory(most = MOST_CHARACTERS): NarrowMemory {
  const kept = new Map<string, Promise<Narrowed>>();
  let characters = 0;

  function weigh(question: string, answer: Promise<Narrowed>, { left, error }: Narrowed): void {
    if (kept.get(question) !== answer) return;
    const leaves = [left.applies, ...left.denies].flatMap(leavesOf).length;
    const length = question.length + LEAF * leaves;
    if (error !== undefined || length > LONGEST) {
      kept.delete(question);
      return;
    }
    characters += length;
    if (characters <= most) return;
    kept.clear();
    characters = 0;
  }

  return {
    get: (question) => kept.get(question),
    set(question, answer) {
      kept.set(question, answer);
      answer.then(
        (narrowed) => weigh(question, answer, narrowed),
        () => kept.delete(question),
      );
    },
  };
}
