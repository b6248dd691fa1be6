/** Reads that nothing can be at: a misspelt attribute, a list taken for an object, a type that names nobody here. */
import type { ReadPath } from '../../resource/read-path.ts';
import type { TracedStep } from '../../toolchain/rego-trace.ts';
import { findPlace } from '../input/find-place.ts';
import { lackWords, readWords } from '../input/lack-words.ts';
import { type CheckProblem, problemAt } from './check-problem.ts';
import { byPlace, type JudgedTrace } from './judged-trace.ts';

/** One for each place in the source where none of the types can have what is read. */
export function placeProblems(policy: JudgedTrace): CheckProblem[] {
  const distinguishes = policy.trace.steps.some(({ paths }) => paths.some(([first]) => first === 'type'));
  return byPlace(policy.trace.steps).flatMap((steps) => {
    const [first] = steps;
    if (first === undefined || steps.some(({ open }) => open)) return [];
    const message = nowhere(steps, policy);
    if (message !== undefined) return [problemAt('unknown-place', first, message)];
    const some = distinguishes ? undefined : missingInSome(steps, policy);
    return some === undefined ? [] : [problemAt('missing-in-some', first, some)];
  });
}

/** Why none of the paths leads anywhere; undefined where one does, or where an earlier step is what fails. */
function nowhere(steps: readonly TracedStep[], { inputs, file, id }: JudgedTrace): string | undefined {
  let told: string | undefined;
  for (const path of steps.flatMap(({ paths }) => paths)) {
    const { lack } = findPlace(inputs, path);
    if (lack === undefined) return undefined;
    if (lack.step === path.length - 1) told ??= lackWords(path, lack);
  }
  // A function of another file goes wrong with what this policy gives it.
  return told === undefined || steps[0]?.file === file ? told : `${told} (called by ${id})`;
}

/** With a pattern, only what it must have is there in all types; nobody reads a policy's mind about the others. */
function missingInSome(
  steps: readonly TracedStep[],
  { inputs, types, metadata }: JudgedTrace,
): string | undefined {
  if (types.length < 2 || metadata.resources.some((name) => name.includes('*'))) return undefined;
  for (const path of steps.flatMap(({ paths }) => paths)) {
    const missing = types.filter((_, index) => lacksLast(inputs[index], path));
    // That no type has it is what another way to this place, which leads somewhere, makes right.
    if (missing.length === 0 || missing.length === types.length) continue;
    return `\`${readWords(path)}\`: ${missing.slice(0, 3).join(', ')} never ${missing.length === 1 ? 'has' : 'have'} it; hold \`input.type\` against the types that do`;
  }
  return undefined;
}

function lacksLast(input: JudgedTrace['inputs'][number] | undefined, path: ReadPath): boolean {
  if (input === undefined) return false;
  return findPlace([input], path).lack?.step === path.length - 1;
}
