/** What the link index holds: the records of a run, found by type, by name, by block and by what they hold. */
import type { ReferenceResolver } from '../references.ts';
import type { Resource, Scope } from '../resource.ts';
import type { LinkPlan } from './link-plan.ts';
import { type LinkRecord, type RecordPlan, recordPlan } from './link-record.ts';
import type { Resolution } from './resolve-link.ts';

/** One input of a run, as far as links need it. */
export interface LinkInput {
  resources(types?: ReadonlySet<string>): Iterable<Resource>;
  readonly references?: ReferenceResolver;
  /** False for a plan that covers only part. */
  readonly complete: boolean;
  /** Types with instances that the plan cannot know. */
  readonly openTypes: ReadonlySet<string>;
  /** Types that may have more resources in regions that the input does not show. */
  readonly openElsewhere?: ReadonlySet<string>;
  /** Whether all of a type was asked for and listed in an account, or in one of its regions; present for snapshots. */
  isListed?(type: string, scope: Scope): boolean;
}

/** A record that was attached to a target by its references. */
export interface Attached {
  readonly record: LinkRecord;
  /** One of several candidates: whether it is this one is not known. */
  readonly open: boolean;
  /** Settled by the own instance key. */
  readonly assumed: boolean;
  /** As in `Resolution`. */
  readonly refersTo: readonly string[];
}

/** A record whose link is only known by what it refers to. */
export type Referring = Pick<Attached, 'record' | 'refersTo'>;

export interface LinkIndex {
  readonly inputs: readonly LinkInput[];
  readonly plan: LinkPlan;
  readonly recordPlans: ReadonlyMap<string, RecordPlan>;
  readonly byType: Map<string, LinkRecord[]>;
  /** Targets by type, then by each value that names them. */
  readonly byIdentity: Map<string, Map<string, LinkRecord[]>>;
  /** Records with an address of their own, by their input and that address. */
  readonly byAddress: Map<string, LinkRecord[]>;
  /** The same by the address of their block: its own instance key left out, and all keys left out. */
  readonly byBlock: Map<string, LinkRecord[]>;
  readonly byConfiguration: Map<string, LinkRecord[]>;
  /** Referrers by link (`type.attribute`), then by each value that they hold. */
  readonly byValue: Map<string, Map<string, LinkRecord[]>>;
  /** Referrers by link, then by the target that their references allow. */
  readonly byTarget: Map<string, Map<LinkRecord, Attached[]>>;
  /** A referrer by link and input whose references are all that there is to go by; it bears on all targets. */
  readonly byReference: Map<string, Referring>;
  /** Links whose referrers may name any resource of their target types. */
  readonly open: Set<string>;
  /** Names of stand-ins of which it is not known whom they stand for. */
  readonly openNames: Set<string>;
  /** Records that have a name which is known only after apply, by the types whose name it is: their own, a stand-in's. */
  readonly untold: Map<LinkRecord, Set<string>>;
  /** Where such records lie, by their input and the type whose name it is. */
  readonly untoldScopes: Map<string, Map<string, Scope>>;
  /** Where the names reach that referrers hold and that name nobody here, by link, then as `untoldScopes`; made when asked for. */
  readonly loose: Map<string, Map<string, Map<string, Scope>>>;
  /** Types of which some input may have more resources than it shows; '*' for all. */
  readonly partial: ReadonlySet<string>;
  /** Types of which some input may have more in other regions than it shows. */
  readonly elsewhere: ReadonlySet<string>;
  readonly resolutions: WeakMap<LinkRecord, Map<string, Resolution>>;
}

/** The name of a link from its referrers' side. */
export function linkName(type: string, attribute: string): string {
  return `${type}.${attribute}`;
}

/** What is kept of the resources of a type. */
export function planOf(index: LinkIndex, type: string): RecordPlan {
  return index.recordPlans.get(type) ?? recordPlan(undefined);
}
