/** How `driftlock scan` writes SARIF: its options, and where it writes none. */
import { Option } from 'commander';
import { oneOf } from '../config/one-of.ts';
import { DriftlockError } from '../errors.ts';
import { SARIF_PROFILES, type SarifOptions } from '../report/reporter.ts';
import type { Output } from './outputs.ts';

export const SARIF_OPTIONS: readonly Option[] = [
  new Option(
    '--sarif-profile <profile>',
    'oasis: all that is reported, in the words of the standard; github: what code scanning takes for alerts (default: oasis)',
  ),
  new Option(
    '--sarif-category <name>',
    'of SARIF: a name that keeps the alerts of several scans of one repository apart',
  ),
];

export interface SarifFlags {
  readonly sarifProfile?: string;
  readonly sarifCategory?: string;
}

/** What GitHub takes before the last slash of `automationDetails.id`. */
const CATEGORY = /^[\w.:-]+(\/[\w.:-]+)*$/;
const LONGEST_CATEGORY = 200;

function category(text: string): string {
  if (CATEGORY.test(text) && text.length <= LONGEST_CATEGORY) return text;
  throw new DriftlockError('usage', `--sarif-category: "${text}" is no category`, {
    hint: `letters, digits and . _ : - with single slashes between, at most ${LONGEST_CATEGORY}: aws/production`,
  });
}

/** Throws DriftlockError (usage) for a profile or category that is none, and where neither counts for anything. */
export function sarifOptions(flags: SarifFlags, outputs: readonly Output[]): SarifOptions {
  const { sarifProfile, sarifCategory } = flags;
  const given = sarifProfile === undefined ? '--sarif-category' : '--sarif-profile';
  const isGiven = sarifProfile !== undefined || sarifCategory !== undefined;
  if (isGiven && outputs.every(({ format }) => format !== 'sarif'))
    throw new DriftlockError('usage', `${given} says how SARIF is written, and none is asked for`, {
      hint: '-f sarif=<file>',
    });
  return {
    profile: oneOf(SARIF_PROFILES)(sarifProfile ?? 'oasis', '--sarif-profile'),
    ...(sarifCategory === undefined ? {} : { category: category(sarifCategory) }),
  };
}

/**
 * The outputs without SARIF for code scanning where evidence is incomplete: what is not in the file would count as mended there, and its
 * alerts would close. `tell` is told of each that is left out.
 */
export function writtenOutputs<F extends string>(
  outputs: readonly Output<F>[],
  { profile }: SarifOptions,
  isIncomplete: boolean,
  tell: (line: string) => void,
): readonly Output<F>[] {
  if (profile !== 'github' || !isIncomplete) return outputs;
  return outputs.filter(({ format, file }) => {
    if (format !== 'sarif') return true;
    const where = file === undefined ? '' : ` to ${file}`;
    tell(
      `no SARIF is written${where}: evidence is incomplete, and code scanning would close the alerts of what was not seen; --allow-incomplete writes it`,
    );
    return false;
  });
}
