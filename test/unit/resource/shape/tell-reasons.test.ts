/** Reasons that a source tells stand at what they are about, and at nothing else. */
import { describe, expect, it } from 'vitest';
import type { Json, Path, Reason, Unknown } from '../../../../src/resource/resource.ts';
import { reasonAt, tellReasons } from '../../../../src/resource/shape/tell-reasons.ts';

const MIRROR: Json = {
  whole: 'variable',
  list: [false, 'data-source', { inner: 'unsupported' }],
  map: { a: { b: 'malformed' } },
  none: false,
  strange: 'no reason that there is',
  after: 'after-apply',
};

describe('the reason at a place', () => {
  it.each([
    ['of its own', ['whole'], 'variable'],
    ['of what it is in', ['whole', 0, 'x', 'y'], 'variable'],
    ['of a member', ['list', 1], 'data-source'],
    ['of a part of a member', ['list', 2, 'inner'], 'unsupported'],
    ['far inside', ['map', 'a', 'b'], 'malformed'],
    ['that apply decides', ['after'], 'after-apply'],
    ['none: only parts have one', ['list'], undefined],
    ['none: another member has one', ['list', 0], undefined],
    ['none: beside one that has', ['map', 'a', 'c'], undefined],
    ['none: behind the last member', ['list', 9], undefined],
    ['none: nothing is told of it', ['other'], undefined],
    ['none: what every object has', ['constructor'], undefined],
    ['none: what every list has', ['list', 'length'], undefined],
    ['none: a word that is no reason', ['strange'], undefined],
    ['none: false', ['none', 'x'], undefined],
    ['none of all', [], undefined],
  ] as [string, Path, Reason | undefined][])('%s', (_name, path, expected) => {
    expect(reasonAt(MIRROR, path)).toBe(expected);
  });

  it('is that of all where the mirror is one', () => {
    expect([reasonAt('variable', ['a', 0]), reasonAt('variable', []), reasonAt(null, ['a'])]).toEqual([
      'variable',
      'variable',
      undefined,
    ]);
  });
});

describe('told reasons', () => {
  it('stand in the place of "after apply" alone, in the order in which the places were', () => {
    const places: Unknown[] = [
      { path: ['attributes', 'whole'], reason: 'after-apply' },
      { path: ['attributes', 'whole', 'part'], reason: 'unset' },
      { path: ['attributes', 'list', 1], reason: 'after-apply', api: 's3:GetBucketPolicy' },
      { path: ['attributes', 'list'], reason: 'after-apply' },
      { path: ['attributes', 'list', 2, 'inner'], reason: 'redacted' },
    ];
    tellReasons(places, MIRROR);
    expect(places).toEqual([
      { path: ['attributes', 'whole'], reason: 'variable' },
      { path: ['attributes', 'whole', 'part'], reason: 'unset' },
      { path: ['attributes', 'list', 1], reason: 'data-source', api: 's3:GetBucketPolicy' },
      { path: ['attributes', 'list'], reason: 'after-apply' },
      { path: ['attributes', 'list', 2, 'inner'], reason: 'redacted' },
    ]);
  });

  it('change no entry that others hold', () => {
    const entry: Unknown = Object.freeze({ path: ['attributes', 'whole'], reason: 'after-apply' });
    const places = [entry];
    tellReasons(places, MIRROR);
    expect([entry.reason, places[0]?.reason]).toEqual(['after-apply', 'variable']);
  });
});
