/** What the HCL program is asked and says of source files. Positions are 1-based, columns in UTF-16 code units, ends exclusive. */
import type { Json, JsonObject } from '../resource/resource.ts';

export interface SourcePosition {
  readonly line: number;
  readonly column: number;
  /** From the start of the file as UTF-8, 0-based. */
  readonly byte: number;
}

export interface SourceRange {
  readonly start: SourcePosition;
  readonly end: SourcePosition;
}

export interface ParsedAttribute {
  /** From the name to the end of the expression. */
  readonly range: SourceRange;
  readonly expression: SourceRange;
}

export interface ParsedBlock {
  /** As written: `resource`, `ingress`, `dynamic`, `content`, … */
  readonly type: string;
  readonly labels: readonly string[];
  readonly range: SourceRange;
  /** From the type to the opening brace. */
  readonly header: SourceRange;
  readonly attributes: Readonly<Record<string, ParsedAttribute>>;
  /** In the file's order. None in JSON, which does not tell nested blocks from attributes. */
  readonly blocks: readonly ParsedBlock[];
}

export interface ParsedComment {
  readonly range: SourceRange;
  /** With its signs, without the end of the line. */
  readonly text: string;
}

export interface ModuleCall {
  readonly name: string;
  /** Missing where it is no literal text. */
  readonly source?: string;
  readonly version?: string;
  readonly range: SourceRange;
}

export interface HclProblem {
  readonly file?: string;
  readonly row?: number;
  readonly col?: number;
  readonly code: string;
  readonly message: string;
}

export interface ParsedFile {
  readonly blocks: readonly ParsedBlock[];
  readonly comments: readonly ParsedComment[];
  readonly calls: readonly ModuleCall[];
  /** Of a file with errors the rest holds what could be read. */
  readonly errors: readonly HclProblem[];
}

/** What has to be read or known before a configuration can be evaluated. */
export interface Outline {
  /** Module calls by file. */
  readonly calls: Readonly<Record<string, readonly ModuleCall[]>>;
  /** Types of managed resources. */
  readonly types: readonly string[];
  /** Names of blocks inside blocks and of attributes that are referred to; `*` where any may be meant. */
  readonly names: readonly string[];
  readonly errors: readonly HclProblem[];
}

/** A file of values, or one value as text; what comes later in a list counts. */
export type VariableSource =
  | { readonly file: string; readonly text: string }
  | { readonly name: string; readonly text: string; readonly asked?: boolean };

/** `[type, computed]`, and the default where the provider has one. */
export type HclAttribute =
  | readonly [type: unknown, computed: boolean]
  | readonly [type: unknown, computed: boolean, standard: unknown];

export interface HclBlock {
  readonly attributes: Readonly<Record<string, HclAttribute>>;
  readonly blocks: Readonly<Record<string, { readonly nesting: string; readonly block: HclBlock }>>;
}

export interface EvaluateRequest {
  /** All files by path; those of the root module lie directly in `root`. */
  readonly files: Readonly<Record<string, string>>;
  readonly root: string;
  /** Folders of calls whose source is no path, by key (`vpc.inner`), as `.terraform/modules/modules.json` has them. */
  readonly modules: Readonly<Record<string, string>>;
  /** Files that functions read, base64; null for what is not there or may not be read. */
  readonly contents: Readonly<Record<string, string | null>>;
  /** Files below folders that functions list; null as for contents. */
  readonly listings: Readonly<Record<string, readonly string[] | null>>;
  readonly variables: readonly VariableSource[];
  readonly workspace: string;
  /** Schemas of managed types. */
  readonly schemas: Readonly<Record<string, HclBlock>>;
  /**
   * What a plan of the configuration says, by address: names of resources and data sources then stand for that, and
   * `changes` holds the instances in `asked` alone, evaluated from the source.
   */
  readonly planned?: Readonly<Record<string, PlannedValue>>;
  readonly asked?: readonly string[];
}

/** A side of a change, with its mirrors as in plan JSON; those of what is known as a whole are left out. */
export interface PlannedValue {
  readonly after: JsonObject;
  readonly unknown?: Json;
  readonly sensitive?: Json;
}

/** A mirror of a value, as in plans, with reasons in the place of true. */
type Mirror = Json;

export interface PartialDocument {
  readonly value: Json;
  readonly unknown: Mirror;
  readonly reasons: Mirror;
  readonly sensitive: Mirror;
}

export interface EvaluatedChange {
  /** An element of `resource_changes`, without what is null. */
  readonly change: JsonObject;
  /** Why places are unknown that are so for another reason than that apply decides them. */
  readonly reasons?: Mirror;
  /** What is known of documents whose text is not, by attribute. */
  readonly documents?: Readonly<Record<string, PartialDocument>>;
  /** Attributes of `ignore_changes`, `*` for all; told where the plan is at hand. */
  readonly ignored?: readonly string[];
  /** It stands for instances of which the number is not known. */
  readonly open?: boolean;
}

/** A module call whose source is not at hand. */
export interface ModuleGap {
  readonly file: string;
  readonly row: number;
  readonly col: number;
  readonly call: string;
  readonly source: string;
}

export interface Evaluated {
  /** To be read, and given with the same request again. */
  readonly needs: { readonly files: readonly string[]; readonly folders: readonly string[] };
  readonly changes: readonly EvaluatedChange[];
  /** As in a plan. */
  readonly configuration: JsonObject;
  readonly variables: JsonObject;
  readonly gaps: readonly ModuleGap[];
  /** Values that could not be evaluated, with their places. */
  readonly notices: readonly HclProblem[];
}
