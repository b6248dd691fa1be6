import { expect, it } from 'vitest';
import { ownershipControls } from '../../../../../../src/collect/aws/s3/settings/ownership-controls.ts';
import { recordOf } from './record-of.ts';

it.each([
  ['BucketOwnerEnforced', 'default'],
  ['BucketOwnerPreferred', undefined],
  ['ObjectWriter', undefined],
])('ownership controls: %s has the origin %s', (ObjectOwnership, origin) => {
  expect(recordOf(ownershipControls, { OwnershipControls: { Rules: [{ ObjectOwnership }] } })).toEqual({
    values: { rule: [{ object_ownership: ObjectOwnership }] },
    ...(origin !== undefined && { origin }),
  });
});

it('ownership controls without a rule are none', () => {
  expect(recordOf(ownershipControls, { OwnershipControls: { Rules: [] } })).toBeUndefined();
  expect(recordOf(ownershipControls, {})).toBeUndefined();
});
