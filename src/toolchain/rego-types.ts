/** What the operations of the Rego half take and give; rows and columns count from 1. */
import type { PolicyConditions } from '../finding/condition.ts';
import type { ReadPath } from '../resource/read-path.ts';
import type { Path } from '../resource/resource.ts';

/** Sources by file name; `rego` is `auto` when left out: v1, and v0 for a file that parses only as that. */
export interface Sources {
  readonly modules: Readonly<Record<string, string>>;
  readonly rego?: 'auto' | 'v0' | 'v1';
}

/** Policies by id: the path of their package without `data`. */
export interface PolicyPackages {
  readonly policies: Readonly<Record<string, readonly string[]>>;
}

export interface Place {
  readonly file: string;
  readonly row: number;
  readonly col: number;
}

export interface RegoProblem extends Partial<Place> {
  /** OPA's code, such as rego_parse_error. */
  readonly code: string;
  readonly message: string;
  readonly details?: readonly string[];
}

export interface BuildRequest extends Sources, PolicyPackages {
  /** Ids of policies by name of the group. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Built-ins beyond WebAssembly's own that the host will supply. */
  readonly hostBuiltins?: readonly string[];
}

/**
 * Entrypoints by group and by policy id. A group's gives `{canary, policies: {id: {applies, denies, deny}}}`, a
 * policy's `{canary, applies, denies, deny}`; `canary` is `input.canary`, `denies` the indices of the deny bodies
 * that hold, in source order. A policy that does not apply has neither.
 */
export interface BuildResult {
  readonly wasm: Uint8Array;
  readonly groups: Readonly<Record<string, string>>;
  readonly policies: Readonly<Record<string, string>>;
  /**
   * Entrypoints by policy id that give `{canary, rules: {name: told}}`: the rules that its conditions name. Told is
   * `{value}`, `{set: members}`, or `{other: true}` for what JSON cannot say.
   */
  readonly rules: Readonly<Record<string, string>>;
  /** Entrypoints by policy id that give `{canary, results: [told]}` of `input.driftlock_call`, `{name, args}`. */
  readonly calls: Readonly<Record<string, string>>;
  readonly conditions: Readonly<Record<string, PolicyConditions>>;
}

export interface PartialRequest {
  /** What `prepare` gave. */
  readonly handle: string;
  readonly policy: string;
  readonly params: object;
  /** Has something, whatever it is, at each unknown place. */
  readonly input: object;
  readonly unknowns: readonly Path[];
  /** How many steps of the unknown places are taken at each pass, ascending; the whole of each comes last. */
  readonly cuts: readonly number[];
}

export interface CheckRequest extends Sources {
  readonly strict?: boolean;
  /** Hold calls against what compiled policies may use. */
  readonly wasm?: boolean;
  readonly hostBuiltins?: readonly string[];
  /** A JSON Schema of `input`. */
  readonly schema?: unknown;
  /** Report calls that fail on values of the right type, outside of packages `policies.lib` and of tests. */
  readonly fallible?: boolean;
}

export interface Annotation extends Place {
  readonly scope: 'package' | 'subpackages' | 'document' | 'rule';
  readonly title?: string;
  readonly description?: string;
  readonly entrypoint?: boolean;
  readonly organizations?: readonly string[];
  readonly authors?: readonly string[];
  readonly relatedResources?: readonly { readonly ref: string; readonly description?: string }[];
  readonly custom?: Readonly<Record<string, unknown>>;
}

export interface RuleInfo extends Place {
  readonly name: string;
  readonly kind: 'set' | 'object' | 'value' | 'function';
  readonly default?: boolean;
  readonly annotations?: readonly Annotation[];
}

export interface ModuleInfo extends Place {
  /** Path without `data`. */
  readonly package: readonly string[];
  readonly rego: 'v0' | 'v1';
  readonly imports?: readonly string[];
  /** Those of the package. */
  readonly annotations?: readonly Annotation[];
  readonly rules: readonly RuleInfo[];
}

/** Paths from `input` down; a last step of '' asks only whether the place is there. */
export interface RegoReads {
  readonly applies: readonly ReadPath[];
  readonly denies: readonly (readonly ReadPath[])[];
  readonly all: readonly ReadPath[];
}

/** A place in the source where a built-in may fail while the verdict is found. */
export interface FallibleCall extends Partial<Place> {
  readonly name: string;
  /** What fails it although every operand is of the right type; without one, only a wrong type does. */
  readonly reason?: string;
  /**
   * Where the kind of values at places of input alone decides: these, each with the kinds that do not fail it (`null`,
   * `boolean`, `number`, `string`, `array`, `object`).
   */
  readonly needs?: readonly { readonly path: ReadPath; readonly kinds: readonly string[] }[];
}

/** One policy on one input, for strict evaluation. */
export interface StrictItem {
  readonly policy: string;
  readonly input: object;
}

export interface StrictRequest {
  /** What `prepare` gave. */
  readonly handle: string;
  readonly params: object;
  readonly items: readonly StrictItem[];
}

/** What OPA says of a policy when a built-in that fails is an error; `denies` are indices of deny bodies. */
export interface StrictAnswer {
  readonly applies: boolean;
  readonly denies: readonly number[];
  readonly error?: RegoProblem;
}

export interface EvalRequest extends Sources {
  readonly query: string;
  readonly data?: object;
  readonly input?: unknown;
  /** A built-in that fails is an error instead of undefined. */
  readonly strictBuiltinErrors?: boolean;
}

/** One entry per solution: the value of each expression of the query, and its variables. */
export interface EvalResult {
  readonly solutions: readonly {
    readonly values: readonly unknown[];
    readonly bindings: Readonly<Record<string, unknown>>;
  }[];
  /** What `print` wrote. */
  readonly output: string;
}

/** A file of JSON or YAML that becomes a part of `data`. */
export interface DataFile {
  readonly file: string;
  /** Where its content stands in `data`. */
  readonly path: readonly string[];
  readonly text: string;
}

/** A rule of raw policies: the path of its package without `data`, and its name. */
export interface RawRuleName {
  readonly package: readonly string[];
  readonly name: string;
}

/** Policies for a whole document, what they find below `data`, and the rules that will be asked for. */
export interface RawPrepareRequest extends Sources {
  readonly data: readonly DataFile[];
  readonly rules: readonly RawRuleName[];
}

export interface RawInputRequest {
  /** Base name and folder of the file: `data.conftest.file`. */
  readonly name: string;
  readonly folder: string;
  /** Epoch seconds. */
  readonly now: number;
  /** The document as JSON text. */
  readonly text: string;
}

export interface RawRuleRequest extends RawRuleName {
  /** The name by which `exception` of its package would list it. */
  readonly exception: string;
}

/** What a raw rule says of the document; a call that failed counts as undefined, each place is told once. */
export interface RawRuleAnswer {
  /** null where the rule is undefined. */
  readonly value: unknown;
  readonly exempt: boolean;
  readonly output: string;
  readonly error?: RegoProblem;
  readonly failed: readonly RegoProblem[];
}

export interface TestsRequest extends Sources {
  readonly data?: readonly DataFile[];
  /** A regular expression (RE2) over `data.package.name`. */
  readonly filter?: string;
  readonly coverage?: boolean;
}

export interface FoundTest extends Place {
  readonly package: string;
  /** With a number behind it (`#01`) where an earlier test of the package has the same. */
  readonly name: string;
  /** `todo_test_…` */
  readonly skip?: boolean;
}

export interface TestList {
  readonly handle: string;
  /** In order of file and line; later calls name one by its index. */
  readonly tests: readonly FoundTest[];
}

export interface TestQuestion {
  /** Of the last list. */
  readonly handle: string;
  readonly test: number;
}

export interface TestOutcome {
  readonly status: 'pass' | 'fail' | 'error' | 'skip';
  /** Of an error. */
  readonly problem?: RegoProblem;
  readonly durationNs: number;
  /** What `print` wrote. */
  readonly output?: string;
  /** Of a test that makes an object: its entries, nested ones by path. */
  readonly cases?: readonly { readonly path: readonly string[]; readonly fail: boolean }[];
}

/** An expression that failed, and what it reads; what has no value is undefined. Values as Rego writes them. */
export interface FailedExpression extends Place {
  readonly expression: string;
  readonly values: readonly { readonly name: string; readonly value?: string }[];
}

export interface TestFailure extends FailedExpression {
  /** Of the case; empty for a test without cases. */
  readonly path: readonly string[];
  /** Expressions of the rule that was asked for. */
  readonly because?: readonly FailedExpression[];
}

interface LineRange {
  readonly start: { readonly row: number };
  readonly end: { readonly row: number };
}

/** OPA's own report; what is 0 or empty is left out of a file. */
export interface LineCoverage {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly covered?: readonly LineRange[];
        readonly not_covered?: readonly LineRange[];
        readonly covered_lines?: number;
        readonly not_covered_lines?: number;
      }
    >
  >;
}
