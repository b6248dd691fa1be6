/** Evaluates a configuration, reading the files that its functions ask for. */
import { DriftlockError } from '../../errors.ts';
import { type Hcl, HclError } from '../../toolchain/hcl.ts';
import type { Evaluated, EvaluateRequest, HclProblem } from '../../toolchain/hcl-types.ts';
import { oneLine } from '../malformed-input.ts';
import type { AskedContents } from './asked-contents.ts';

/** A file whose name stands in another file is asked for later; nobody nests them deeper. */
const MOST_ROUNDS = 8;
const MOST_TOLD = 10;

/** `placed` gives a file's name as the user knows it. */
export interface Reading {
  readonly name: string;
  readonly placed: (file: string) => string;
  readonly contents: AskedContents;
}

/** @throws DriftlockError input-unreadable with `where` for a configuration that is broken */
export function evaluateSource(
  hcl: Hcl,
  request: Omit<EvaluateRequest, 'contents' | 'listings'>,
  { name, placed, contents }: Reading,
): Evaluated {
  const read: Record<string, string | null> = {};
  const listed: Record<string, readonly string[] | null> = {};
  for (let round = 1; ; round++) {
    const evaluated = attempt(() => hcl.evaluate({ ...request, contents: read, listings: listed }));
    const { files, folders } = evaluated.needs;
    if (round === MOST_ROUNDS || files.length + folders.length === 0) return evaluated;
    for (const file of files) read[file] = contents.content(file);
    for (const folder of folders) listed[folder] = contents.listing(folder);
  }
  function attempt(action: () => Evaluated): Evaluated {
    try {
      return action();
    } catch (cause) {
      if (cause instanceof HclError) throw brokenSource(name, cause.problems, placed);
      throw cause;
    }
  }
}

/** The first problem is the error; the others stand below it. */
export function brokenSource(
  name: string,
  problems: readonly HclProblem[],
  placed: Reading['placed'],
): DriftlockError {
  const [first, ...others] = problems;
  const told = others
    .slice(0, MOST_TOLD)
    .map((one) => `${whereOf(name, one, placed)}: ${oneLine(one.message)}`);
  const left = others.length - told.length;
  const hint = [...told, ...(left > 0 ? [`and ${left} more`] : [])].join('\n  ');
  return new DriftlockError('input-unreadable', oneLine(first?.message ?? 'cannot be read'), {
    where: first === undefined ? name : whereOf(name, first, placed),
    ...(hint !== '' && { hint }),
  });
}

/** `file:line:column`, or what the problem is about as a whole. */
export function whereOf(name: string, { file, row, col }: HclProblem, placed: Reading['placed']): string {
  return file === undefined ? name : `${placed(file)}:${row}:${col}`;
}
