/** Remembers how verdicts were narrowed: in real plans many resources leave the same things open. */
import { leavesOf } from './condition/undecided.ts';
import type { Narrowed } from './narrow.ts';

/** Characters of questions and answers that are kept in all, of short answers and of long ones. */
const MOST_CHARACTERS = 8 * 1024 * 1024;
/** Longer questions are seldom met twice; longer answers push out none of the many short ones. */
const LONGEST = 64 * 1024;
/** Characters that a leaf of what is left is counted for: many share the same parts, so that they have no length. */
const LEAF = 128;

export interface NarrowMemory {
  /** The answer to exactly this question, which may still be on its way. */
  get(question: string): Promise<Narrowed> | undefined;
  /** Keeps it, unless it fails or tells of an error: why it did may not lie in the question alone. */
  set(question: string, answer: Promise<Narrowed>): void;
}

interface Shelf {
  readonly answers: Map<string, Promise<Narrowed>>;
  characters: number;
}

/** A memory for one evaluator. Beyond `most` characters of short or of long answers it begins anew with those. */
export function narrowMemory(most = MOST_CHARACTERS): NarrowMemory {
  const short: Shelf = { answers: new Map(), characters: 0 };
  const long: Shelf = { answers: new Map(), characters: 0 };

  function weigh(question: string, answer: Promise<Narrowed>, { left, error }: Narrowed): void {
    if (short.answers.get(question) !== answer) return;
    const leaves = [left.applies, ...left.denies].flatMap(leavesOf).length;
    const length = question.length + LEAF * leaves;
    const shelf = length > LONGEST ? long : short;
    short.answers.delete(question);
    if (error !== undefined || question.length > LONGEST || length > most) return;
    shelf.answers.set(question, answer);
    shelf.characters += length;
    if (shelf.characters <= most) return;
    shelf.answers.clear();
    shelf.characters = 0;
  }

  return {
    get: (question) => short.answers.get(question) ?? long.answers.get(question),
    set(question, answer) {
      short.answers.set(question, answer);
      answer.then(
        (narrowed) => weigh(question, answer, narrowed),
        () => short.answers.delete(question),
      );
    },
  };
}
