/** OPA itself, built to WebAssembly: build, check, inspect, reads, eval, fmt and test, typed. */
import type { PolicyConditions } from '../finding/condition.ts';
import type { ReadPath } from '../resource/read-path.ts';
import { askProgram } from './ask-program.ts';
import type { GoProgram } from './go-program.ts';
import { loadProgram } from './load-program.ts';
import type { TraceRequest, Traces } from './rego-trace.ts';
import type {
  BuildRequest,
  BuildResult,
  CheckRequest,
  EvalRequest,
  EvalResult,
  FallibleCall,
  LineCoverage,
  ModuleInfo,
  PartialRequest,
  PolicyPackages,
  RawInputRequest,
  RawPrepareRequest,
  RawRuleAnswer,
  RawRuleRequest,
  RegoProblem,
  RegoReads,
  Sources,
  StrictAnswer,
  StrictRequest,
  TestFailure,
  TestList,
  TestOutcome,
  TestQuestion,
  TestsRequest,
} from './rego-types.ts';

export interface Rego {
  /** Policies to one WebAssembly module with an entrypoint per group and per policy. */
  build(request: BuildRequest): BuildResult;
  /** Compiles without result; all errors at once. */
  check(request: CheckRequest): void;
  /** Packages, rules and annotations by file. */
  inspect(request: Sources): Readonly<Record<string, ModuleInfo>>;
  /** What each policy may read of its input, by id. */
  reads(request: Sources & PolicyPackages): Readonly<Record<string, RegoReads>>;
  /** Calls that may fail while a policy's verdict is found, by id. */
  fallible(request: Sources & PolicyPackages): Readonly<Record<string, readonly FallibleCall[]>>;
  /** Keeps policies for `partial` and `strict`; gives the handle that names them. */
  prepare(request: Sources & PolicyPackages): string;
  /** What is left of a policy's rules where parts of the input are not known; without what `rules` would tell. */
  partial(request: PartialRequest): PolicyConditions;
  /** Judges by OPA itself, in the order of the items; one that fails leaves the others alone. */
  strict(request: StrictRequest): readonly StrictAnswer[];
  /** Keeps policies for a whole document; gives what each rule (`package.name`) may read of it. */
  rawPrepare(request: RawPrepareRequest): Readonly<Record<string, readonly ReadPath[]>>;
  /** Takes the document that `rawRule` is asked about. */
  rawInput(request: RawInputRequest): void;
  rawRule(request: RawRuleRequest): RawRuleAnswer;
  /** A query in OPA's own evaluator. */
  eval(request: EvalRequest): EvalResult;
  /** The files in OPA's own layout. */
  fmt(request: Sources): Readonly<Record<string, string>>;
  /** Compiles and finds the tests that the filter chooses; `test`, `failure` and `coverage` are about the last list. */
  tests(request: TestsRequest): TestList;
  test(question: TestQuestion): TestOutcome;
  /** Runs a failed test again, watched: one entry, or one for each case that failed. */
  failure(question: TestQuestion): readonly TestFailure[];
  /** Of all tests that ran since they were listed. */
  coverage(handle: string): LineCoverage;
  /** Where in the sources places of input are named, compared and handed on, and what tests give as input. */
  trace(request: TraceRequest): Traces;
  /** The version of OPA inside. */
  version(): string;
}

/** What OPA says is wrong with the sources; every operation throws it. */
export class RegoError extends Error {
  readonly problems: readonly RegoProblem[];

  constructor(problems: readonly RegoProblem[]) {
    super(problems.map(problemLine).join('\n'));
    this.name = 'RegoError';
    this.problems = problems;
  }
}

function problemLine(problem: RegoProblem): string {
  const at = problem.file === undefined ? '' : `${problem.file}:${problem.row}:${problem.col}: `;
  return `${at}${problem.message}`;
}

const COMPILER = 'the Rego compiler';

let loading: Promise<Rego> | undefined;

/**
 * The program, decompressed and compiled at the first call, about half a second; one for the whole process.
 * Throws DriftlockError `toolchain` where its file is missing or broken.
 */
export function loadRego(): Promise<Rego> {
  loading ??= loadProgram(new URL('./rego.wasm.br', import.meta.url), COMPILER)
    .then(regoOf)
    .catch((cause: unknown) => {
      loading = undefined;
      throw cause;
    });
  return loading;
}

function regoOf(program: GoProgram): Rego {
  return {
    build(request) {
      const { wasm, ...entrypoints } = ask<Omit<BuildResult, 'wasm'> & { wasm: string }>(
        program,
        'build',
        request,
      );
      return { ...entrypoints, wasm: new Uint8Array(Buffer.from(wasm, 'base64')) };
    },
    check(request) {
      ask(program, 'check', request);
    },
    inspect: (request) => ask<{ modules: Record<string, ModuleInfo> }>(program, 'inspect', request).modules,
    reads: (request) => ask<{ policies: Record<string, RegoReads> }>(program, 'reads', request).policies,
    prepare: (request) => ask<{ handle: string }>(program, 'prepare', request).handle,
    partial: (request) => ask(program, 'partial', request),
    fallible: (request) =>
      ask<{ policies: Record<string, FallibleCall[]> }>(program, 'fallible', request).policies,
    strict: (request) => ask<{ answers: StrictAnswer[] }>(program, 'strict', request).answers,
    rawPrepare: (request) =>
      ask<{ reads: Record<string, ReadPath[]> }>(program, 'raw-prepare', request).reads,
    rawInput({ text, ...rest }) {
      // The document's own text: numbers stay as they are written.
      answerOf(program, 'raw-input', `${JSON.stringify(rest).slice(0, -1)},"input":${text}}`);
    },
    rawRule: (request) => ask(program, 'raw-rule', request),
    eval: (request) => ask(program, 'eval', request),
    fmt: (request) => ask<{ modules: Record<string, string> }>(program, 'fmt', request).modules,
    tests: (request) => ask(program, 'tests', request),
    test: (question) => ask(program, 'test', question),
    failure: (question) => ask<{ failures: TestFailure[] }>(program, 'failure', question).failures,
    coverage: (handle) => ask(program, 'coverage', { handle }),
    trace: (request) => ask(program, 'trace', request),
    version: () => ask<{ opa: string }>(program, 'version', {}).opa,
  };
}

function ask<T>(program: GoProgram, operation: string, request: object): T {
  return answerOf(program, operation, JSON.stringify(request));
}

function answerOf<T>(program: GoProgram, operation: string, request: string): T {
  const answer = askProgram<T, RegoProblem>(program, COMPILER, operation, request);
  if ('errors' in answer) throw new RegoError(answer.errors);
  return answer.result;
}
