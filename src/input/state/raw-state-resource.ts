/** A resource as `terraform show -json` has it in a state, a plan's prior state or its planned values. */

import { member, text } from '../../resource/json-kind.ts';
import type { RawResource } from '../../resource/raw-resource.ts';
import type { JsonObject, Observed } from '../../resource/resource.ts';
import type { ConfigurationSource } from '../configuration-source.ts';
import { identify } from '../document/document.ts';
import { type Named, named, objectOrNull, rawResource } from '../raw-fields.ts';
import { configKeyOf, type Located, type Scopes } from '../scope/scopes.ts';

export interface StateContext {
  readonly name: string;
  /** Where the document has one: a plan's. */
  readonly configuration?: ConfigurationSource;
  readonly scopes: Scopes;
}

/**
 * The raw resource; one without `values` is wholly unknown. Undefined for a mode that is neither managed nor data.
 * @throws DriftlockError input-unreadable for what is not as Terraform writes it
 */
export function rawStateResource(
  context: StateContext,
  element: JsonObject,
  from: Observed['from'],
): RawResource | undefined {
  const known = identify(element);
  const own = known === undefined ? undefined : named(context.name, element, known.type, known.mode);
  if (own === undefined) return undefined;
  const values = objectOrNull(context.name, own.address, element, 'values');
  const identity = objectOrNull(context.name, own.address, element, 'identity') ?? undefined;
  const located: Located = { ...own, values: values ?? {}, identity, config: configOf(context, own) };
  const sensitive = member(element, 'sensitive_values');
  return {
    ...rawResource({
      named: own,
      scope: context.scopes.scopeOf(located),
      providerConfig: context.scopes.accountConfig(own.provider, located.config),
      values: located.values,
      observed: { from },
      schemaVersion: element.schema_version,
      deposed: text(element, 'deposed_key'),
    }),
    ...(values === null && {
      unknown: true,
      ...(from === 'state' && { unknownReason: 'malformed' as const }),
    }),
    ...(sensitive !== undefined && { sensitive }),
  };
}

function configOf({ configuration, scopes }: StateContext, { address, provider }: Named): string | undefined {
  if (configuration === undefined) return undefined;
  return scopes.configOf(configKeyOf(configuration, address), provider);
}
