/** Placeholders of the same kind that tell nothing, and paths that end where the secret begins. */
import { describe, expect, it } from 'vitest';
import { cutAtSensitive, isSensitive, maskInput } from '../../../src/evaluate/sensitive.ts';

describe('maskInput', () => {
  it('puts one placeholder of the same kind in place of what is sensitive', () => {
    const input = {
      values: {
        password: 'p',
        port: 1,
        map: { hush: 'h', other: [1] },
        list: [{ hush: 1 }, 2],
        rest: { a: 1 },
      },
    };
    const places = [
      ['values', 'password'],
      ['values', 'port'],
      ['values', 'map'],
      ['values', 'list'],
      ['values', 'rest', 'missing'],
    ];
    expect(maskInput(input, places)).toEqual({
      values: {
        password: '(sensitive)',
        port: '(sensitive)',
        map: { '(sensitive)': '(sensitive)' },
        list: ['(sensitive)'],
        rest: { a: 1 },
      },
    });
  });

  it('takes places inside of each other, in any order', () => {
    const input = { tags: { hush: 'h' } };
    const masked = { tags: { '(sensitive)': '(sensitive)' } };
    expect(maskInput(input, [['tags'], ['tags', 'hush']])).toEqual(masked);
    expect(maskInput(input, [['tags', 'hush'], ['tags']])).toEqual(masked);
  });
});

describe('cutAtSensitive', () => {
  it('ends a path at the sensitive place that it enters', () => {
    expect(cutAtSensitive(['tags', 'hush', 0], [['tags']])).toEqual(['tags']);
    expect(cutAtSensitive(['tags', 'hush', 0], [['tags', 'hush'], ['tags']])).toEqual(['tags']);
    expect(cutAtSensitive(['values', 'a'], [['tags']])).toEqual(['values', 'a']);
    expect(isSensitive(['tags'], [['tags', 'a']])).toBe(true);
  });
});
