/** What may be assumed of places that are not known: that a reference is set once applied, and documented defaults. */

import { parseAddress } from '../resource/address.ts';
import { identitiesOf } from '../resource/links/link-table.ts';
import type { ReferenceResolver, References } from '../resource/references.ts';
import type {
  Assumption,
  LinkedResource,
  Links,
  Path,
  PathSegment,
  Resource,
  Unknown,
} from '../resource/resource.ts';
import { type AttributeSchema, type BlockSchema, typeSchema } from '../resource/type-schema.ts';
import { type DocumentedDefaults, documentedDefaults } from './documented-defaults.ts';
import { documentedFill, type Fill } from './documented-fill.ts';
import { referencesAt, targetText } from './expression-of.ts';
import { type Holder, holderOf } from './holder.ts';

/** What assumptions are made from. */
export interface Assuming {
  readonly resource: Resource;
  readonly links: Links;
  /** What the configuration refers to, of the plan that the resource is from, or a linked record. */
  readonly referencesOf: (record?: LinkedResource) => ReferenceResolver | undefined;
  /** Whether any input of the run has a resource of the type. */
  readonly declares: (type: string) => boolean;
  /** The package's own, unless a test brings those of what it runs against. */
  readonly defaults?: (() => DocumentedDefaults) | undefined;
}

/** A place that is there once applied, and not empty. */
export interface AssumedSet {
  readonly path: Path;
  readonly assumption: Assumption;
}

export interface AssumedValues {
  readonly fills: readonly Fill[];
  readonly set: readonly AssumedSet[];
}

/** Attributes that identify a resource of any type. */
const ALWAYS: ReadonlySet<string> = new Set(['id', 'arn', 'name']);

/**
 * What is assumed of these unknown places of a policy's input, each told as an assumption (DESIGN §8):
 * - `unset`: the documented default, of a resource that the plan creates (rules/defaults). A fill without `value` says
 *   that nothing is there. Lists of links that nobody declares anything for (`unsetLists`) are filled with the record
 *   that the cloud makes.
 * - `after-apply`: set and not empty, where the expression is one bare reference to what identifies one resource.
 * Of other places nothing is assumed.
 */
export function assumedValues(assuming: Assuming, places: readonly Unknown[]): AssumedValues {
  const defaults = assuming.defaults ?? documentedDefaults;
  const fills: Fill[] = [];
  const set: AssumedSet[] = [];
  for (const { path, reason } of places) {
    if (reason !== 'unset' && reason !== 'after-apply') continue;
    const holder = holderOf(assuming.resource, assuming.links, path);
    if (holder === undefined) continue;
    const found = reason === 'unset' ? documentedFill(path, holder, defaults, assuming.declares) : undefined;
    if (found !== undefined) fills.push(found);
    const detail = reason === 'after-apply' ? bareReference(holder, assuming.referencesOf) : undefined;
    if (detail !== undefined) set.push({ path, assumption: { kind: 'reference-set', path, detail } });
  }
  return { fills, set };
}

/** The one attribute that the place is taken from, `aws_kms_key.main.arn`; undefined where it may be anything else. */
function bareReference(holder: Holder, referencesOf: Assuming['referencesOf']): string | undefined {
  if (!isText(holder)) return undefined;
  const references = referencesAt(holder, referencesOf);
  const target = references === undefined ? undefined : soleTarget(references);
  if (target?.attribute === undefined || target.beside === true) return undefined;
  const block = parseAddress(target.block);
  if (block === undefined || block.mode !== 'managed') return undefined;
  const names = ALWAYS.has(target.attribute) || identitiesOf(block.type).includes(target.attribute);
  return names ? targetText(target) : undefined;
}

function soleTarget({ targets, open }: References): References['targets'][number] | undefined {
  return open || targets.length !== 1 ? undefined : targets[0];
}

/** Whether a text stands there by the schema: a list may well come to be empty, and what is no text is no name. */
function isText({ provider, type, rest }: Holder): boolean {
  let block: BlockSchema | undefined = typeSchema(provider, type);
  const steps: PathSegment[] = rest.slice(1);
  for (;;) {
    const name = steps.shift();
    if (block === undefined || typeof name !== 'string') return false;
    const attribute: AttributeSchema | undefined = block.attributes[name];
    if (attribute !== undefined) return isTextAt(attribute.type, steps);
    block = block.blocks[name]?.block;
    if (typeof steps[0] === 'number') steps.shift();
  }
}

/** A text itself, or one element of a list of texts. */
function isTextAt(type: AttributeSchema['type'], steps: readonly PathSegment[]): boolean {
  if (steps.length === 0) return type === 'string';
  if (steps.length > 1 || typeof type === 'string' || typeof steps[0] !== 'number') return false;
  return (type[0] === 'list' || type[0] === 'set') && type[1] === 'string';
}
