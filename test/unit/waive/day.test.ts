/** Days and when a waiver holds. */
import { expect, test } from 'vitest';
import { dayOf, dayStart, daysBetween, validityOf } from '../../../src/waive/day.ts';

test.each([
  ['2027-01-31', 1_801_353_600],
  ['2028-02-29', Date.UTC(2028, 1, 29) / 1000],
  ['2027-02-29', undefined],
  ['2027-13-01', undefined],
  ['2027-1-1', undefined],
  ['', undefined],
])('%s begins at %s', (text, start) => {
  expect(dayStart(text)).toBe(start);
});

test('days between', () => {
  expect(daysBetween('2026-11-22', '2027-11-22')).toBe(365);
  expect(daysBetween('2027-01-02', '2027-01-01')).toBe(-1);
});

test.each([
  [0, '1970-01-01'],
  [-5, '1970-01-01'],
  [99_999_999_999, '5138-11-16'],
  [Number.MAX_SAFE_INTEGER, '9999-12-31'],
])('%d lies in %s', (now, day) => {
  expect(dayOf(now)).toBe(day);
});

test('to the last second of the day, and not the next', () => {
  const at = (text: string) => Date.parse(text) / 1000;
  const until = { expires: '2027-01-31' };
  expect(validityOf(until, at('2027-01-31T23:59:59Z'))).toBe('valid');
  expect(validityOf(until, at('2027-02-01T00:00:00Z'))).toBe('expired');
  expect(validityOf({ ...until, granted: '2027-01-02' }, at('2027-01-01T23:59:59Z'))).toBe('pending');
  expect(validityOf({ ...until, granted: '2027-01-02' }, at('2027-01-02T00:00:00Z'))).toBe('valid');
  expect(validityOf({}, 0)).toBe('valid');
});
