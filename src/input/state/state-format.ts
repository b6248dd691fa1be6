/** Reads `terraform show -json` of a state, of Terraform and OpenTofu alike. */
import type { RawResource } from '../../resource/raw-resource.ts';
import type { Document, Wanted } from '../document/document.ts';
import type { Format, ReadContext } from '../format.ts';
import { checkFormatVersion } from '../format-version.ts';
import type { Input } from '../input.ts';
import { createScopes } from '../scope/scopes.ts';
import { rawStateResource } from './raw-state-resource.ts';
import { stateInput } from './state-input.ts';

/** An empty state is printed as its version alone. */
const EMPTY_STATE = new Set(['format_version', 'terraform_version', 'checks']);

export const stateFormat: Format = {
  title: 'state JSON',
  holds: ['values'],
  matches: ({ keys }) =>
    keys.has('values') || (keys.has('format_version') && [...keys].every((key) => EMPTY_STATE.has(key))),
  read: readState,
};

function readState(document: Document, context: ReadContext): Input {
  const { name, header } = document;
  const version = checkFormatVersion(name, 'state', header.format_version);
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
