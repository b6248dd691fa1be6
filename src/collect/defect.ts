/** A defect of our own mapping as a gap in the evidence, worded so that it gets reported and no answer is quoted. */
import { VERSION } from '../config/version.ts';
import { DriftlockError } from '../errors.ts';
import { visibleText } from '../visible-text.ts';
import type { Failure } from './collector.ts';

const LONGEST = 200;
/** What engines say about our own code; other messages of theirs quote the value that was wrong, which may be a secret. */
const ABOUT_CODE =
  /^(Cannot read properties of (undefined|null)( \(reading '[\w$]+'\))?|(?:[A-Za-z_$][\w$.]*|\(intermediate value\)\S*) is not (a function|iterable|defined)|Maximum call stack size exceeded)$/;

/**
 * The gap that `error`, thrown while the answers of a cloud were mapped, leaves: it names the collector and where in
 * the program, in one line. What a user can mend (a full disk) is no defect, and thrown again.
 */
export function defectOf(collector: string, error: unknown): Omit<Failure, 'api'> {
  if (error instanceof DriftlockError) throw error;
  const message = `a defect of driftlock ${VERSION} in its collector ${collector}, please report it: ${whatOf(error)}`;
  return { reason: 'failed', message };
}

function whatOf(error: unknown): string {
  if (!(error instanceof Error)) return 'something was thrown that is no error';
  const { name, message } = error;
  // Errors of our own quote names and types, and no values.
  const isTellable = name === 'Error' || ABOUT_CODE.test(message);
  const said = visibleText(message);
  const told = isTellable ? `: ${said.length > LONGEST ? `${said.slice(0, LONGEST)}…` : said}` : '';
  return `${visibleText(name)}${told}${placeOf(error)}`;
}

/** The function and line that threw, without the folder that the program lies in. */
function placeOf({ stack = '' }: Error): string {
  const [, name, file] =
    /\n {4}at (?:(?:async )?([\w$.<>]+) )?\(?[^\n]*?([\w.-]+:\d+):\d+\)?/.exec(stack) ?? [];
  if (file === undefined) return '';
  return name === undefined ? ` (${file})` : ` (${name} in ${file})`;
}
