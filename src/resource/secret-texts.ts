/** The sensitive texts of a run, to be known again wherever they stand: whole, or as a part of a longer text. */

/** What stands in place of a sensitive value when messages are made. */
export const PLACEHOLDER = '(sensitive)';

/**
 * Shorter texts are values like `true`, `80`, `gp3` or `prod`, which stand everywhere and tell nothing. A text of letters
 * only is likely to be a word, so it must be longer (`enabled`, `default`). As a part of other texts only what is longer
 * still is looked for: NIST SP 800-63B asks of passwords at least 8 characters, and names are made of words
 * (`production`, `application`).
 */
const LEAST_WHOLE = 6;
const LEAST_WHOLE_WORD = 8;
const LEAST_PART = 8;
const LEAST_PART_WORD = 12;

/** What anybody may write: numbers as long as an account id, regions and zones, any address, versions of documents. */
const PUBLIC = /^(\d{1,12}|[a-z]{2}(-[a-z]+){1,3}-\d[a-z]?|0\.0\.0\.0\/0|::\/0|20(08-10|12-10)-17)$/;
const WORD = /^\p{L}+$/u;

export interface SecretTexts {
  readonly isEmpty: boolean;
  /** Whether the text is a sensitive one or has one in it. */
  isCopy(text: string): boolean;
}

/** Characters by which texts that may stand inside others are found first. */
const HEAD = LEAST_PART;
const BITS = 1 << 16;

/** In time that grows with the text that is looked through, not with the number of sensitive ones. */
export function secretTexts(texts: Iterable<string>): SecretTexts {
  const wholes = new Set<string>();
  const parts = new Map<string, string[]>();
  // Most places of a text are ruled out by two characters.
  const pairs = new Uint8Array(BITS);
  for (const text of texts) {
    const isWord = WORD.test(text);
    if (PUBLIC.test(text) || text.length < (isWord ? LEAST_WHOLE_WORD : LEAST_WHOLE)) continue;
    wholes.add(text);
    if (text.length < (isWord ? LEAST_PART_WORD : LEAST_PART)) continue;
    const head = text.slice(0, HEAD);
    const known = parts.get(head);
    if (known === undefined) parts.set(head, [text]);
    else known.push(text);
    pairs[pairAt(text, 0)] = 1;
  }
  function holdsPart(text: string): boolean {
    for (let at = 0; at <= text.length - HEAD; at++) {
      if (pairs[pairAt(text, at)] !== 1) continue;
      const found = parts.get(text.slice(at, at + HEAD));
      if (found?.some((part) => text.startsWith(part, at))) return true;
    }
    return false;
  }
  return {
    isEmpty: wholes.size === 0,
    isCopy: (text) => wholes.has(text) || (parts.size > 0 && text.length > LEAST_PART && holdsPart(text)),
  };
}

function pairAt(text: string, at: number): number {
  return (text.charCodeAt(at) * 251 + text.charCodeAt(at + 1)) & (BITS - 1);
}
