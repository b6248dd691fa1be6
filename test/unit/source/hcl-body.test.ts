// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of HCL.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Body } from '../../../src/source/body.ts';
import { bodyOf, regionOf, type SourceFile, sourceFile } from '../../../src/source/source-file.ts';
import { loadHcl } from '../../../src/toolchain/hcl.ts';
import type { ParsedBlock, SourceRange } from '../../../src/toolchain/hcl-types.ts';

const hcl = await loadHcl();

/** A body in one form, whoever read it: blocks with their ranges, attributes with theirs. */
function told(file: SourceFile, body: Body): unknown {
  return body.blocks.map((block) => {
    const inner = bodyOf(file, block);
    const attributes = inner.attributes.map(({ name, range, expression }) => [
      name,
      regionOf(file, range),
      regionOf(file, expression),
    ]);
    return {
      type: block.type,
      labels: block.labels,
      range: regionOf(file, block.range),
      header: regionOf(file, block.header),
      problem: inner.problem,
      attributes: attributes.sort(byName),
      blocks: told(file, inner),
    };
  });
}

function byName([a]: readonly unknown[], [b]: readonly unknown[]): number {
  return String(a) < String(b) ? -1 : 1;
}

function region({ start, end }: SourceRange) {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function parsed(blocks: readonly ParsedBlock[]): unknown {
  return blocks.map(({ type, labels, range, header, attributes, blocks: inner }) => ({
    type,
    labels,
    range: region(range),
    header: region(header),
    problem: undefined,
    attributes: Object.entries(attributes)
      .map(([name, one]) => [name, region(one.range), region(one.expression)])
      .sort(byName),
    blocks: parsed(inner),
  }));
}

/** What HCL itself reads without an error is read here with the same places; gives whether it was. */
function holds(text: string): boolean {
  const oracle = hcl.parse({ 'x.tf': text })['x.tf'];
  const file = sourceFile('x.tf', text);
  const mine = told(file, file.top);
  if (oracle === undefined || oracle.errors.length > 0) return false;
  expect(file.top.problem).toBeUndefined();
  expect(mine).toEqual(parsed(oracle.blocks));
  return true;
}

const NAME = fc.constantFrom('a', 'ingress', 'größe', 'with-dash', '_x9', 'resource');
const TEXT = fc.constantFrom(
  '"plain"',
  '"\\"quoted\\" \\\\"',
  '"${var.a}"',
  '"${"${"}"}"}"',
  '"$${not} %%{not} $ % {"',
  '"%{ if true }}%{ else }{%{ endif }"',
  '"é👩‍👩‍👧 combining e\u0301"',
  '"# no comment // none /* none"',
  '"${ {\n  a = 1 # }\n}.a }"',
);
const HEREDOC = fc.constantFrom(
  '<<EOT\nline }\n  "unbalanced\nEOT',
  '<<-EOT\n    indented ${var.x}\n    EOT',
  '<<EOT\nEOT x\n${"EOT"}\nEOT',
  '<<A-b\n${<<B\nA-b\nB\n}\nA-b',
  '<<EOT\n${var.a}EOT\n$${b} %{ for x in y }${x}%{ endfor }\n  EOT',
  '<<EOT\nEOT',
);
const PLAIN = fc.constantFrom(
  '1',
  '-1.5e3',
  'null',
  'a.b[0].c["d.e"].*.f',
  'x ? y : z',
  'a < b && c <= d',
  '1 / 2 /* c */ * 3',
  '[for k, v in m : "${k}" => v... if v != "}"]'.replace('=> v...', ''),
  '{ for k, v in m : k => v... }',
  'f(\n  1, # one }\n  2,\n)',
  '(\n  1\n  + 2\n)',
);

const EXPRESSION = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    PLAIN,
    TEXT,
    fc
      .array(tie('any'), { maxLength: 3 })
      .map((all) => `[\n${all.join(',\n')}${all.length > 0 ? ',' : ''}\n]`),
    fc
      .array(fc.tuple(NAME, tie('any')), { maxLength: 3 })
      .map((all) => `{\n${all.map(([k, v]) => `  ${k} = ${v}`).join('\n')}\n}`),
  ),
})).any;

const BLANK = fc.constantFrom('', '\n', '  \n', '# c } "\n', '// c {\n', '/* a\n } */\n', '\t');
const TRAIL = fc.constantFrom('', ' ', ' # after "', ' // x', ' /* y */', ' /* y */ # z');

const BODY = fc.letrec<{ body: string; item: string }>((tie) => ({
  item: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc
      .tuple(NAME, fc.constantFrom(' = ', '=', '   = '), fc.oneof(EXPRESSION, HEREDOC), TRAIL)
      .map(([name, is, value, trail]) =>
        value.startsWith('<<') ? `${name}${is}${value}` : `${name}${is}${value}${trail}`,
      ),
    fc
      .tuple(
        NAME,
        fc.array(fc.oneof(NAME, fc.constant('"l.a[0]\\"b"')), { maxLength: 2 }),
        tie('body'),
        TRAIL,
      )
      .map(([type, labels, body, trail]) => `${[type, ...labels].join(' ')} {\n${body}}${trail}`),
    fc.tuple(NAME, PLAIN).map(([type, value]) => `${type} { only = ${value} }`),
    NAME.map((type) => `${type} "empty" {}`),
  ),
  body: fc
    .array(fc.tuple(BLANK, tie('item')), { maxLength: 4 })
    .map((all) => all.map(([blank, item]) => `${blank}${item}\n`).join('')),
})).body;

describe('what HCL reads without an error is read with the same places', () => {
  test.each([
    ['an empty file', ''],
    ['a byte order mark', '\ufeffa "b" {\n  c = 1\n}\n'],
    ['carriage returns', 'a "b" {\r\n  c = <<E\r\nx\r\nE\r\n  d = 1 # e\r\n}\r\n'],
    ['no line feed at the end', 'a b { c = 1 }'],
    ['an empty heredoc', 'a {\n  b = <<E\nE\n}\n'],
    ['a marker with blanks around it', 'a {\n  b = <<E\n x\n\t E  \n}\n'],
    ['a marker behind a template', 'a {\n  b = <<E\n${1}E\nE\n}\n'],
    ['dollars before a template', 'a {\n  b = "$$${1}"\n  c = "$${"\n  d = "$"\n}\n'],
    ['dollars before a template in a heredoc', 'a {\n  b = <<E\n$$${1}\n$${\n$\nE\n}\n'],
    ['templates that end with a tilde', 'a {\n  b = "${~ 1 ~} %{~ if true ~}x%{~ endif ~}"\n}\n'],
  ])('%s', (_, text) => {
    expect(holds(text)).toBe(true);
  });

  test('made files', () => {
    let read = 0;
    fc.assert(
      fc.property(BODY, fc.boolean(), (text, returns) => {
        if (holds(returns ? text.replaceAll('\n', '\r\n') : text)) read += 1;
      }),
      { numRuns: 1_500 },
    );
    // Names that are set twice are an error to HCL.
    expect(read).toBeGreaterThan(500);
  });

  test('made files with a mistake somewhere end, and those that are none are read the same', () => {
    const part = fc.constantFrom(
      '',
      '"',
      '{',
      '}',
      '${',
      '<<E\n',
      '/*',
      '\n',
      '\\',
      '[',
      ')',
      '\r',
      '=',
      '\u0000',
      '\ufffd',
    );
    fc.assert(
      fc.property(BODY, fc.nat(), fc.nat(6), part, (text, place, gone, put) => {
        const at = text.length === 0 ? 0 : place % text.length;
        holds(text.slice(0, at) + put + text.slice(at + gone));
      }),
      { numRuns: 3_000 },
    );
  });

  test('what is nested a hundred thousand times deep ends in time', () => {
    const from = performance.now();
    for (const text of ['"${', '{', 'a {\n', '[', '(', '<<E\n${', '/*'])
      sourceFile('x.tf', `a "b" {\n  c = ${text.repeat(100_000)}`);
    expect(performance.now() - from).toBeLessThan(5_000);
  });
});

const LAB = join(import.meta.dirname, '../../../../shared/lab');

function configurations(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.tf'))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

const FILES = configurations(LAB);
if (FILES.length === 0) console.warn('SKIPPED: configurations of the lab, which is not there');

test.runIf(FILES.length > 0)('the configurations of the lab', () => {
  expect(FILES.filter((file) => !holds(readFileSync(file, 'utf8')))).toEqual([]);
});
