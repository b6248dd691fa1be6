/** What compiles and is seldom meant: absence taken for false, negated calls, built-ins that fail, reading everything. */
import type { FallibleCall } from '../../toolchain/rego-types.ts';
import { findPlace, kindsAt } from '../input/find-place.ts';
import { readWords } from '../input/lack-words.ts';
import { type CheckProblem, problemAt } from './check-problem.ts';
import { byPlace, type JudgedTrace } from './judged-trace.ts';

/** Files of policies/lib whose functions are undefined where the built-in would fail. */
const REPLACEMENTS: Readonly<Record<string, string>> = {
  'net.cidr_contains': 'cidr.is_within',
  'net.cidr_intersects': 'cidr.is_apart',
  'net.cidr_overlap': 'cidr.is_within',
  to_number: 'number.of',
  'json.unmarshal': 'text.from_json',
  'base64.decode': 'text.from_base64',
  div: 'number.ratio',
  rem: 'number.is_multiple',
};

const SIGNS: Readonly<Record<string, string>> = { div: '/', rem: '%', 'internal.member_2': 'in' };

export function cautionProblems(policy: JudgedTrace, fallible: readonly FallibleCall[]): CheckProblem[] {
  return [
    ...falseComparisons(policy),
    ...negatedCalls(policy),
    ...fallibleCalls(fallible),
    ...wideReads(policy),
  ];
}

function falseComparisons({ trace, inputs }: JudgedTrace): CheckProblem[] {
  return trace.compares.flatMap((compare) => {
    const sides = [compare.left, compare.right];
    const constant = sides.find(({ text }) => text?.length === 1)?.text?.[0];
    const [path] = sides.flatMap(({ paths }) => paths);
    const asks =
      (compare.name === 'equal' && constant === 'false') || (compare.name === 'neq' && constant === 'true');
    if (!asks || compare.negated || path === undefined) return [];
    const found = findPlace(inputs, path);
    if (found.lack !== undefined || found.always || kindsAt(found.nodes)?.has('boolean') !== true) return [];
    const message = `where \`${readWords(path)}\` is missing, this does not hold: absent is not false; write \`not\` before it instead, or ignore this where absent means true`;
    return [problemAt('false-comparison', compare, message)];
  });
}

function negatedCalls({ trace, inputs }: JudgedTrace): CheckProblem[] {
  return trace.negated.flatMap((negated) => {
    const path = negated.paths.find((one) => {
      const found = findPlace(inputs, one);
      return found.lack === undefined && !found.always;
    });
    if (path === undefined) return [];
    const name = SIGNS[negated.name] ?? negated.name;
    const message = `where \`${readWords(path)}\` is missing, \`not … ${name} …\` is undefined and not true; move the call into a rule of its own, and write \`not\` before that rule`;
    return [problemAt('negated-call', negated, message)];
  });
}

function fallibleCalls(calls: readonly FallibleCall[]): CheckProblem[] {
  return calls.flatMap(({ name, reason, file, row = 1, col = 1 }) => {
    if (reason === undefined || file === undefined) return [];
    const other = REPLACEMENTS[name];
    const advice =
      other === undefined
        ? 'hold what it is given against what it takes first'
        : `\`${other}\` of driftlock's policies/lib is undefined instead`;
    const message = `${SIGNS[name] ?? name} fails on ${reason}: a pass then waits for OPA, and its failure is the verdict \`error\`; ${advice}`;
    return [problemAt('fallible-call', { file, row, col }, message)];
  });
}

function wideReads({ trace, inputs }: JudgedTrace): CheckProblem[] {
  const walks = trace.calls.filter(({ name, operand }) => name === 'walk' && operand.paths.length > 0);
  const wide = trace.wholes.filter(
    ({ path, file, row }) =>
      (path.length === 0 || ['values', 'refs', 'referrers'].includes(String(path[0]))) &&
      !walks.some((walk) => walk.file === file && walk.row === row),
  );
  const all = trace.steps.filter(({ paths }) =>
    paths.some((path) => path.length === 2 && path[0] === 'values' && path[1] === null),
  );
  const consequence = 'any unknown place in it makes the verdict `unknown`; name what you look for';
  return [
    ...walks.map((walk) =>
      problemAt(
        'reads-everything',
        walk,
        `walk reads all of \`${readWords(walk.operand.paths[0] ?? [])}\`: ${consequence}`,
      ),
    ),
    ...wide.map((one) =>
      problemAt('reads-everything', one, `this reads all of \`${readWords(one.path)}\`: ${consequence}`),
    ),
    ...byPlace(all).flatMap(([first]) =>
      first === undefined || inputs.every((input) => input.kind === 'any')
        ? []
        : [problemAt('reads-everything', first, `this goes through all of \`input.values\`: ${consequence}`)],
    ),
  ];
}
