/** How the run ended, as SARIF: whether it saw all, and what it did not judge. */
import type { Report } from '../../finding/report.ts';
import { comparisonTexts } from '../comparison-texts.ts';
import { evidence } from '../evidence.ts';
import type { RenderOptions } from '../reporter.ts';
import { safe } from '../table/layout.ts';
import { exitTexts, leftOutTexts } from '../table/summary-lines.ts';
import { waiverTexts } from '../waiver-texts.ts';
import { sarifMessage, sentence } from './sarif-text.ts';

const INCOMPLETE = 'incomplete-evidence';
const LEFT_OUT = 'not-judged';
const WAIVERS = 'waivers-to-review';
const NO_ROOM = 'results-left-out';
const IDS = [INCOMPLETE, LEFT_OUT, WAIVERS, NO_ROOM] as const;

/** What notifications are about: stands in the driver. */
export const NOTIFICATIONS = [
  descriptor(
    INCOMPLETE,
    'IncompleteEvidence',
    'Evidence is incomplete.',
    'What could not be read or evaluated may fail all the same: results that are missing here tell nothing.',
  ),
  descriptor(
    LEFT_OUT,
    'NotJudged',
    'Something was not judged.',
    'No policy is about it, a policy lacks a parameter, or the configuration leaves it out.',
  ),
  descriptor(
    WAIVERS,
    'WaiversToReview',
    'Waivers need a look.',
    'Some have expired, do not hold, or are about nothing that was judged.',
  ),
  descriptor(
    NO_ROOM,
    'ResultsLeftOut',
    'Results were left out.',
    'There is no room for them where this file is taken to, or no word: the JSON report has all of them.',
  ),
];

function descriptor(id: string, name: string, short: string, full: string) {
  return {
    id,
    name,
    shortDescription: { text: short },
    fullDescription: { text: full },
    help: { text: full },
  };
}

/** Indices are those of NOTIFICATIONS. */
function notification(index: 0 | 1 | 2 | 3, level: 'error' | 'warning' | 'note', text: string) {
  return { descriptor: { id: IDS[index], index }, level, message: { text: sarifMessage(safe(text, 2_000)) } };
}

/** Results that are not in the file, in sentences. */
export interface LeftOut {
  readonly cut: readonly string[];
  readonly none: readonly string[];
}

/** Not successful where evidence is incomplete and nobody accepted that: what is not in the results may be there all the same. */
export function sarifInvocation(report: Report, options: RenderOptions, { cut, none }: LeftOut) {
  const state = evidence(report, options);
  const level = state === 'accepted' ? 'warning' : 'error';
  const { exit } = options;
  return {
    executionSuccessful: state !== 'incomplete',
    ...(exit === undefined
      ? {}
      : {
          exitCode: exit.code,
          exitCodeDescription: [...comparisonTexts(report).map(sentence), ...exitTexts(options, report)].join(
            ' ',
          ),
        }),
    toolExecutionNotifications: [
      ...report.summary.incomplete.map((line) => notification(0, level, line)),
      ...cut.map((line) => notification(3, 'warning', line)),
    ],
    toolConfigurationNotifications: [
      ...leftOutTexts(report, options).map((line) => notification(1, 'note', line)),
      ...waiverTexts(report.summary.waivers).map((line) => notification(2, 'note', line)),
      ...none.map((line) => notification(3, 'note', line)),
    ],
  };
}
