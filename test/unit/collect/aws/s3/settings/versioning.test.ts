import { expect, it } from 'vitest';
import { versioning } from '../../../../../../src/collect/aws/s3/settings/versioning.ts';
import { recordOf } from './record-of.ts';

it.each([
  [{ Status: 'Enabled' }, { status: 'Enabled' }],
  [
    { Status: 'Suspended', MFADelete: 'Disabled' },
    { status: 'Suspended', mfa_delete: 'Disabled' },
  ],
  [{ MFADelete: 'Enabled' }, { status: 'Disabled', mfa_delete: 'Enabled' }],
])('versioning %o', (output, configuration) => {
  expect(recordOf(versioning, output)).toEqual({ values: { versioning_configuration: [configuration] } });
});

it('a bucket that was never versioned has none', () => {
  expect(recordOf(versioning, {})).toBeUndefined();
});
