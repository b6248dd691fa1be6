/** The report as JSON: exactly the Report document (reports/report-1.schema.json). */
import type { Report } from '../finding/report.ts';

/** Left raw by JSON.stringify, obeyed or hidden by terminals and editors: C1 controls, format characters, tags. */
const UNSEEN = /[\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u007f-\u009f]/gu;

function escaped(characters: string): string {
  return characters
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/** A JSON document with a newline at its end, in which characters that are not seen are escaped. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(UNSEEN, escaped)}\n`;
}

/** Findings keep the report's order. */
export function json(report: Report): string {
  return jsonText(report);
}
