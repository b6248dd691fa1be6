/** Reads a state file (`terraform.tfstate`), version 4, of Terraform and OpenTofu alike. */
import { DriftlockError } from '../../errors.ts';
import type { RawResource } from '../../resource/raw-resource.ts';
import type { Json } from '../../resource/resource.ts';
import type { Document, Wanted } from '../document/document.ts';
import type { Format, ReadContext, ReadInput } from '../format.ts';
import { malformedInput, oneLine } from '../malformed-input.ts';
import { createScopes } from '../scope/scopes.ts';
import { locateInstance, rawInstance } from './raw-instance.ts';
import { stateInput } from './state-input.ts';

export const stateFileFormat: Format = {
  title: 'state file',
  holds: ['resources'],
  matches: ({ keys }) =>
    keys.has('version') && !keys.has('format_version') && STATE_FILE_KEYS.some((key) => keys.has(key)),
  read: readStateFile,
};

const STATE_FILE_KEYS = ['terraform_version', 'serial', 'lineage', 'modules', 'resources'];

function readStateFile(document: Document, context: ReadContext): ReadInput {
  const { name, header } = document;
  checkVersion(name, header.version);
  if (!document.keys.has('resources')) throw malformedInput(name, 'resources is missing');
  const scopes = createScopes(document.configuration, undefined);
  const state = { name, scopes };
  for (const element of document.samples('resources')) {
    const located = locateInstance(state, element);
    if (located !== undefined) scopes.learn(located);
  }
  function* raws(wanted: Wanted): Generator<RawResource> {
    for (const element of document.elements('resources', wanted)) {
      const raw = rawInstance(state, element);
      if (raw !== undefined) yield raw;
    }
  }
  return stateInput(document, 'resources', { version: '4', notices: [], raws }, context);
}

function checkVersion(where: string, version: Json | undefined): void {
  if (version === 4) return;
  const shown = oneLine(JSON.stringify(version) ?? 'none');
  throw new DriftlockError('input-unsupported', `state file version ${shown} is not read, only 4`, {
    where,
    hint: 'pass what `terraform show -json` prints of this state',
  });
}
