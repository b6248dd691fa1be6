/** One instance of a state file's resource block as a raw resource. */
import { formatAddress } from '../../resource/address.ts';
import { isList, isObject, member, text } from '../../resource/json-kind.ts';
import type { RawResource } from '../../resource/raw-resource.ts';
import type { Json, JsonObject, Reason } from '../../resource/resource.ts';
import { identify } from '../document/document.ts';
import { malformedInput, oneLine } from '../malformed-input.ts';
import { providerAddress, stateProvider } from '../provider-address.ts';
import { type Named, named, objectOrNull, rawResource } from '../raw-fields.ts';
import type { Located } from '../scope/scopes.ts';
import type { StateContext } from './raw-state-resource.ts';

interface Instance extends Located {
  readonly named: Named;
  readonly json: JsonObject;
  readonly attributes: JsonObject | null;
}

/**
 * `element` is a block with the one instance in `instances`. An instance without `attributes` is wholly unknown:
 * `unsupported` where it has the flat text that Terraform 0.11 left, else `malformed`. Undefined for a mode that is neither managed nor data.
 * @throws DriftlockError input-unreadable for what is not as Terraform writes it
 */
export function rawInstance(context: StateContext, element: JsonObject): RawResource | undefined {
  const instance = instanceOf(context, element);
  if (instance === undefined) return undefined;
  const { named: own, json, attributes } = instance;
  return {
    ...rawResource({
      named: own,
      scope: context.scopes.scopeOf(instance),
      providerConfig: context.scopes.accountConfig(own.provider, instance.config),
      values: instance.values,
      observed: { from: 'state' },
      schemaVersion: json.schema_version,
      deposed: text(json, 'deposed'),
    }),
    ...(attributes === null && { unknown: true, unknownReason: missingReason(json) }),
    sensitivePaths: sensitivePaths(context.name, own.address, json.sensitive_attributes),
  };
}

function missingReason(json: JsonObject): Reason {
  return isObject(member(json, 'attributes_flat')) ? 'unsupported' : 'malformed';
}

/** Where the instance is; for what is learnt from a sample too. */
export function locateInstance(context: StateContext, element: JsonObject): Located | undefined {
  return instanceOf(context, element);
}

function instanceOf(context: StateContext, element: JsonObject): Instance | undefined {
  const known = identify(element);
  const json = isList(element.instances) ? element.instances[0] : undefined;
  const name = text(element, 'name');
  if (known === undefined) return undefined;
  const { type, mode } = known;
  if (mode !== 'managed' && mode !== 'data') return undefined;
  if (!isObject(json) || name === undefined)
    throw malformedInput(context.name, `a block of type ${type} is incomplete`);
  const provider = stateProvider(text(element, 'provider') ?? '');
  const address = addressOf(element, { type, mode, name, key: member(json, 'index_key') });
  const own = named(
    context.name,
    { ...json, address, provider_name: provider?.provider ?? null },
    type,
    mode,
  ) as Named;
  const attributes = objectOrNull(context.name, address, json, 'attributes');
  return {
    provider: providerAddress(provider?.provider, type),
    mode,
    named: own,
    json,
    attributes,
    values: attributes ?? {},
    identity: objectOrNull(context.name, address, json, 'identity') ?? undefined,
    config: provider?.config,
  };
}

interface AddressParts {
  readonly type: string;
  readonly mode: 'managed' | 'data';
  readonly name: string;
  readonly key: Json | undefined;
}

function addressOf(element: JsonObject, { type, mode, name, key }: AddressParts): string {
  const hasKey = typeof key === 'string' || typeof key === 'number';
  const local = formatAddress({ modules: [], mode, type, name, ...(hasKey && { key }) });
  const module = text(element, 'module');
  return module === undefined ? local : `${module}.${local}`;
}

/** The paths of `sensitive_attributes`; a step that is not understood is an error, as it may hide a secret. */
function sensitivePaths(
  where: string,
  address: string,
  value: Json | undefined,
): readonly (string | number)[][] {
  if (value === undefined || value === null) return [];
  const paths = isList(value) ? value : [null];
  return paths.map((path) => {
    const steps = isList(path) ? path.map(stepOf) : [undefined];
    if (steps.every((step) => step !== undefined)) return steps;
    throw malformedInput(where, `sensitive_attributes of ${oneLine(address)} are no paths`);
  });
}

/** `{type: get_attr, value: name}` or `{type: index, value: {type, value}}`. */
function stepOf(step: Json): string | number | undefined {
  const value = member(step, 'value');
  const key = isObject(value) ? member(value, 'value') : value;
  return typeof key === 'string' || typeof key === 'number' ? key : undefined;
}
