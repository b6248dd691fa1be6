/** An element of a plan's `resource_changes` (or a deferred one) as a raw resource. */

import { isObject, member, text } from '../../resource/json-kind.ts';
import type { RawResource } from '../../resource/raw-resource.ts';
import type { Json, JsonObject } from '../../resource/resource.ts';
import type { ConfigurationSource } from '../configuration-source.ts';
import { identify } from '../document/document.ts';
import { malformedInput, oneLine } from '../malformed-input.ts';
import { type Named, named, objectOrNull, type RawDraft, rawResource, stringList } from '../raw-fields.ts';
import { blockOf, configKeyOf, type Located, type Scopes } from '../scope/scopes.ts';

export const FROM_PLAN = { from: 'plan' } as const;

/** What one plan's elements are read with. */
export interface PlanContext {
  readonly name: string;
  readonly configuration: ConfigurationSource;
  readonly scopes: Scopes;
  reasonsOf?(address: string): Json | undefined;
  fromSource?(address: string): readonly string[] | undefined;
}

/**
 * The raw resource of one change: values are those after the change, of a delete or forget those before; where the
 * plan gives neither, all of it is unknown. Undefined for a mode that is neither managed nor data.
 * @throws DriftlockError input-unreadable for a change that is not as Terraform writes it
 */
export function rawChange(context: PlanContext, element: JsonObject): RawResource | undefined {
  const own = nameOf(context, element);
  if (own === undefined) return undefined;
  const change = changeOf(context, element, own);
  const located = locate(context, own, change);
  const previousAddress = text(element, 'previous_address');
  const { actions, before } = change;
  const beforeSensitive = change.json.before_sensitive;
  const raw = rawResource({
    named: own,
    scope: context.scopes.scopeOf(located),
    providerConfig: context.scopes.accountConfig(own.provider, located.config),
    values: located.values,
    observed: FROM_PLAN,
    schemaVersion: undefined,
    deposed: text(element, 'deposed'),
  });
  addMirrors(raw, change);
  if (previousAddress !== undefined) raw.previousAddress = previousAddress;
  if (actions.length > 0)
    raw.change = beforeSensitive === undefined ? { actions, before } : { actions, before, beforeSensitive };
  return raw;
}

/** Adds to the raw resource of a change what its block in the configuration says; only what is shaped needs it. */
export function addBlock(context: PlanContext, raw: RawResource): void {
  const { configuration, scopes } = context;
  if (raw.change !== undefined) addTold(context, raw);
  const block = raw.change === undefined ? undefined : blockOf(configuration, raw.address);
  if (block === undefined) return;
  const { schema_version: schemaVersion, provider_config_key: key, expressions } = block;
  const draft: RawDraft = raw;
  if (typeof schemaVersion === 'number') draft.schemaVersion = schemaVersion;
  if (scopes.addsNoTags(raw.provider, scopes.configOf(key, raw.provider))) draft.addsNoTags = true;
  // Terraform leaves the member out where the block writes nothing.
  if (!isGoing(raw.change?.actions ?? [])) draft.expressions = expressions ?? {};
}

/** What a source tells beside the plan. */
function addTold({ reasonsOf, fromSource }: PlanContext, raw: RawDraft): void {
  const reasons = reasonsOf?.(raw.address);
  if (reasons !== undefined) raw.reasons = reasons;
  const attributes = raw.deposed === undefined ? fromSource?.(raw.address) : undefined;
  if (attributes !== undefined) raw.fromSource = attributes;
}

/** Where the resource of a change is; for what is learnt from a sample too. */
export function locateChange(context: PlanContext, element: JsonObject): Located | undefined {
  const own = nameOf(context, element);
  if (own === undefined) return undefined;
  return locate(context, own, changeOf(context, element, own));
}

interface ReadChange {
  readonly json: JsonObject;
  readonly actions: readonly string[];
  readonly before: JsonObject | null;
  /** The side that the values come from; null where the plan does not give it. */
  readonly values: JsonObject | null;
  /** A delete or forget that creates nothing: only the values before remain. */
  readonly isGoing: boolean;
}

function changeOf({ name }: PlanContext, element: JsonObject, { address }: Named): ReadChange {
  const json = objectOrNull(name, address, element, 'change');
  // Taken for one that changes nothing, it would hide what the plan does.
  if (json === null) throw malformedInput(name, `${oneLine(address)} has no change`);
  const actions = stringList(name, address, json, 'actions');
  checkActions(name, address, actions);
  const before = objectOrNull(name, address, json, 'before');
  const after = objectOrNull(name, address, json, 'after');
  const going = isGoing(actions);
  return { json, actions, before, values: going ? before : after, isGoing: going };
}

function isGoing(actions: readonly string[]): boolean {
  return !actions.includes('create') && actions.some((action) => action === 'delete' || action === 'forget');
}

const ALONE = new Set(['no-op', 'create', 'read', 'update', 'delete', 'forget']);

/** One action, or a creation with what becomes of the object before. */
function checkActions(where: string, address: string, actions: readonly string[]): void {
  const [first = '', second = ''] = actions;
  if (actions.length === 1 && ALONE.has(first)) return;
  const other = first === 'create' ? second : first;
  const isReplacement = actions.length === 2 && actions.includes('create');
  if (isReplacement && (other === 'delete' || other === 'forget')) return;
  const shown = actions.length === 0 ? 'none' : actions.join(', ');
  throw malformedInput(where, `${oneLine(address)} has actions that Terraform does not know: ${shown}`);
}

function nameOf(context: PlanContext, element: JsonObject): Named | undefined {
  const known = identify(element);
  return known === undefined ? undefined : named(context.name, element, known.type, known.mode);
}

function locate(
  { configuration, scopes }: PlanContext,
  own: Named,
  { json, values, isGoing }: ReadChange,
): Located {
  const identity = (isGoing ? undefined : member(json, 'after_identity')) ?? member(json, 'before_identity');
  return {
    provider: own.provider,
    mode: own.mode,
    values: values ?? {},
    identity: isObject(identity) ? identity : undefined,
    config: scopes.configOf(configKeyOf(configuration, own.address), own.provider),
  };
}

/** Unknown and sensitive places of the side that the values come from. */
function addMirrors(raw: RawDraft, { json, values, isGoing }: ReadChange): void {
  const sensitive = isGoing ? json.before_sensitive : json.after_sensitive;
  const unknown = values === null ? true : isGoing ? undefined : json.after_unknown;
  if (unknown !== undefined) raw.unknown = unknown;
  if (sensitive !== undefined) raw.sensitive = sensitive;
}
