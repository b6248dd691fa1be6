/** Names that somebody else chose, in every format that there is: each stays readable by its readers and obeys nobody. */
import { describe, expect, test } from 'vitest';
import { REPORTERS } from '../../../src/report/index.ts';
import { AWKWARD, awkwardReport } from './awkward-report.ts';
import { csvRows, hasPython, type Node, xmlNodes } from './read-back.ts';
import { htmlOf, TOLD } from './told.ts';

const FORMATS = Object.keys(REPORTERS) as (keyof typeof REPORTERS)[];
const NAMED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Begins a formula in a spreadsheet, behind quotes and spaces too. */
const FORMULA = /^["\s]*[=+\-@＝＋－＠\t\r]/;
/** JSON has its values as they are, what no program of ours draws (private use, unassigned) too. */
const HIDDEN = {
  text: /[^\P{C}\r\n]|[\p{Zl}\p{Zp}]/u,
  json: /[\p{Cf}\p{Zl}\p{Zp}]|[^\P{Cc}\n]/u,
};
/** The most harmful ones, since each is read by another program. */
const AROUND = AWKWARD.flatMap(({ what, name }) =>
  /CDATA|a lone high|^script|a formula$|a fence|details that|no character|and all to be/.test(what)
    ? [name]
    : [],
);
/** What Markdown, HTML and the sites that show them know. */
const FORMATTING =
  /mention|issue|commit|mail|link|script|image|details|comment|fence|back-tick|task|item|heading|rule|maths|emoji by|entities|template/;
const FEW = AWKWARD.slice(0, 4);
/** GitLab has no word for what is accepted. */
function tells(format: keyof typeof REPORTERS, verdict: string | undefined): boolean {
  return format !== 'gitlab' || verdict !== 'waived';
}

function expectedIn(format: keyof typeof REPORTERS) {
  return awkwardReport('plain', FEW)
    .report.findings.filter(({ verdict }) => tells(format, verdict))
    .map(({ policy, verdict }) => [policy, verdict])
    .sort();
}

/** Undoes what makes characters visible; written without looking at what does that. */
function meant(text: string): string {
  return text.replace(/\\u\{([0-9a-f]+)\}|\\([nrt])/g, (_, code: string | undefined, name: string) =>
    code === undefined ? (NAMED[name] ?? '') : String.fromCodePoint(Number.parseInt(code, 16)),
  );
}

/** Whether `told` is the name, or its beginning and end with a count of what is not shown. */
function isSaid(told: string, whole: string): boolean {
  const name = whole.trim();
  if (told === name || meant(told) === name || meant(told) === meant(name)) return true;
  const [, head = '', tail = ''] = /^(.*?)…\([\d,]+ more\)…(.*)$/s.exec(told) ?? [];
  // What is cut at its ends may have cut what spells a character out.
  return (
    head.length >= 200 && name.startsWith(meant(head).slice(0, 20)) && name.endsWith(meant(tail).slice(-2))
  );
}

/** Spreadsheets and tables have no way to say these as they are. */
function shown(format: keyof typeof REPORTERS, told: string): string {
  if (format === 'csv') return told.replace(/^'/, '').replaceAll(";'", ';');
  return format === 'table' ? told.replace(/^·/, '') : told;
}

/** All names by default; where it matters what stands around, one for each verdict is enough. */
async function rendered(format: keyof typeof REPORTERS, around?: string): Promise<string> {
  const { report, options } = awkwardReport(around ?? 'plain', around === undefined ? AWKWARD : FEW);
  return (await REPORTERS[format]())(report, options);
}

describe.each(FORMATS)('%s', (format) => {
  test('hides no character, and no line begins with what a runner obeys, whatever stands around', async () => {
    for (const { what, name } of AWKWARD) {
      const text = await rendered(format, name);
      expect(HIDDEN[format === 'json' ? 'json' : 'text'].exec(text)?.[0], what).toBe(undefined);
      expect(/\r(?!\n)/.test(text), what).toBe(false);
      expect(/^\s*(::|##(vso|\[))/m.exec(text)?.[0], what).toBe(undefined);
      if (/markdown|summary/.test(format)) expect(/^\s*\/[a-z]/m.exec(text)?.[0], what).toBe(undefined);
      expect(text.endsWith('\n'), what).toBe(true);
    }
  });

  test('is the same twice', async () => {
    expect(await rendered(format)).toBe(await rendered(format));
  });

  test.runIf(hasPython)('is read by others, and each name is there', async () => {
    const names = TOLD[format](await rendered(format)).map(([subject]) => shown(format, subject));
    const verdicts = awkwardReport('plain').report.findings.map(({ verdict }) => verdict);
    const expected = AWKWARD.filter((_, index) => tells(format, verdicts[index]));
    const missing = expected.filter(({ name }) => !names.some((told) => isSaid(told, name)));
    expect(missing.map(({ what }) => what)).toEqual([]);
    expect(names.length).toBe(expected.length);
  });

  test.runIf(hasPython).each(AROUND)('is read by others where policies and summary say %s', async (name) => {
    const told = TOLD[format](await rendered(format, name));
    expect(told.map(([, policy, verdict]) => [policy, verdict]).sort()).toEqual(expectedIn(format));
  });
});

test('there are names to be put around', () => {
  expect(AROUND.length).toBe(8);
});

/** Start tags, and texts that no code holds. */
function partsOf(text: string) {
  const html = htmlOf(text);
  return {
    tags: [...new Set(html.flatMap(([kind, tag]) => (kind === 'tag' ? [tag] : [])))].sort(),
    others: html.flatMap(([kind, content]) => (/tag|end|text/.test(kind) ? [] : [[kind, content]])),
    links: html.flatMap(([kind, tag, rest]) => (kind === 'tag' && tag === 'a' ? [rest] : [])),
    prose: html.flatMap(([kind, content, rest]) =>
      kind === 'text' && !rest.includes('code') ? [content] : [],
    ),
  };
}

describe.runIf(hasPython)('in particular', () => {
  test('a comment has no element, link or mention that is not ours', async () => {
    const around = AWKWARD.filter((one) => FORMATTING.test(one.what));
    for (const { what, name } of [{ what: 'all', name: undefined }, ...around]) {
      const { tags, others, links, prose } = partsOf(await rendered('markdown', name));
      const ours = ['code', 'details', 'h2', 'h3', 'li', 'p', 'pre', 'strong', 'summary', 'ul'];
      expect(
        tags.filter((tag) => !ours.includes(tag)),
        what,
      ).toEqual([]);
      expect(others, what).toEqual([['comment', ' driftlock:report ']]);
      expect(links, what).toEqual([]);
      const risky = prose.filter((text) => /@|#|:\/\/|www\.|\bGH-\d|[0-9a-f]{7}|:\w+:|\$|!\d/i.test(text));
      expect(risky, what).toEqual([]);
    }
  });

  test('no cell of a spreadsheet is computed, not where semicolons part cells either', async () => {
    for (const name of ['plain', ...AROUND]) {
      const text = await rendered('csv', name === 'plain' ? undefined : name);
      const cells = csvRows(text).flat();
      expect(cells.filter((cell) => FORMULA.test(cell))).toEqual([]);
      expect(text.split(/[;\r\n]/).filter((cell) => FORMULA.test(cell))).toEqual([]);
      expect(new Set(csvRows(text).map((row) => row.length)).size).toBe(1);
    }
  });

  test('JUnit has the tags and attributes of the schema that Jenkins takes', async () => {
    for (const name of AROUND)
      for (const [tag, keys] of attributesOf(xmlNodes(await rendered('junit', name))))
        expect(
          keys.filter((key) => !JENKINS[tag]?.includes(key)),
          tag,
        ).toEqual([]);
  });
});

/** By tag (Jenkins xUnit plugin, junit-10.xsd). */
const JENKINS: Readonly<Record<string, readonly string[]>> = {
  testsuites: ['name', 'time', 'tests', 'failures', 'errors'],
  testsuite: ['name', 'tests', 'failures', 'errors', 'skipped', 'time', 'package', 'file', 'id'],
  testcase: ['name', 'time', 'classname', 'group'],
  failure: ['type', 'message'],
  error: ['type', 'message'],
  skipped: ['type', 'message'],
};

function attributesOf([tag, attributes, , below]: Node): (readonly [string, readonly string[]])[] {
  return [[tag, Object.keys(attributes)], ...below.flatMap(attributesOf)];
}
