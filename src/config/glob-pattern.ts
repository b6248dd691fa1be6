/** Globs of names as people write them: `aws.s3.*`, `aws_*`. */

export interface Glob {
  /** Whether the glob fits the whole text. */
  test(text: string): boolean;
}

/** Part by part, not a regular expression: a glob of many stars, from wherever it comes, would keep one busy for ever. */
function fitting(parts: readonly string[]): Glob {
  const [first = '', ...others] = parts;
  const last = others.pop();
  return {
    test(text) {
      if (last === undefined) return text === first;
      const end = text.length - last.length;
      if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
      let at = first.length;
      for (const part of others) {
        const found = text.indexOf(part, at);
        if (found < 0) return false;
        at = found + part.length;
      }
      return at <= end;
    },
  };
}

/** `*` stands for any run of characters, dots included; the glob fits whole names. */
export function globPattern(glob: string): Glob {
  return fitting(glob.split('*'));
}

/** As `globPattern`, and `\*` stands for the character itself, which may stand in the key of an instance; other backslashes are none. */
export function escapedGlob(glob: string): Glob {
  const parts = [''];
  for (const [piece] of glob.matchAll(/\\\*|[\s\S]/g)) {
    if (piece === '*') parts.push('');
    else parts[parts.length - 1] += piece === '\\*' ? '*' : piece;
  }
  return fitting(parts);
}
