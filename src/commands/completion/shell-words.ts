/** A command line that is still being written, as the words that bash would make of it. */

/** Spaces part words, quotes and backslashes join them; a quote may still be open. The last word is the one under the cursor. */
export function shellWords(line: string): string[] {
  const words = [''];
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? '';
    const last = words.length - 1;
    if (quote !== '') {
      if (character === quote) quote = '';
      else if (character === '\\' && quote === '"') words[last] += line[++at] ?? '';
      else words[last] += character;
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '\\') words[last] += line[++at] ?? '';
    else if (/\s/.test(character)) {
      if (words[last] !== '' || /["']/.test(line[at - 1] ?? '')) words.push('');
    } else words[last] += character;
  }
  return words;
}
