/** What a reader gives: one opened input, whose resources can be gone through more than once. */
import type { CoverageEntry } from '../finding/coverage.ts';
import type { ReportInput } from '../finding/report.ts';
import type { ReferenceResolver } from '../resource/references.ts';
import type { Resource, Scope } from '../resource/resource.ts';
import type { PlanSource } from './filled/filled-document.ts';
import type { SourceOptions } from './hcl/open-configuration.ts';

export interface OpenOptions {
  /** Types whose resources are asked for first (`resources(types)`); a streamed file keeps only these from its first pass. */
  readonly keepTypes: ReadonlySet<string>;
  /** Run `terraform show -json` on a binary plan. */
  readonly terraform: boolean;
  /** Give the document's own bytes along, where they are held in memory. */
  readonly keepBytes?: boolean;
  /** Of folders of configuration: values of variables, in the command line's order, and the process's environment. */
  readonly configuration?: SourceOptions;
  /** Of plans: where their configuration is looked for, which may tell what they leave open; nowhere where left out. */
  readonly source?: PlanSource;
}

export interface Input {
  readonly about: Omit<ReportInput, 'resources'>;
  /** The root module's folder relative to its repository, `.` where that is not known. */
  readonly configurationRoot: string;
  readonly coverage: readonly CoverageEntry[];
  /** Lines for stderr: another provider major, failed checks, … */
  readonly notices: readonly string[];
  /** Resource blocks whose instances the plan cannot know (unknown count or for_each, deferred), by type. */
  readonly openTypes: ReadonlySet<string>;
  /** Types that lie in regions and of which not every region was read; present for snapshots. */
  readonly openElsewhere?: ReadonlySet<string>;
  /** Whether all of a type was asked for and listed in an account, or in one of its regions; present for snapshots. */
  isListed?(type: string, scope: Scope): boolean;
  /** What is there before the plan is applied, as a state; present for plans. */
  before?(): Input;
  /** Present for plans. */
  readonly references?: ReferenceResolver;
  /** The texts that the file marks as sensitive, and those of its sensitive variables, short and common ones too. */
  readonly sensitiveTexts: ReadonlySet<string>;
  /** The document as UTF-8, uncompressed, where it was asked for and is not read as a stream. */
  readonly bytes?: Buffer;
  /**
   * The resources in the file's order, carriers folded, parents before what was folded out of them; only these types
   * (as in the file) where given. Of types beyond `shaped`, where that is given, there is one record each that says
   * only who it is and what is done to it: no values, tags, key or folded records.
   */
  resources(types?: ReadonlySet<string>, shaped?: ReadonlySet<string>): Iterable<Resource>;
}
