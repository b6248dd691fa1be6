/** Draws what the built command line prints into a terminal as SVG: docs/scan.svg, the picture in the README. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const COLUMNS = 96;
/** Findings shown before the summary; a picture of hundreds of lines shows nothing. */
const MOST_LINES = 34;

const LINE = 19;
const CHARACTER = 8.43;
const MARGIN = 18;
const BAR = 36;

/** SGR codes to our colours, readable on the dark ground of a terminal. */
const COLOURS = {
  31: '#ff6b68',
  32: '#5fd38d',
  33: '#f2c14e',
  34: '#6cb6ff',
  35: '#e07bff',
  36: '#56d4dd',
  90: '#8b949e',
};
const FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

function escaped(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function applied(style, code) {
  if (code === 0) return {};
  if (code === 1) return { ...style, bold: true };
  if (code === 22) return { ...style, bold: false };
  if (code === 4) return { ...style, underline: true };
  if (code === 24) return { ...style, underline: false };
  if (code === 39) return { ...style, colour: undefined };
  if (COLOURS[code] !== undefined) return { ...style, colour: COLOURS[code] };
  throw new Error(`no colour for SGR ${code}`);
}

const ESCAPE = `${String.fromCharCode(27)}[`;

/** A line as runs of equal style: [{text, style}]. */
function runs(line) {
  const [plain, ...parts] = line.split(ESCAPE);
  let style = {};
  const styled = parts.map((part) => {
    const end = part.indexOf('m');
    for (const code of part.slice(0, end).split(';')) style = applied(style, Number(code));
    return { text: part.slice(end + 1), style };
  });
  return [{ text: plain, style: {} }, ...styled].filter(({ text }) => text !== '');
}

/** Each run at its column and of its length, so that columns stand whatever font there is. */
function lineSvg(line, row) {
  const y = BAR + MARGIN + row * LINE;
  let column = 0;
  const spans = runs(line).map(({ text, style }) => {
    const lead = text.length - text.trimStart().length;
    const shown = text.trim();
    const x = (MARGIN + (column + lead) * CHARACTER).toFixed(1);
    column += [...text].length;
    if (shown === '') return '';
    const length = ([...shown].length * CHARACTER).toFixed(1);
    const weight = style.bold ? ' font-weight="bold"' : '';
    const line = style.underline ? ' text-decoration="underline"' : '';
    const fill = style.colour === undefined ? '' : ` fill="${style.colour}"`;
    return `<text x="${x}" y="${y}" textLength="${length}"${fill}${weight}${line}>${escaped(shown)}</text>`;
  });
  return spans.join('');
}

function columnsOf(line) {
  return runs(line).reduce((sum, { text }) => sum + [...text].length, 0);
}

function picture(lines) {
  const width = Math.ceil(2 * MARGIN + Math.max(COLUMNS, ...lines.map(columnsOf)) * CHARACTER);
  const height = BAR + MARGIN + lines.length * LINE + 6;
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
    (fill, index) => `<circle cx="${MARGIN + 4 + index * 20}" cy="18" r="6" fill="${fill}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="driftlock scan in a terminal">`,
    `<rect width="${width}" height="${height}" rx="10" fill="#0d1117"/>`,
    ...dots,
    `<g font-family="${FONT}" font-size="14" fill="#e6edf3" xml:space="preserve" style="white-space: pre">`,
    ...lines.map(lineSvg).filter((line) => line !== ''),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** The first resources whole, then how much is left out, then the last one and the summary. */
function shortened(lines) {
  const rule = lines.findLastIndex((line) => line.includes('────'));
  if (rule <= MOST_LINES) return lines;
  const end = lines.slice(0, MOST_LINES + 1).lastIndexOf('');
  const last = lines.slice(0, rule - 1).lastIndexOf('');
  if (last <= end) return lines;
  const left = lines.slice(end + 1, last).filter((line) => line !== '').length;
  return [...lines.slice(0, end), '', `${ESCAPE}90m  ⋮ ${left} more lines${ESCAPE}39m`, ...lines.slice(last)];
}

const SHOWN = ['scan', 'examples/create.plan.json', '--source', 'examples/infrastructure'];
const args = process.argv.length > 2 ? process.argv.slice(2) : SHOWN;
const run = spawnSync(process.execPath, [path.join(root, 'dist/cli.js'), ...args], {
  cwd: root,
  encoding: 'utf8',
  env: { ...process.env, FORCE_COLOR: '1', NO_COLOR: '', COLUMNS: String(COLUMNS) },
});
if (run.status === 2 || run.status === null) throw new Error(run.stderr);
const prompt = `${ESCAPE}32m$${ESCAPE}39m npx driftlock ${args.join(' ')}`;
const lines = shortened(run.stdout.trimEnd().split('\n'));
const file = path.join(root, 'docs/scan.svg');
writeFileSync(file, picture([prompt, '', ...lines]));
console.log(`${path.relative(root, file)}: ${lines.length} lines`);
