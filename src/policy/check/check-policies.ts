/** Everything that can be said of a folder of policies without running them. */
import { DriftlockError } from '../../errors.ts';
import { loadRego, type Rego, RegoError } from '../../toolchain/rego.ts';
import type { PolicyTrace } from '../../toolchain/rego-trace.ts';
import type { FallibleCall, ModuleInfo, RegoProblem } from '../../toolchain/rego-types.ts';
import { resourceNode } from '../input/resource-node.ts';
import { withLibrary } from '../library.ts';
import { isTest, type PolicySources } from '../policy-sources.ts';
import { cautionProblems } from './caution-problems.ts';
import { type CheckProblem, problemOfRego } from './check-problem.ts';
import { fixtureProblems } from './fixture-problems.ts';
import { withoutIgnored } from './ignored-checks.ts';
import { importCycles } from './import-cycles.ts';
import type { JudgedTrace } from './judged-trace.ts';
import { type KnownPolicies, type NamedPolicy, namedPolicies } from './named-policies.ts';
import { parameterProblems } from './parameter-problems.ts';
import { placeProblems } from './place-problems.ts';
import { relatedProblems } from './related-problems.ts';
import { typeProblems } from './type-problems.ts';

/** How files of the bundled library are called (policy/library.ts). */
const LIBRARY = 'driftlock:';

export interface PolicyCheck {
  /** By file, line, column. */
  readonly problems: readonly CheckProblem[];
  readonly policies: number;
  readonly files: number;
}

/** Never throws for what is wrong with the sources; DriftlockError `toolchain` where the compiler cannot be loaded. */
export async function checkPolicies(sources: PolicySources, known: KnownPolicies): Promise<PolicyCheck> {
  const rego = await loadRego();
  const files = Object.keys(sources.modules);
  const parsed = attempt(() => rego.inspect({ modules: sources.modules }), files);
  if (parsed.result === undefined)
    return { problems: ordered(parsed.problems, sources), policies: 0, files: files.length };
  const { policies, problems, clash } = namedPolicies(sources, parsed.result, known);
  const found = [
    ...problems,
    ...importCycles(parsed.result),
    ...(clash ? [] : compiled(rego, await withLibrary(sources.modules), policies, parsed.result)),
  ];
  return { problems: ordered(found, sources), policies: policies.length, files: files.length };
}

type Attempt<T> =
  | { readonly result: T; readonly problems: readonly [] }
  | { readonly result?: undefined; readonly problems: readonly CheckProblem[] };

function attempt<T>(operation: () => T, [first = '']: readonly string[]): Attempt<T> {
  try {
    return { result: operation(), problems: [] };
  } catch (cause) {
    if (!(cause instanceof RegoError)) throw cause;
    return { problems: cause.problems.map((problem: RegoProblem) => problemOfRego(problem, first)) };
  }
}

/** Strictly, and policies with the built-ins of compiled policies alone; what then is said of their input. */
function compiled(
  rego: Rego,
  modules: Readonly<Record<string, string>>,
  policies: readonly NamedPolicy[],
  infos: Readonly<Record<string, ModuleInfo>>,
): readonly CheckProblem[] {
  const files = Object.keys(modules);
  const judging = Object.fromEntries(Object.entries(modules).filter(([file]) => !isTest(file)));
  const strict = attempt(() => rego.check({ modules: judging, strict: true, wasm: true }), files);
  const whole = attempt(() => rego.check({ modules, strict: true }), files);
  const wrong = [...strict.problems, ...whole.problems];
  if (wrong.length > 0) return wrong;
  const packages = Object.fromEntries(policies.map(({ id, module }) => [id, module.info.package]));
  const tests = files.filter(isTest);
  const traced = attempt(() => rego.trace({ modules, policies: packages, tests }), files);
  if (traced.result === undefined) return traced.problems;
  const { policies: traces, given } = traced.result;
  const fallible = attempt(() => rego.fallible({ modules: judging, policies: packages }), files);
  const judged = policies.map((policy) => judgedTrace(policy, traces[policy.id]));
  return [
    ...fallible.problems,
    ...judged.flatMap((policy) =>
      ofPolicy(policy, infos, unguarded(fallible.result?.[policy.id] ?? [], infos), modules),
    ),
    ...given.flatMap((one) => fixtureProblems(one, judged)),
  ];
}

/** Libraries are there to call what may fail, and hold what they are given against what it takes. */
function unguarded(
  calls: readonly FallibleCall[],
  infos: Readonly<Record<string, ModuleInfo>>,
): readonly FallibleCall[] {
  return calls.filter(({ file = '' }) => {
    const [root, library] = infos[file]?.package ?? ['policies', 'lib'];
    return root !== 'policies' || library !== 'lib';
  });
}

function judgedTrace(
  { id, module, metadata, types }: NamedPolicy,
  trace: PolicyTrace | undefined,
): JudgedTrace {
  if (trace === undefined) throw new DriftlockError('internal', `no trace of policy ${id}`);
  const inputs = types.map((type) => resourceNode(type, metadata.mode));
  return { id, file: module.file, metadata, types, trace, inputs };
}

function ofPolicy(
  policy: JudgedTrace,
  infos: Readonly<Record<string, ModuleInfo>>,
  fallible: readonly FallibleCall[],
  modules: Readonly<Record<string, string>>,
): readonly CheckProblem[] {
  const lines = (modules[policy.file] ?? '').split('\n');
  const rowOf = (field: string): number => {
    const index = lines.findIndex((line) =>
      line.replace(/["']/g, '').replace(/^#\s*/, '').startsWith(`${field}:`),
    );
    return index === -1 ? (infos[policy.file]?.row ?? 1) : index + 1;
  };
  const problems = [
    ...placeProblems(policy),
    ...typeProblems(policy),
    ...cautionProblems(policy, fallible),
    ...parameterProblems(policy, rowOf),
    ...relatedProblems(policy, rowOf('related')),
  ];
  return problems.map((problem) => told(problem, infos[policy.file], policy.file));
}

/** What goes wrong in the bundled library does so with what the policy gives it; nobody has that file at hand. */
function told(problem: CheckProblem, info: ModuleInfo | undefined, file: string): CheckProblem {
  if (!problem.file.startsWith(LIBRARY)) return problem;
  const inside = problem.file.slice(LIBRARY.length);
  const message = `${problem.message} (in the bundled policies/${inside}:${problem.line})`;
  return { ...problem, file, line: info?.row ?? 1, column: info?.col ?? 1, message };
}

/** In order of place, each once: what several policies meet in a library is the library's. */
function ordered(problems: readonly CheckProblem[], { modules }: PolicySources): CheckProblem[] {
  const kept = new Map<string, CheckProblem>();
  for (const one of withoutIgnored(problems, modules)) {
    const key = `${one.file}:${one.line}:${one.column} ${one.check} ${one.message}`;
    if (!kept.has(key)) kept.set(key, one);
  }
  const told = [...kept.values()];
  // The parser says the same twice, once with what it expected.
  const whole = told.filter((one) => !told.some((other) => other !== one && saysMore(other, one)));
  return whole.sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
}

function saysMore(other: CheckProblem, one: CheckProblem): boolean {
  const isThere = other.file === one.file && other.line === one.line && other.column === one.column;
  return isThere && one.check === 'syntax' && other.message.startsWith(`${one.message}: `);
}
