/** Makes text of unknown origin safe and honest to print: nothing hidden, nothing that a terminal obeys. */

/** Controls, formats, surrogates, private and unassigned places, line separators and everything drawn as nothing. */
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
/** More marks on one letter than any script uses draw over the lines around it. */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;
/** ASCII, Latin and the marks of our own tables: nothing to do for most text there is. */
const PLAIN = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02af·…›–]*$/;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return NAMED[character] ?? `\\u{${code.toString(16)}}`;
}

/**
 * The text on one line, with every character that is not seen (ANSI escapes, newlines, bidirectional overrides, zero
 * width, tags, lone surrogates) spelt out as `\n` or `\u{202e}`. Applying it twice changes nothing more.
 */
export function visibleText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(HIDDEN, escaped).replace(STACKED_MARKS, '$1');
}
