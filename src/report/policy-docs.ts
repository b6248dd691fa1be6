/** Policies as Markdown: a page for each and one that lists them, by what their annotations say and nothing else. */
import type { Policy } from '../finding/policy.ts';
import { markdownBlock, markdownCode, markdownLink, markdownProse, markdownText } from './markdown.ts';
import { paramTypesText } from './param-types-text.ts';
import { ratingText } from './rating-text.ts';
import { readTexts } from './read-texts.ts';
import { counted } from './table/words.ts';

/** How a page begins that nobody wrote by hand: those are replaced and taken away, and no others. */
export const MARK = '<!-- Written by `driftlock policy docs` from the policies; changes are lost. -->';

/** The page that lists the others. */
const INDEX = 'README.md';

/** Texts of the pages by file name, in order; the same for the same policies. */
export function policyDocs(policies: readonly Policy[]): ReadonlyMap<string, string> {
  const sorted = [...policies].sort((one, other) => (one.id < other.id ? -1 : 1));
  return new Map([
    [INDEX, index(sorted)],
    ...sorted.map((policy) => [pageName(policy), page(policy)] as const),
  ]);
}

function pageName({ id }: Policy): string {
  return `${id}.md`;
}

function text(lines: readonly string[]): string {
  return `${[MARK, '', ...lines].join('\n')}\n`;
}

/** The id without its last part: what lies in one folder stands in one table. */
function placeOf({ id }: Policy): string {
  return id.split('.').slice(0, -1).join('.') || id;
}

function index(policies: readonly Policy[]): string {
  const places = [...new Set(policies.map(placeOf))];
  const tables = places.flatMap((place) => [
    '',
    `## ${markdownText(place)}`,
    '',
    '| policy | severity | what it asks for |',
    '| ------ | -------- | ---------------- |',
    ...policies.filter((policy) => placeOf(policy) === place).map(row),
  ]);
  return text(['# Policies', '', `${counted(policies.length, 'policy', 'policies')}.`, ...tables]);
}

function row(policy: Policy): string {
  const severity = policy.enforcement === 'warn' ? `${policy.severity}, a warning` : policy.severity;
  return `| [${markdownCode(policy.id)}](${pageName(policy)}) | ${severity} | ${markdownText(policy.title)} |`;
}

function codes(texts: readonly string[]): string {
  return texts.map(markdownCode).join(', ');
}

function facts(policy: Policy): string[] {
  const warning = policy.enforcement === 'warn' ? ', a warning: never makes exit code 1' : '';
  const all: readonly (readonly [string, string])[] = [
    ['id', markdownCode(policy.id)],
    ['severity', `${policy.severity}${ratingText(policy)}${warning}`],
    ['judges', codes(policy.resources)],
    ['having', codes(policy.having)],
    ['when', policy.onChange ? 'the plan changes or deletes the resource' : ''],
    ['needs', codes(policy.needs)],
    ['reads', codes(readTexts(policy))],
    ['known as', codes(policy.aliases)],
    ['serves', codes(policy.controls ?? [])],
    ['profiles', codes(policy.profiles ?? [])],
    ['source', markdownCode(policy.file)],
  ];
  return all.filter(([, value]) => value !== '').map(([name, value]) => `| ${name} | ${value} |`);
}

/** As METADATA declares them; all parameters of a policy that says so. */
function parameters({ params = {} }: Policy): string[] {
  const rows = Object.entries(params).map(([name, param]) => {
    const value =
      param.required === true
        ? 'required'
        : markdownCode(param.default === undefined ? '' : JSON.stringify(param.default));
    const about = markdownText((param.description ?? '').replace(/\s+/g, ' '));
    return `| ${markdownCode(name)} | ${paramTypesText(param)} | ${value} | ${about} |`;
  });
  return rows.length === 0
    ? []
    : ['| name | type | default | meaning |', '| ---- | ---- | ------- | ------- |', ...rows];
}

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `## ${heading}`, '', ...lines];
}

function page(policy: Policy): string {
  const { title, description, remediation = '', relatedResources } = policy;
  const prose = markdownProse(description);
  // One word is the name of a fix that a program knows.
  const told = remediation.includes(' ') ? [markdownProse(remediation)] : [];
  const fix =
    policy.fix === undefined
      ? told
      : [...told, ...(told.length > 0 ? [''] : []), ...markdownBlock(policy.fix, 'hcl')];
  return text([
    `# ${markdownText(title)}`,
    ...(prose === '' ? [] : ['', prose]),
    '',
    '| | |',
    '| --- | --- |',
    ...facts(policy),
    ...section('Parameters', parameters(policy)),
    ...section('Fix', fix),
    ...section(
      'Read more',
      relatedResources.map((target) => `- ${markdownLink(target)}`),
    ),
  ]);
}
