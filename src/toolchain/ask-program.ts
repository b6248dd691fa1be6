/** One question to a Go program, and its answer: a result, or what is wrong with what was asked about. */
import { DriftlockError } from '../errors.ts';
import { type GoProgram, ProgramFailure } from './go-program.ts';

interface AnyProblem {
  readonly code: string;
  readonly message: string;
  readonly details?: readonly string[];
}

type Answer<Result, Problem> = { readonly result: Result } | { readonly errors: readonly Problem[] };

/**
 * `request` is JSON; `title` is what the program is called in errors.
 * @throws DriftlockError `toolchain` where the program itself failed
 */
export function askProgram<Result, Problem extends AnyProblem>(
  program: GoProgram,
  title: string,
  operation: string,
  request: string,
): Answer<Result, Problem> {
  const text = callProgram(program, title, operation, request);
  const answer = JSON.parse(text) as Answer<Result, Problem>;
  if (!('errors' in answer)) return answer;
  const panic = answer.errors.find(({ code }) => code === 'panic' || code.startsWith('bad_re'));
  if (panic === undefined) return answer;
  throw new DriftlockError('toolchain', `${title} failed in ${operation}: ${panic.message}`, {
    cause: panic.details?.join('\n'),
  });
}

function callProgram(program: GoProgram, title: string, operation: string, request: string): string {
  try {
    return program.call(operation, request);
  } catch (cause) {
    if (!(cause instanceof ProgramFailure)) throw cause;
    throw new DriftlockError('toolchain', `${title} ended in ${operation}: ${cause.message}`, { cause });
  }
}
