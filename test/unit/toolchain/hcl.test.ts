/** The HCL half through its host: where blocks, attributes, comments and module calls stand, also in broken files. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { loadHcl } from '../../../src/toolchain/hcl.ts';
import type { ParsedFile, SourceRange } from '../../../src/toolchain/hcl-types.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../src/toolchain');
const PRINT_DIGEST =
  "import('../../scripts/toolchain-digest.mjs').then((m) => process.stdout.write(m.digestOfSources('hcl')))";

const hcl = await loadHcl();

function parseOne(text: string, name = 'main.tf'): ParsedFile {
  return hcl.parse({ [name]: text })[name] as ParsedFile;
}

/** Ranges as `line:column-line:column`. */
function short(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, part) => {
      const range = part as SourceRange | null;
      if (typeof range?.start?.line !== 'number') return part;
      return `${range.start.line}:${range.start.column}-${range.end.line}:${range.end.column}`;
    }),
  );
}

/** What a range covers, cut out by bytes: held against the text itself. */
function cut(text: string, { start, end }: SourceRange): string {
  return Buffer.from(text).subarray(start.byte, end.byte).toString();
}

describe('parse', () => {
  it('counts lines and columns as editors do: UTF-16, behind a mark, over CRLF', () => {
    const text =
      '\ufeffresource "a" "b" { # \u{1f600} é\r\n  x = "\u{1f600}" /* in */\n  y = 1\n  dynamic "z" {\n    for_each = []\n    content {}\n  }\n}\n';
    expect(short(parseOne(text))).toEqual({
      blocks: [
        {
          type: 'resource',
          labels: ['a', 'b'],
          range: '1:1-8:2',
          header: '1:1-1:19',
          attributes: {
            x: { range: '2:3-2:11', expression: '2:7-2:11' },
            y: { range: '3:3-3:8', expression: '3:7-3:8' },
          },
          blocks: [
            {
              type: 'dynamic',
              labels: ['z'],
              range: '4:3-7:4',
              header: '4:3-4:16',
              attributes: { for_each: { range: '5:5-5:18', expression: '5:16-5:18' } },
              blocks: [
                {
                  type: 'content',
                  labels: [],
                  range: '6:5-6:15',
                  header: '6:5-6:14',
                  attributes: {},
                  blocks: [],
                },
              ],
            },
          ],
        },
      ],
      comments: [
        { range: '1:20-1:26', text: '# \u{1f600} é' },
        { range: '2:12-2:20', text: '/* in */' },
      ],
      calls: [],
      errors: [],
    });
  });

  it('gives ranges whose bytes are the text they name', () => {
    const text = '// é\nlocals {\n  n = <<-EOT\n    \u{1f600}\n  EOT\n}\nmodule "ü" { source = "./m" }\n';
    const { blocks, comments, calls } = parseOne(text);
    const [locals] = blocks;
    expect(cut(text, comments[0]?.range as SourceRange)).toBe('// é');
    expect(cut(text, locals?.range as SourceRange)).toBe('locals {\n  n = <<-EOT\n    \u{1f600}\n  EOT\n}');
    expect(cut(text, locals?.attributes.n?.expression as SourceRange)).toContain('\u{1f600}\n');
    expect(calls.map(({ name, source, range }) => [name, source, cut(text, range)])).toEqual([
      ['ü', './m', 'module "ü" { source = "./m" }'],
    ]);
  });

  it('names no source that is no literal text', () => {
    const text =
      'module "a" {\n  source = var.x\n}\nmodule "b" {\n  source = "r/x/aws"\n  version = "~> 1"\n}\n';
    expect(short(parseOne(text).calls)).toEqual([
      { name: 'a', range: '1:1-3:2' },
      { name: 'b', source: 'r/x/aws', version: '~> 1', range: '4:1-7:2' },
    ]);
  });

  it('reads JSON, where nested blocks are attributes', () => {
    const text =
      '{\n  "resource": {"t": {"n": {\n    "a": "x",\n    "b": [{"c": 1}]\n  }}},\n  "module": {"m": {"source": "./m"}},\n  "//": "c"\n}';
    expect(short(parseOne(text, 'main.tf.json'))).toEqual({
      blocks: [
        {
          type: 'resource',
          labels: ['t', 'n'],
          range: '2:27-5:4',
          header: '2:27-2:28',
          attributes: {
            a: { range: '3:5-3:13', expression: '3:10-3:13' },
            b: { range: '4:5-4:20', expression: '4:10-4:20' },
          },
          blocks: [],
        },
        {
          type: 'module',
          labels: ['m'],
          range: '6:19-6:36',
          header: '6:19-6:20',
          attributes: { source: { range: '6:20-6:35', expression: '6:30-6:35' } },
          blocks: [],
        },
      ],
      comments: [],
      calls: [{ name: 'm', source: './m', range: '6:19-6:36' }],
      errors: [],
    });
  });

  it('says where a file is broken, keeps the rest of it, and leaves other files alone', () => {
    const files = hcl.parse({
      'a.tf': 'resource "t" "é" {\n  a = 1\n}\nresource "t" "n" {\n  /* é */ a = \n}\n',
      'b.tf': 'locals {\n  a = 1\n}\n',
      'c.tf.json': '{"resource": }',
      'd.tf': '\u0000\ud83d',
    });
    const errors = Object.entries(files).map(([name, { blocks, errors: found }]) => [
      name,
      blocks.length,
      [...new Set(found.map(({ file, row, col }) => `${file}:${row}:${col}`))],
    ]);
    expect(errors).toEqual([
      ['a.tf', 2, ['a.tf:5:15']],
      ['b.tf', 1, []],
      ['c.tf.json', 0, ['c.tf.json:1:14']],
      ['d.tf', 0, ['d.tf:1:1', 'd.tf:1:2']],
    ]);
  });
});

it('is what its digest says', () => {
  const recorded = JSON.parse(readFileSync(path.join(FOLDER, 'hcl.json'), 'utf8'));
  const bytes = brotliDecompressSync(readFileSync(path.join(FOLDER, 'hcl.wasm.br')));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(recorded.wasm);
  expect(recorded.sources, 'the Go sources changed: npm run build:toolchain').toBe(
    execFileSync(process.execPath, ['-e', PRINT_DIGEST], { cwd: FOLDER, encoding: 'utf8' }),
  );
});
