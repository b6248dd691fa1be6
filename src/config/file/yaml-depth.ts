/** How deep a YAML text can nest at most, without parsing it: the parser goes as deep as the text, and V8 does not always survive that. */

const OPENING = new Set(['[', '{']);
const CLOSING = new Set([']', '}']);
const INDICATORS = new Set(['-', '?', ':']);
const SPACE = new Set([' ', '\t', '\r', '\n', undefined]);

/**
 * Never less than the depth, and far more only where text or comments hold hundreds of brackets that nothing closes:
 * brackets that are open, columns of indentation, and indicators (`- - -`, `a: b: c:`) between two brackets, commas or lines.
 */
export function depthBound(text: string): number {
  let open = 0;
  let run = 0;
  let most = 0;
  let isIndentation = true;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === '\n') {
      run = 0;
      isIndentation = true;
    } else if (OPENING.has(character) || CLOSING.has(character) || character === ',') {
      open = Math.max(0, open + (OPENING.has(character) ? 1 : CLOSING.has(character) ? -1 : 0));
      run = 0;
      isIndentation = false;
    } else if (isIndentation && character === ' ') run += 1;
    else {
      if (INDICATORS.has(character) && SPACE.has(text[at + 1])) run += 1;
      isIndentation = false;
    }
    most = Math.max(most, open + run);
  }
  return most;
}
