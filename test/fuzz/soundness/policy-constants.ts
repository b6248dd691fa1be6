/** The constants in the source of a policy: the values that it tells apart. */

export interface Constants {
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
}

/** Longer texts, and those with blanks, are messages. */
const LONGEST = 60;

export function policyConstants(source: string): Constants {
  const code = source
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n');
  const texts = [...code.matchAll(/(?<!\$)"((?:[^"\\\n]|\\.)*)"/g)].map(
    (match) => JSON.parse(match[0]) as string,
  );
  const bare = code.replaceAll(/"(?:[^"\\\n]|\\.)*"|`[^`]*`/g, '""');
  const numbers = [...bare.matchAll(/(?<![\w."])-?\d+(?:\.\d+)?(?![\w.])/g)].map(([text]) => Number(text));
  return {
    texts: [...new Set(texts.filter((text) => text.length <= LONGEST && !/\s/.test(text)))],
    numbers: [...new Set(numbers)],
  };
}
