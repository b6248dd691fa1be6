/** Which findings each format tells of, read back by parsers that were not written with its reporter. */
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import type { Finding } from '../../../src/finding/finding.ts';
import type { Report } from '../../../src/finding/report.ts';
import type { REPORTERS } from '../../../src/report/index.ts';
import { subjectName } from '../../../src/report/table/subject.ts';
import { visibleText } from '../../../src/visible-text.ts';
import { byPython, csvRows, xmlNodes } from './read-back.ts';

type Told = readonly [subject: string, policy: string, verdict: string];

/** Start tags with their attributes, and texts with the tags around them. */
const HTML = `
import json, sys, html.parser
class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found, self.open = [], []
    def handle_starttag(self, tag, attributes):
        self.found.append(['tag', tag, attributes])
        if tag not in ('br', 'hr', 'img', 'input'): self.open.append(tag)
    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag: pass
        self.found.append(['end', tag, []])
    def handle_data(self, data): self.found.append(['text', data, list(self.open)])
    def handle_comment(self, data): self.found.append(['comment', data, []])
    def handle_decl(self, data): self.found.append(['declaration', data, []])
    def handle_pi(self, data): self.found.append(['instruction', data, []])
reader = Reader()
reader.feed(sys.stdin.buffer.read().decode('utf-8'))
reader.close()
print(json.dumps(reader.found))`;

type Html = readonly [
  kind: 'tag' | 'end' | 'text' | 'comment' | 'declaration' | 'instruction',
  text: string,
  rest: readonly unknown[],
];

/** Markdown of GitHub as HTML, raw HTML left in it. */
export function htmlOf(text: string): Html[] {
  const html = micromark(text, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  return byPython(HTML, html) as Html[];
}

const SAID: readonly (readonly [RegExp, string])[] = [
  [/^ fails for /, 'fail'],
  [/^ is not known for /, 'unknown'],
  [/^ could not be evaluated for /, 'error'],
  [/^ fails, and is waived, for /, 'waived'],
  [/^ passes for /, 'pass'],
  [/^ does not apply to /, 'not-applicable'],
];

/** The policy is the code before what is said of it, the subject the first code of an item below. */
function markdownTold(text: string): Told[] {
  const told: Told[] = [];
  let code = '';
  let about: readonly [policy: string, verdict: string] | undefined;
  let begins = false;
  for (const [kind, content, rest] of htmlOf(text)) {
    if (kind === 'tag' && content === 'code') code = '';
    if (kind === 'tag' && content === 'li') begins = true;
    if (kind === 'end' && content === 'code' && begins) {
      begins = false;
      if (about !== undefined) told.push([code, ...about]);
    }
    if (kind !== 'text') continue;
    if (rest.at(-1) === 'code') code += content;
    else if (rest.at(-1) === 'summary' && (content === 'Not judged' || content === 'Waivers'))
      about = undefined;
    else if (rest.at(-1) === 'p') {
      const verdict = SAID.find(([pattern]) => pattern.test(content))?.[1];
      if (verdict !== undefined) about = [code, verdict];
    }
  }
  return told;
}

const MARKS: Readonly<Record<string, string>> = {
  '✖': 'fail',
  '?': 'unknown',
  '!': 'error',
  '○': 'waived',
  '✔': 'pass',
  '–': 'not-applicable',
};

/** Of one that is wide enough to break no line: headings, then what is below them. */
function tableTold(text: string): Told[] {
  const told: Told[] = [];
  const [body = ''] = text.split(/^─+$/m);
  let headings: string[] = [];
  let wasHeading = false;
  for (const line of body.split('\n').slice(1)) {
    const [, mark = '', policy = ''] = /^ {2}(\S) \S.*? {2}(\S+)$/.exec(line) ?? [];
    const isHeading = /^\S/.test(line);
    if (isHeading) headings = [...(wasHeading ? headings : []), line.split(/ {2,}/)[0] ?? ''];
    if (line !== '') wasHeading = isHeading;
    if (mark !== '') told.push(...headings.map((one): Told => [one, policy, MARKS[mark] ?? mark]));
  }
  return told;
}

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly locations: readonly { readonly logicalLocations: readonly { fullyQualifiedName: string }[] }[];
      readonly properties: { readonly verdict: string };
    }[];
  }[];
}

function sarifTold(text: string): Told[] {
  const { runs } = JSON.parse(text) as Sarif;
  return runs.flatMap(({ tool, results }) =>
    results.map(({ ruleId, ruleIndex, locations: [place], properties }): Told => {
      const index = tool.driver.rules[ruleIndex]?.id === ruleId ? '' : ' (wrong index)';
      return [place?.logicalLocations[0]?.fullyQualifiedName ?? '', ruleId + index, properties.verdict];
    }),
  );
}

/** Of a run that counts what is unknown as unknown. */
function junitTold(text: string): Told[] {
  const [, , , suites] = xmlNodes(text);
  return suites.slice(1).flatMap(([, , , cases]) =>
    cases.map(([, { name = '', classname = '' }, , [inner]]): Told => {
      const [tag, { type = '' }] = inner ?? ['pass', { type: 'pass' }];
      return [name, classname, { failure: 'fail', error: 'error' }[tag] ?? type];
    }),
  );
}

function csvTold(text: string): Told[] {
  const [head = [], ...rows] = csvRows(text);
  const at = (name: string) => head.indexOf(name);
  return rows.map((row): Told => {
    const [subject = '', policy = '', verdict = ''] = ['resource', 'policy', 'verdict'].map(
      (name) => row[at(name)],
    );
    return [subject, policy, verdict];
  });
}

const DESCRIBED = [
  ['unknown', 'cannot know: '],
  ['error', 'could not be evaluated: '],
  ['waived', 'waived: '],
  ['fail', ''],
] as const;

/** It has no field for what an issue is about: the subject is what stands before the verdict's words. */
function gitlabTold(text: string): Told[] {
  const issues = JSON.parse(text) as { description: string; check_name: string }[];
  return issues.map(({ description, check_name }): Told => {
    const [verdict, words] = DESCRIBED.find(([, one]) => description.includes(`: ${one}`)) ?? ['', ''];
    const said = description.indexOf(`: ${words}said `);
    return [description.slice(0, said < 0 ? description.indexOf(`: ${words}`) : said), check_name, verdict];
  });
}

function jsonTold(text: string): Told[] {
  return (JSON.parse(text) as Report).findings.map(({ resource, policy, verdict }: Finding): Told => {
    return [visibleText(subjectName(resource)), policy, verdict];
  });
}

/** A format without one does not compile. */
export const TOLD: Readonly<Record<keyof typeof REPORTERS, (text: string) => Told[]>> = {
  table: tableTold,
  json: jsonTold,
  sarif: sarifTold,
  markdown: markdownTold,
  junit: junitTold,
  csv: csvTold,
  gitlab: gitlabTold,
  'github-summary': markdownTold,
};
