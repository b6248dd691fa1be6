/** Where the deny rules of a policy stand in its file, and what they say: for people to look them up. */
import type { DenyBody } from '../finding/explanation.ts';

/** How a rule of that name begins: `deny contains …`, `deny[…]`, `deny := …`, `deny if`, `deny {`. */
const HEAD = /^deny\b\s*(contains\b|\[|:?=|if\b|\{)/;
/** What is said: the member itself, or its `message` or `msg`. */
const SAID = /^deny\s+contains\s*(?=[$"`])|"(?:message|msg)"\s*:\s*(?=[$"`])/;

/**
 * One for each rule that denies, in the order of the file; none where they are not as many as `count`, since then
 * nobody can tell which is which. `text` is the policy's module.
 */
export function denyBodies(text: string, count: number): readonly DenyBody[] {
  const lines = withoutRawTexts(text).split('\n');
  const starts = lines.flatMap((line, index) => (HEAD.test(line) ? [index] : []));
  if (starts.length !== count) return [];
  const own = text.split('\n');
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? own.length;
    const message = messageIn(own.slice(start, end).join('\n'));
    return { line: start + 1, ...(message === undefined ? {} : { message }) };
  });
}

/** What stands between backticks may look like a rule; its lines stay. */
function withoutRawTexts(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|#.*|`[^`]*`/g, (found) =>
    found.startsWith('`') ? found.replace(/[^\n]/g, ' ') : found,
  );
}

function messageIn(rule: string): string | undefined {
  const found = SAID.exec(rule);
  if (found === null) return undefined;
  const at = found.index + found[0].length;
  const isTemplate = rule[at] === '$';
  const quote = rule[isTemplate ? at + 1 : at];
  if (quote !== '"') return undefined;
  return isTemplate ? templateText(rule, at + 2) : plainText(rule.slice(at));
}

function plainText(rest: string): string | undefined {
  const literal = /^"(?:[^"\\\n]|\\.)*"/.exec(rest)?.[0];
  try {
    return literal === undefined ? undefined : (JSON.parse(literal) as string);
  } catch {
    // Rego takes what JSON does; anything else is told by its line alone.
    return undefined;
  }
}

/** The text of a template string, `…` for what is put in. */
function templateText(rule: string, from: number): string | undefined {
  let text = '';
  for (let at = from; at < rule.length; at++) {
    const character = rule[at] ?? '';
    if (character === '"') return text;
    if (character === '\n') return undefined;
    if (character === '\\') {
      text += rule[++at] ?? '';
    } else if (character === '{') {
      const end = placeholderEnd(rule, at);
      if (end === undefined) return undefined;
      at = end;
      text += '…';
    } else text += character;
  }
  return undefined;
}

/** Where the brace at `from` is closed again; texts inside may hold braces of their own. */
function placeholderEnd(rule: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < rule.length; at++) {
    const character = rule[at];
    if (character === '"') {
      const text = /^"(?:[^"\\\n]|\\.)*"/.exec(rule.slice(at))?.[0];
      if (text === undefined) return undefined;
      at += text.length - 1;
    } else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return undefined;
}
