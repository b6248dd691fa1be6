/** How many columns text takes in a terminal; `string-width` says it exactly, and takes a third of a cold start to load. */

/** ASCII, Latin and our own marks: a column each. */
const NARROW = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02af·…›–✖✔○─]*$/;
/** Marks that enclose (U+20E3) may make a letter wide. */
const COMBINING = /\p{Mn}/u;

/** Generous: whole blocks count as wide in which some characters are, since a short line does no harm. */
function isWide(code: number): boolean {
  return code >= 0x2e80 || (code >= 0x1100 && code <= 0x11ff) || (code >= 0x2310 && code <= 0x2bff);
}

/** Columns of visible text (visible-text.ts); never fewer than a terminal takes. */
export function columnsOf(text: string): number {
  if (NARROW.test(text)) return text.length;
  let columns = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (isWide(code)) columns += 2;
    else if (code < 0x300 || !COMBINING.test(character)) columns += 1;
  }
  return columns;
}
