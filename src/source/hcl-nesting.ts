/** What a piece of HCL (native syntax) reaches to: strings with templates, heredocs, comments and braces in each other. */

/** What is open: a brace (of a block, object or template), a quoted template, or a heredoc by its marker. */
type Open = '{' | '"' | { readonly marker: string };

/** hcl/hclsyntax/scan_tokens.rl: Ident. */
const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const HEREDOC = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;
const TELLING_IN_CODE = /[{}"#/<]/g;
const TELLING_IN_QUOTES = /["\\$%\n]/g;
const TEMPLATE = /[$%]\{/g;

/** Where the text goes on behind the identifier that begins at `at`; `at` itself where none does. */
export function pastIdentifier(text: string, at: number): number {
  IDENTIFIER.lastIndex = at;
  return IDENTIFIER.test(text) ? IDENTIFIER.lastIndex : at;
}

/** The end of the line at `at`: its line feed, or the end of the text. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/**
 * Behind the comment that begins at `at`: one to the end of the line ends before its line feed. `at` itself where none
 * begins, -1 where one does not end.
 */
export function pastComment(text: string, at: number): number {
  if (text[at] === '#' || text.startsWith('//', at)) return lineEnd(text, at);
  if (!text.startsWith('/*', at)) return at;
  const end = text.indexOf('*/', at + 2);
  return end < 0 ? -1 : end + 2;
}

/** Behind spaces, line feeds, commas and comments; -1 where a comment does not end. */
export function pastBlankOrComma(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (/[\s,]/.test(text[at] ?? '')) at += 1;
    const past = pastComment(text, at);
    if (past <= at) return past;
    at = past;
  }
}

/** Behind the closing brace, of one that was opened before `at`; -1 where there is none. */
export function pastBrace(text: string, at: number): number {
  return pastOpen(text, at, '{');
}

/**
 * Behind the string, heredoc (up to the line feed behind its marker) or comment that begins at `at`, and behind the one
 * character there where none does; -1 where it does not end.
 */
export function pastToken(text: string, at: number): number {
  const character = text[at];
  if (character === '"') return pastOpen(text, at + 1, '"');
  if (character === '#' || character === '/') {
    const past = pastComment(text, at);
    return past === at ? at + 1 : past;
  }
  const heredoc = character === '<' ? heredocAt(text, at) : undefined;
  return heredoc === undefined ? at + 1 : pastOpen(text, heredoc.start, { marker: heredoc.marker });
}

function heredocAt(
  text: string,
  at: number,
): { readonly marker: string; readonly start: number } | undefined {
  HEREDOC.lastIndex = at;
  const marker = HEREDOC.exec(text)?.[1];
  return marker === undefined ? undefined : { marker, start: HEREDOC.lastIndex };
}

/** A stack of its own: what people nest, or an attacker, is no depth of calls. */
function pastOpen(text: string, from: number, first: Open): number {
  const open: Open[] = [first];
  let at = from;
  while (at >= 0 && at <= text.length) {
    const top = open.at(-1);
    if (top === undefined) return at;
    if (at === text.length) return -1;
    at =
      top === '{'
        ? inCode(text, at, open)
        : top === '"'
          ? inQuotes(text, at, open)
          : inHeredoc(text, at, open, top.marker);
  }
  return -1;
}

function nextOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex - 1 : -1;
}

function inCode(text: string, from: number, open: Open[]): number {
  const at = nextOf(TELLING_IN_CODE, text, from);
  if (at < 0) return -1;
  switch (text[at]) {
    case '{':
      open.push('{');
      return at + 1;
    case '}':
      open.pop();
      return at + 1;
    case '"':
      open.push('"');
      return at + 1;
    case '<': {
      const heredoc = heredocAt(text, at);
      if (heredoc === undefined) return at + 1;
      open.push({ marker: heredoc.marker });
      return heredoc.start;
    }
    default: {
      const past = pastComment(text, at);
      return past === at ? at + 1 : past;
    }
  }
}

/** A quoted string ends on its line, but for what its templates hold. */
function inQuotes(text: string, from: number, open: Open[]): number {
  const at = nextOf(TELLING_IN_QUOTES, text, from);
  if (at < 0 || text[at] === '\n') return -1;
  if (text[at] === '"') {
    open.pop();
    return at + 1;
  }
  if (text[at] === '\\') return text[at + 1] === '\n' ? -1 : at + 2;
  return pastTemplateMark(text, at, open);
}

/** At `$` or `%`: `${` opens a template, `$${` does not. */
function pastTemplateMark(text: string, at: number, open: Open[]): number {
  if (text[at + 1] === '{') {
    open.push('{');
    return at + 2;
  }
  return text[at + 1] === text[at] && text[at + 2] === '{' ? at + 3 : at + 1;
}

/** Line by line: the marker stands alone on the last one, and a line feed behind it. */
function inHeredoc(text: string, at: number, open: Open[], marker: string): number {
  const end = text.indexOf('\n', at);
  if (end < 0) return -1;
  if (text[at - 1] === '\n' && text.slice(at, end).trim() === marker) {
    open.pop();
    return text[end - 1] === '\r' ? end - 1 : end;
  }
  TEMPLATE.lastIndex = at;
  while (TEMPLATE.test(text) && TEMPLATE.lastIndex <= end) {
    const mark = TEMPLATE.lastIndex - 2;
    if (mark > at && text[mark - 1] === text[mark]) continue;
    open.push('{');
    return mark + 2;
  }
  return end + 1;
}
