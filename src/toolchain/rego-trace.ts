/** What the operation `trace` of the Rego half takes and gives: where a policy does what with its input. */
import type { ReadPath } from '../resource/read-path.ts';
import type { Place, PolicyPackages, Sources } from './rego-types.ts';

export interface TraceRequest extends Sources, PolicyPackages {
  /** Files of which only what they give as input counts. */
  readonly tests: readonly string[];
}

/** What stands on a side: places of input, and the kinds of anything else. */
export interface TracedOperand {
  readonly paths: readonly ReadPath[];
  readonly kinds: readonly string[];
  /** It may be of any kind. */
  readonly open?: boolean;
  /** Constants, as Rego writes them. */
  readonly text?: readonly string[];
}

/** One of the paths is named here; `open`: or something that is no place of input. */
export interface TracedStep extends Place {
  readonly paths: readonly ReadPath[];
  readonly open?: boolean;
}

/** `name` is `equal`, `neq`, `lt`, …, or `internal.member_2` for `in`, whose right side are the members. */
export interface TracedCompare extends Place {
  readonly name: string;
  readonly negated?: boolean;
  readonly left: TracedOperand;
  readonly right: TracedOperand;
}

/** An operand (its index from 0) of a built-in, and the kinds that it needs at places of input. */
export interface TracedCall extends Place {
  readonly name: string;
  readonly index: number;
  readonly operand: TracedOperand;
  readonly needs: readonly { readonly path: ReadPath; readonly kinds: readonly string[] }[];
}

/** A negated call that is undefined, not true, where one of the paths is not there. */
interface TracedNegated extends Place {
  readonly name: string;
  readonly paths: readonly ReadPath[];
}

/** `data.params[policy].name`; `name` is empty where all parameters of the policy are meant. */
interface TracedParam extends Place {
  readonly policy: string;
  readonly name: string;
  readonly rule?: string;
  /** A default, another branch or a question takes its place where it is not given. */
  readonly covered?: boolean;
}

export interface PolicyTrace {
  readonly steps: readonly TracedStep[];
  readonly compares: readonly TracedCompare[];
  readonly calls: readonly TracedCall[];
  readonly negated: readonly TracedNegated[];
  /** The first expression that reads all that lies at a wide path. */
  readonly wholes: readonly (Place & { readonly path: ReadPath })[];
  readonly params: readonly TracedParam[];
}

/** One `with input as …` of a test. */
export interface TracedGiven extends Place {
  readonly package: readonly string[];
  readonly entries: readonly GivenEntry[];
}

/** What the source writes at a place of the given input: under which keys, and what. */
export interface GivenEntry {
  readonly path: ReadPath;
  readonly keys?: readonly Place[];
  readonly written?: readonly (Place & { readonly kind: string; readonly text?: string })[];
}

export interface Traces {
  readonly policies: Readonly<Record<string, PolicyTrace>>;
  readonly given: readonly TracedGiven[];
}
