/** What tests give as input, held against what a policy can see: `with input as {…}`. */
import { nearest } from '../../config/nearest.ts';
import { AWS_PROVIDER } from '../../resource/aws-provider.ts';
import { carriedAs } from '../../resource/carriers/index.ts';
import { typeSchema } from '../../resource/type-schema.ts';
import type { GivenEntry, TracedGiven } from '../../toolchain/rego-trace.ts';
import type { Place } from '../../toolchain/rego-types.ts';
import { findPlace, kindsAt } from '../input/find-place.ts';
import type { InputNode } from '../input/input-node.ts';
import { kindWords, lackWords, readWords } from '../input/lack-words.ts';
import { knownTypes, resourceNode } from '../input/resource-node.ts';
import { type CheckProblem, problemAt } from './check-problem.ts';
import type { JudgedTrace } from './judged-trace.ts';

/** A test's policy is that of its package without `_test`; what tests of libraries give is nobody's input. */
export function fixtureProblems(given: TracedGiven, policies: readonly JudgedTrace[]): CheckProblem[] {
  const name = given.package
    .join('.')
    .replace(/^policies\./, '')
    .replace(/_test$/, '');
  const policy = policies.find(({ id }) => id === name);
  if (policy === undefined) return [];
  const types = given.entries.filter(({ path }) => path.length === 1 && path[0] === 'type');
  const named = types.flatMap(({ written = [] }) => written.flatMap((one) => typeWritten(one)));
  const strange = named.flatMap(({ type, place }) => typeProblem(type, place));
  if (strange.length > 0) return strange;
  // A type that is computed is one that the policy judges.
  const { mode } = policy.metadata;
  const inputs = named.length === 0 ? policy.inputs : named.map(({ type }) => resourceNode(type, mode));
  return given.entries.flatMap((entry) => entryProblems(entry, inputs, given));
}

function typeWritten(
  one: Place & { readonly text?: string; readonly kind: string },
): { type: string; place: Place }[] {
  return one.kind === 'string' && one.text !== undefined
    ? [{ type: JSON.parse(one.text) as string, place: one }]
    : [];
}

function typeProblem(type: string, place: Place): CheckProblem[] {
  if (carriedAs(type).length > 0)
    return [
      problemAt('wrong-fixture', place, `resources of ${type} come as ${carriedAs(type).join(' and ')}`),
    ];
  if (typeSchema(AWS_PROVIDER, type) !== undefined || !/^(aws|driftlock)_/.test(type)) return [];
  const alike = nearest(type, knownTypes());
  const offer = alike === undefined ? '' : `; did you mean \`${alike}\`?`;
  return [problemAt('wrong-fixture', place, `no resource type is called \`${type}\`${offer}`)];
}

function entryProblems(
  { path, keys = [], written = [] }: GivenEntry,
  inputs: readonly InputNode[],
  given: Place,
): CheckProblem[] {
  const found = findPlace(inputs, path);
  const [anywhere = given] = [...keys, ...written];
  if (found.lack !== undefined) {
    if (found.lack.step < path.length - 1) return [];
    return (keys.length > 0 ? keys : [anywhere]).map((place) =>
      problemAt('wrong-fixture', place, lackWords(path, found.lack)),
    );
  }
  const kinds = kindsAt(found.nodes);
  return written.flatMap((one) => {
    if (one.kind === 'null' && typeof path.at(-1) === 'string')
      return [problemAt('wrong-fixture', one, `\`${readWords(path)}\` is never null: leave the key out`)];
    if (kinds === undefined || kinds.has(one.kind) || one.kind === 'null') return [];
    const is = `\`${readWords(path)}\` is ${kindWords(kinds)}, not ${kindWords([one.kind])}`;
    return [problemAt('wrong-fixture', one, is)];
  });
}
