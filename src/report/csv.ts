/** The report as CSV (RFC 4180) for spreadsheets: a row for each finding, and no cell that a spreadsheet computes. */
import type { Finding } from '../finding/finding.ts';
import type { Report } from '../finding/report.ts';
import { type FindingTexts, findingTexts, helpOf } from './finding-texts.ts';
import { fileOf, inputOf } from './input-file.ts';
import type { RenderOptions } from './reporter.ts';
import { sourceWords } from './table/heading-lines.ts';
import { safe } from './table/layout.ts';
import { waiverPlace } from './waiver-texts.ts';

/** Characters of a cell: a spreadsheet takes 32,767. */
const LONGEST_CELL = 30_000;
/** Of a name: several stand in one cell. */
const LONGEST_NAME = 10_000;

/** What a spreadsheet computes when a cell begins with it, in half and full width (OWASP, CSV injection). */
const FORMULA = /^(?=\s*[=+\-@＝＋－＠])/;
/** Where a semicolon parts cells, as it does in half of Europe, the text behind one is a cell of its own. */
const FORMULA_BEHIND = /;(?=["\s]*[=+\-@＝＋－＠])/g;
const BARE = /^[\w.:/-]*$/;

interface Row {
  readonly finding: Finding;
  readonly texts: FindingTexts;
  readonly file: string;
  readonly input: string;
}

/** Columns are only ever added, behind the last. */
const COLUMNS: Readonly<Record<string, (row: Row) => string>> = {
  severity: ({ finding }) => finding.severity,
  verdict: ({ finding }) => finding.verdict,
  policy: ({ texts }) => texts.policy,
  title: ({ texts }) => texts.title,
  resource: ({ texts }) => texts.subject,
  type: ({ finding }) => finding.resource.type,
  account: ({ finding }) => finding.resource.scope.account ?? '',
  region: ({ finding }) => finding.resource.scope.region ?? '',
  id: ({ finding }) => finding.resource.id ?? '',
  file: ({ file }) => file,
  messages: ({ texts }) => texts.messages.join('; '),
  decided_by: ({ texts }) => texts.decisions.join('; '),
  unknown: ({ texts }) => texts.unknown.join('; '),
  fails_if: ({ texts }) => texts.failsIf.join('; '),
  assumes: ({ texts }) => texts.assumes.join('; '),
  fix: ({ texts }) => texts.fix ?? '',
  link: ({ texts }) => texts.links[0] ?? '',
  enforcement: ({ finding }) => finding.enforcement ?? 'block',
  fingerprint: ({ finding }) => finding.fingerprints[0] ?? '',
  line: ({ finding }) => String(finding.location?.startLine ?? ''),
  input: ({ input }) => input,
  waiver: ({ finding }) => finding.waiver?.id ?? '',
  waived_until: ({ finding }) => finding.waiver?.expires ?? '',
  waiver_reason: ({ finding }) => finding.waiver?.reason ?? '',
  waiver_owner: ({ finding }) => finding.waiver?.owner ?? '',
  waiver_place: ({ finding }) => (finding.waiver === undefined ? '' : waiverPlace(finding.waiver)),
  status: ({ finding }) => finding.status ?? '',
  plan: ({ finding }) => finding.plan ?? '',
};

/** An apostrophe before what would be computed is what spreadsheets take as "this is text". */
function cell(text: string): string {
  const shown = safe(text, LONGEST_CELL).replace(FORMULA, "'").replace(FORMULA_BEHIND, ";'");
  return BARE.test(shown) ? shown : `"${shown.replaceAll('"', '""')}"`;
}

function line(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`;
}

/** Findings keep the report's order; lines end with CR LF, the first holds the names of the columns. */
export function csv(report: Report, options: RenderOptions): string {
  const source = sourceWords(report.input);
  const columns = Object.entries(COLUMNS);
  const rows = report.findings.map((finding) => {
    const texts = findingTexts(finding, helpOf(options.policies, finding.policy), source, LONGEST_NAME);
    const row = { finding, texts, file: fileOf(finding, report), input: inputOf(finding, report) };
    return line(columns.map(([, of]) => cell(of(row))));
  });
  return line(columns.map(([name]) => name)) + rows.join('');
}
