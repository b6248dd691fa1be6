/** One thing that `driftlock policy check` tells of: where, how bad, and under which name it can be ignored. */
import type { DriftlockError } from '../../errors.ts';
import type { Place, RegoProblem } from '../../toolchain/rego-types.ts';

/** Names of what is told; warnings can be ignored by them. */
export const CHECKS = {
  syntax: 'error',
  compile: 'error',
  metadata: 'error',
  'policy-id': 'error',
  'unknown-place': 'error',
  'wrong-type': 'error',
  'wrong-fixture': 'error',
  parameter: 'error',
  related: 'error',
  'missing-in-some': 'warning',
  'import-cycle': 'warning',
  'parameter-default': 'warning',
  'false-comparison': 'warning',
  'negated-call': 'warning',
  'fallible-call': 'warning',
  'reads-everything': 'warning',
} as const;

export type CheckName = keyof typeof CHECKS;

/** `line` and `column` count from 1; `file` is relative to the folder that is checked. */
export interface CheckProblem {
  readonly severity: 'error' | 'warning';
  readonly check: CheckName;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** One line: what is wrong, and what to write instead. */
  readonly message: string;
}

export function problemAt(check: CheckName, { file, row, col }: Place, message: string): CheckProblem {
  return { severity: CHECKS[check], check, file, line: row, column: col, message };
}

/** What the compiler says; problems without a place are about `file` as a whole. */
export function problemOfRego(problem: RegoProblem, file: string): CheckProblem {
  const isSyntax = problem.code === 'rego_parse_error';
  const place = { file: problem.file ?? file, row: problem.row ?? 1, col: problem.col ?? 1 };
  // Of a mistake in syntax they are the source line and a caret below it, which an editor shows anyway.
  const details = problem.code === 'rego_type_error' ? (problem.details ?? []) : [];
  const types = details.map((line) => line.trim()).filter((line) => line !== '');
  const message = types.length === 0 ? problem.message : `${problem.message}: ${types.join(', ')}`;
  return problemAt(isSyntax ? 'syntax' : 'compile', place, message);
}

/** An error of the loader, which tells `folder/file:line:column` in `where`. */
export function problemOfError(check: CheckName, file: string, error: DriftlockError): CheckProblem {
  const [, row = '1', col = '1'] = /:(\d+)(?::(\d+))?$/.exec(error.where ?? '') ?? [];
  const hint = error.hint === undefined ? '' : `; ${error.hint}`;
  return problemAt(check, { file, row: Number(row), col: Number(col) }, `${error.message}${hint}`);
}
