/** Text to lines of a given width in terminal columns. */
import { columnsOf } from './columns.ts';

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;

/** CI systems obey lines that begin so (GitHub's workflow commands, Azure's logging commands). */
const COMMAND = /^(::|##)/;

/** A line that nothing obeys. */
export function defused(line: string): string {
  return COMMAND.test(line) ? `·${line}` : line;
}

/** The longest beginning of at most `width` columns, at least one character. */
function cut(text: string, width: number): string {
  if (PRINTABLE_ASCII.test(text)) return text.slice(0, width);
  let kept = '';
  let columns = 0;
  for (const character of text) {
    columns += columnsOf(character);
    if (columns > width && kept !== '') break;
    kept += character;
  }
  return kept;
}

/** Long words are paths, addresses and ARNs: they are broken behind a mark where one is near the end of the line. */
function cutAtMark(text: string, width: number): string {
  const most = cut(text, width);
  const mark = /^.*[.\]/:,;=&?_-]/s.exec(most)?.[0] ?? '';
  return mark.length > most.length / 2 ? mark : most;
}

function pieces(word: string, width: number): string[] {
  const found: string[] = [];
  let rest = word;
  while (columnsOf(rest) > width) {
    const piece = cutAtMark(rest, width);
    found.push(piece);
    rest = rest.slice(piece.length);
  }
  return rest === '' ? found : [...found, rest];
}

/** Lines of at most `width` columns, broken at spaces, and inside words that are longer than a line. */
export function wrap(text: string, width: number): string[] {
  const room = Math.max(width, 10);
  if (text.length <= room && columnsOf(text) < room) {
    const whole = text.trim();
    return whole === '' ? [] : [defused(whole)];
  }
  const lines: string[] = [];
  let line = '';
  let columns = 0;
  for (const word of text.split(' ').filter((one) => one !== '')) {
    // A column is kept free for what defuses a piece that begins a line.
    for (const piece of columnsOf(word) > room - 1 ? pieces(word, room - 1) : [word]) {
      const size = columnsOf(piece);
      if (line !== '' && columns + 1 + size > room) {
        lines.push(line);
        line = '';
      }
      const first = line === '';
      line = first ? defused(piece) : `${line} ${piece}`;
      columns = first ? columnsOf(line) : columns + 1 + size;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** The text within `limit` characters; what is taken from its middle is counted. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const characters = [...text];
  if (characters.length <= limit) return text;
  const head = Math.ceil((limit * 2) / 3);
  const tail = limit - head;
  const left = characters.length - limit;
  return `${characters.slice(0, head).join('')}…(${left} more)…${characters.slice(characters.length - tail).join('')}`;
}
