import { describe, expect, it } from 'vitest';
import { nextMarker } from '../../../../../src/collect/aws/iam/next-marker.ts';
import { CallError } from '../../../../../src/collect/call-error.ts';

describe('nextMarker', () => {
  const next = nextMarker('iam:ListRoles');

  it('is the marker while more is to follow', () => {
    expect(next({ IsTruncated: true, Marker: 'm' })).toBe('m');
    expect(next({ IsTruncated: false, Marker: 'm' })).toBeUndefined();
    expect(next({})).toBeUndefined();
  });

  it.each([{}, { Marker: '' }])('refuses a listing that is cut off: %j', (page) => {
    expect(() => next({ IsTruncated: true, ...page })).toThrow(CallError);
    expect(() => next({ IsTruncated: true, ...page })).toThrow(/iam:ListRoles: the listing is cut off/);
  });
});
