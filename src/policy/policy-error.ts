/** Errors of policies as a user sees them: one line, and where. */

import { filePlace } from '../config/source-name.ts';
import { DriftlockError } from '../errors.ts';
import { RegoError } from '../toolchain/rego.ts';

export interface SourcePlace {
  readonly file: string;
  readonly row: number;
  readonly col?: number;
}

/** `folder/file:line:column`. */
function placeText(folder: string, { file, row, col }: SourcePlace): string {
  return `${filePlace(folder, file)}:${row}${col === undefined ? '' : `:${col}`}`;
}

export function policyInvalid(
  folder: string,
  place: SourcePlace,
  message: string,
  hint?: string,
): DriftlockError {
  const where = placeText(folder, place);
  return new DriftlockError('policy-invalid', message, { where, ...(hint === undefined ? {} : { hint }) });
}

/** Runs an operation of the Rego half; what it says of the sources becomes `policy-invalid`. */
export function withPlaces<T>(folder: string, operation: () => T): T {
  try {
    return operation();
  } catch (cause) {
    if (!(cause instanceof RegoError)) throw cause;
    throw policyError(folder, cause);
  }
}

/** The first problem, with its place and the others as a hint; files lie in `folder`. */
export function policyError(folder: string, cause: RegoError): DriftlockError {
  const [first, ...others] = cause.problems;
  const more = others.map(({ file, row, col, message }) =>
    file === undefined ? message : `${placeText(folder, { file, row: row ?? 1, col: col ?? 1 })}: ${message}`,
  );
  // What reads YAML tells of it in several lines.
  const message = (first?.message ?? 'the policies do not compile').replace(/\s*\n\s*/g, ' ');
  const where =
    first?.file === undefined
      ? undefined
      : placeText(folder, { file: first.file, row: first.row ?? 1, col: first.col ?? 1 });
  const hint =
    more.length === 0
      ? tellsMore(folder)
      : `and ${more.slice(0, 5).join('; ')}${more.length > 5 ? '; …' : ''}`;
  return new DriftlockError('policy-invalid', message, {
    cause,
    ...(where === undefined ? {} : { where }),
    ...(hint === undefined ? {} : { hint }),
  });
}

/** Nothing where the files are named one by one, or come from standard input. */
function tellsMore(folder: string): string | undefined {
  if (folder === '') return undefined;
  return `driftlock policy check ${folder} tells of everything that is wrong`;
}
