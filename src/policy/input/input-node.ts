/** A place of a policy's input and what can lie below it: one model for checks, schemas and suggestions. */

export type ScalarKind = 'string' | 'number' | 'boolean';

/** Anything may lie there: other providers, documents of no known form. */
interface AnyNode {
  readonly kind: 'any';
}

interface ScalarNode {
  readonly kind: ScalarKind;
}

/** A list; members of some lists keep their place as null where they are unknown. */
interface ListNode {
  readonly kind: 'array';
  readonly element: () => InputNode;
}

/** An object whose keys are free: tags, the keys of a condition. */
interface MapNode {
  readonly kind: 'map';
  readonly element: () => InputNode;
}

/** An object of which the names are known. */
export interface NamedNode {
  readonly kind: 'object';
  /** What it is in an error: `aws_ebs_volume`, `the block versioning of aws_s3_bucket`. */
  readonly what: string;
  /** What its members are called: attribute, link, member. */
  readonly noun: string;
  readonly names: () => readonly string[];
  readonly child: (name: string) => InputNode | undefined;
  /** Names that are there wherever the object is. */
  readonly always: (name: string) => boolean;
  /** What to write for a name that is not one of `names` although it looks like one. */
  readonly instead?: (name: string) => string | undefined;
}

/** One of several, as a link that may name resources of several types. */
interface OneOfNode {
  readonly kind: 'one-of';
  readonly options: () => readonly InputNode[];
}

export type InputNode = AnyNode | ScalarNode | ListNode | MapNode | NamedNode | OneOfNode;

export const ANYTHING: InputNode = { kind: 'any' };
export const TEXT: InputNode = { kind: 'string' };
export const NUMBER: InputNode = { kind: 'number' };

export function listOf(element: () => InputNode): InputNode {
  return { kind: 'array', element };
}

export function mapOf(element: () => InputNode): InputNode {
  return { kind: 'map', element };
}

/** An object with these members; `always` are there wherever it is. */
export function namedNode(
  what: string,
  noun: string,
  members: Readonly<Record<string, () => InputNode>>,
  always: readonly string[],
  instead?: (name: string) => string | undefined,
): NamedNode {
  return {
    kind: 'object',
    what,
    noun,
    names: () => Object.keys(members),
    child: (name) => (Object.hasOwn(members, name) ? members[name]?.() : undefined),
    always: (name) => always.includes(name),
    ...(instead === undefined ? {} : { instead }),
  };
}

/** The alternatives one by one. */
export function options(node: InputNode): readonly InputNode[] {
  return node.kind === 'one-of' ? node.options().flatMap(options) : [node];
}
