/** Reads `terraform show -json` of a state, of Terraform and OpenTofu alike. */
import type { RawResource } from '../../resource/raw-resource.ts';
import type { Document, Wanted } from '../document/document.ts';
import type { Format, ReadContext, ReadInput } from '../format.ts';
import { checkFormatVersion } from '../format-version.ts';
import { malformedInput } from '../malformed-input.ts';
import { createScopes } from '../scope/scopes.ts';
import { rawStateResource } from './raw-state-resource.ts';
import { stateInput } from './state-input.ts';

/** What a state has beside its values. */
const BESIDE_VALUES = new Set(['format_version', 'terraform_version', 'checks']);

export const stateFormat: Format = {
  title: 'state JSON',
  holds: ['values'],
  matches: ({ keys }) =>
    keys.has('values') || (keys.has('format_version') && [...keys].every((key) => BESIDE_VALUES.has(key))),
  read: readState,
};

function readState(document: Document, context: ReadContext): ReadInput {
  const { name, header } = document;
  const version = checkFormatVersion(name, 'state', header.format_version);
  checkHasValues(document);
  // This format does not say which provider configuration a resource has, so nothing is learnt across resources.
  const state = { name, scopes: createScopes(document.configuration, undefined) };
  function* raws(wanted: Wanted): Generator<RawResource> {
    for (const element of document.elements('values', wanted)) {
      const raw = rawStateResource(state, element, 'state');
      if (raw !== undefined) yield raw;
    }
  }
  const notices = version === undefined ? ['names no format_version: read as 1.x'] : [];
  return stateInput(document, 'values', { version, notices, raws }, context);
}

/** Terraform prints an empty state as `{"format_version":"1.0"}` (seen with 1.11.4), any other with its root module. */
function checkHasValues(document: Document): void {
  const { name, keys } = document;
  const isEmptyState = keys.size === 1 && keys.has('format_version');
  if (isEmptyState || document.hasRoot('values')) return;
  const missing = keys.has('values') ? 'values has no root_module' : 'values is missing';
  throw malformedInput(name, `${missing}, though the state is not printed as an empty one`);
}
