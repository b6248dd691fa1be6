/** An explanation for people in a terminal: the verdict, each condition with its answer, what was read and assumed. */
import type { DenyTrace, Explanation, ExplanationDocument, ReadPlace } from '../../finding/explanation.ts';
import type { Finding, Verdict } from '../../finding/finding.ts';
import type { Path } from '../../resource/resource.ts';
import { conditionText, decisionText } from '../finding-texts.ts';
import type { PolicyHelp } from '../reporter.ts';
import { assumptionTexts } from '../table/assumption-texts.ts';
import { fixLines, headLines } from '../table/finding-lines.ts';
import { resourceHeading, sourceWords } from '../table/heading-lines.ts';
import { LABEL_COLUMNS, labelled, labelledList, type Page, safe } from '../table/layout.ts';
import { linkPlace, placeText, recordText } from '../table/link-place.ts';
import { paintOf } from '../table/paint.ts';
import { pathText } from '../table/path-text.ts';
import { settlingTexts, unknownTexts } from '../table/unknown-texts.ts';
import { reasonWords, VERDICT_WORDS } from '../table/words.ts';
import { acceptedLines } from './accepted-lines.ts';
import type { ExplainRenderOptions } from './index.ts';
import { snippetLines } from './snippet-lines.ts';
import { sourceLines } from './source-lines.ts';
import { traceLines } from './trace-lines.ts';
import { waiverLines } from './waiver-lines.ts';

const MOST_READS = 20;
const MOST_BODIES = 12;
const LONGEST_LIST = 900;

/** All text that comes from the document is made visible; lines fill `options.width` columns (links may be longer). */
export function explainTable(document: ExplanationDocument, options: ExplainRenderOptions): string {
  const { colour, width, policies } = options;
  const page: Page = {
    paint: paintOf(colour),
    options: { colour, width, policies, show: new Set() },
    source: sourceWords(document.input),
  };
  const { finding } = document;
  const lines = [
    ...resourceHeading(page, { resource: finding.resource, places: [] }),
    ...verdictLines(page, document),
    ...sourceLines(page, document.source),
    ...appliesLines(page, document),
    ...denyLines(page, document),
    ...labelledList(page, 'read', document.reads.map(readText), undefined, MOST_READS),
    ...unknownLines(page, finding),
    ...assumesLines(page, document),
    ...nextLines(page, document),
  ];
  return `${lines.join('\n')}\n`;
}

/** The head as in the table of scan, then what is said of it. */
function verdictLines(page: Page, document: ExplanationDocument): string[] {
  const { finding, policy } = document;
  const { policies } = page.options;
  const help = Object.hasOwn(policies, policy.id) ? policies[policy.id] : undefined;
  const messages = finding.messages.filter((one) => one !== policy.title).map((one) => safe(one));
  const verdict = page.paint.verdict[finding.verdict];
  const { meaning } = VERDICT_WORDS[finding.verdict];
  return [
    ...headLines(page, finding, help),
    ...labelled(page, 'verdict', `${finding.verdict}${meaning === '' ? '' : `: ${meaning}`}`, verdict),
    ...labelledList(page, finding.verdict === 'error' ? 'error' : 'because', messages),
    ...acceptedLines(page, document),
    ...(finding.enforcement === 'warn' ? labelled(page, 'note', 'a warning: never makes exit code 1') : []),
  ];
}

function appliesLines(page: Page, { applies, finding }: Explanation): string[] {
  if (applies === undefined) return [];
  const isPlain = applies.kind === 'all' && applies.below === undefined;
  if (isPlain) return labelled(page, 'applies', safe(`to every ${finding.resource.type}`));
  return section(page, 'applies', traceLines(page, applies));
}

/** Lines with a label before the first of them. */
function section(page: Page, label: string, lines: readonly string[]): string[] {
  const head = page.paint.quiet(`    ${label.padEnd(LABEL_COLUMNS - 4)}`);
  return lines.map((line, index) => (index === 0 ? head : ' '.repeat(LABEL_COLUMNS)) + line);
}

/** Before anybody accepted it. */
function verdictOfPolicy({ verdict }: Finding): Verdict {
  return verdict === 'waived' ? 'fail' : verdict;
}

/** Those that decide at full length; of the others only that they do not. */
function denyLines(page: Page, { denies, policy, finding }: Explanation): string[] {
  const verdict = verdictOfPolicy(finding);
  const isTelling = ({ answer }: DenyTrace): boolean =>
    verdict === 'fail' ? answer === 'yes' : verdict === 'unknown' ? answer !== 'no' : true;
  const shown = denies.slice(0, MOST_BODIES);
  const lines = shown.flatMap((deny) => [
    ...denyHead(page, deny, policy),
    ...(isTelling(deny) ? section(page, '', traceLines(page, deny.trace)) : []),
  ]);
  const more = denies.length - shown.length;
  return more === 0 ? lines : [...lines, ...labelled(page, '', `and ${more} more`)];
}

const DENIES = {
  yes: { words: 'denies', verdict: 'fail' },
  no: { words: 'does not deny', verdict: 'pass' },
  unknown: { words: 'may deny', verdict: 'unknown' },
  untold: { words: 'may deny', verdict: 'unknown' },
} as const satisfies Record<DenyTrace['answer'], { words: string; verdict: Verdict }>;

function denyHead(page: Page, { answer, message, line }: DenyTrace, policy: Explanation['policy']): string[] {
  const { words, verdict } = DENIES[answer];
  const place = line === undefined ? policy.file : `${policy.file}:${line}`;
  const said = safe(message === undefined ? place : `${message} (${place})`);
  const [first = '', ...rest] = labelled(page, 'deny', `${words}: ${said}`);
  return [first.replace(words, () => page.paint.verdict[verdict](words)), ...rest];
}

function readText(read: ReadPlace): string {
  const { path, address, reason, expression, api, assumed, present } = read;
  if (present === true) return safe(presentText(path, address), 600);
  if (reason === undefined) return decisionText(read);
  const from = expression === undefined ? '' : ` (from ${expression})`;
  const call = api === undefined ? '' : ` (${api})`;
  const why =
    assumed === true ? (reason === 'unset' ? 'not set here' : 'known only after apply') : reasonWords(reason);
  const taken =
    assumed !== true ? '' : reason === 'unset' ? '; its default is assumed' : '; assumed to be set';
  return safe(`${placeText(path, address)}${from}: ${why}${call}${taken}`, 600);
}

/** A linked record of which only that is asked whether it is there. */
function presentText(path: Path, address: string | undefined): string {
  const { owner, type } = linkPlace(path);
  return `${recordText(owner, type, address)} is there (${pathText(path)})`;
}

function unknownLines(page: Page, { unknown = [] }: Finding): string[] {
  const texts = unknownTexts(unknown).map((text) => safe(text, LONGEST_LIST));
  return [
    ...labelledList(page, 'unknown', texts),
    ...labelledList(page, 'fails if', [...new Set(unknown.flatMap(conditionText))]),
  ];
}

function assumesLines(page: Page, { finding, without }: Explanation): string[] {
  const texts = assumptionTexts(finding.assumes ?? [], page.source).map((text) => safe(text, LONGEST_LIST));
  const other = `these the verdict is ${without} ${without === verdictOfPolicy(finding) ? 'as well ' : ''}(--no-assumptions)`;
  return [
    ...labelledList(page, 'assumes', texts, page.paint.quiet),
    ...(without === undefined ? [] : labelled(page, 'without', other, page.paint.quiet)),
  ];
}

/** What to do next: what settles an unknown, how to mend a failure. */
function nextLines(page: Page, { finding, policy }: Explanation): string[] {
  const { policies } = page.options;
  const help = Object.hasOwn(policies, policy.id) ? policies[policy.id] : undefined;
  return [
    ...labelledList(page, 'to know', settlingTexts(finding.unknown ?? []), page.paint.quiet),
    ...fixLines(page, finding, help),
    ...labelledList(page, 'serves', servesText(help)),
    ...snippetLines(page, finding, help),
    ...waiverLines(page, finding),
  ];
}

/** Controls of frameworks that the policy serves. */
function servesText(help: PolicyHelp | undefined): string[] {
  const controls = help?.controls ?? [];
  return controls.length === 0 ? [] : [safe(controls.join(', '), LONGEST_LIST)];
}
