/** Characters of a text that a terminal obeys or nobody sees, but for newlines. */
export function hiddenIn(text: string): string[] {
  return [...text.matchAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu)]
    .map(([character]) => character)
    .filter((character) => character !== '\n' && character !== '\r');
}
