/** Lists of links that may go on, and policies that read them by number. */
import { describe, expect, test } from 'vitest';
import { openLists } from '../../../src/evaluate/open-lists.ts';
import type { ReadPath } from '../../../src/resource/read-path.ts';
import type { Path, Unknown } from '../../../src/resource/resource.ts';

const TRAILS: Path = ['referrers', 'aws_cloudtrail', 'account'];
const GOES_ON: Unknown = { path: [...TRAILS, 2], reason: 'link-open' };
const ELEMENT: Unknown = { path: ['values', 'rules', 2], reason: 'after-apply' };
const INSIDE: Unknown = { path: [...TRAILS, 0, 'values', 'name'], reason: 'after-apply' };
const PLACES = [GOES_ON, ELEMENT, INSIDE];
const WHOLE = [{ ...GOES_ON, path: TRAILS }, ELEMENT, INSIDE];

test.each<[string, ReadPath, readonly Unknown[]]>([
  ['the first record', [...TRAILS, 0, 'values'], WHOLE],
  ['a record behind the last', [...TRAILS, 5], WHOLE],
  ['by number, of any attribute', ['referrers', 'aws_cloudtrail', null, 0], WHOLE],
  ['each of them', [...TRAILS, null, 'values'], PLACES],
  ['the list', TRAILS, PLACES],
  ['the first of another list', ['referrers', 'aws_cloudtrail', 'bucket', 0], PLACES],
  ['an element of a setting', ['values', 'rules', 3], PLACES],
])('%s', (_, read, places) => {
  expect(openLists(PLACES, [['values'], read])).toEqual(places);
});

describe('a record that may not be there', () => {
  const PERHAPS: Unknown = { path: [...TRAILS, 0, ''], reason: 'denied', api: 'cloudtrail:GetTrail' };
  const OPEN = [{ ...PERHAPS, path: TRAILS }, INSIDE];

  test.each<[string, ReadPath, readonly Unknown[]]>([
    ['who asks whether there is one', [...TRAILS, null, ''], OPEN],
    ['who takes the records whole', [...TRAILS, null], OPEN],
    ['who takes the list whole', TRAILS, OPEN],
    ['who takes all lists', ['referrers'], OPEN],
    ['who reads what each holds', [...TRAILS, null, 'values', 'name'], [INSIDE]],
    ['who asks of another list', ['referrers', 'aws_cloudtrail', 'bucket', null, ''], [INSIDE]],
  ])('%s', (_, read, places) => {
    expect(openLists([PERHAPS, INSIDE], [read])).toEqual(places);
  });
});
