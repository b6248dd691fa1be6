import { expect, it } from 'vitest';
import { timeText } from '../../../../src/collect/aws/time-text.ts';

it('is what the provider writes: whole seconds in UTC', () => {
  expect(timeText(new Date('2026-11-21T16:55:18.385317+01:00'))).toBe('2026-11-21T15:55:18Z');
});

it('is absent for no time', () => {
  expect(timeText(undefined)).toBeUndefined();
  expect(timeText(new Date('no time'))).toBeUndefined();
});
