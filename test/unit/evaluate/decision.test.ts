/** What decided, told without keys or values of what is sensitive. */
import { describe, expect, it } from 'vitest';
import { decisionsOf } from '../../../src/evaluate/decision.ts';
import type { Policy } from '../../../src/finding/policy.ts';
import type { ReadPath } from '../../../src/resource/read-path.ts';
import type { Path } from '../../../src/resource/resource.ts';

const input = { type: 'aws_ebs_volume', tags: { hush: 'h', Team: 'core' }, values: { size: 1 } };

function decided(reads: readonly ReadPath[], given: readonly Path[], sensitive: readonly Path[]) {
  const policy = { reads: { applies: [], denies: [reads], all: reads } } as unknown as Policy;
  return decisionsOf(policy, [0], given, input, sensitive);
}

describe('decisionsOf', () => {
  it('ends a path at the sensitive place, once', () => {
    const reads: ReadPath[] = [
      ['tags', null],
      ['values', 'size'],
    ];
    expect(decided(reads, [], [['tags']])).toEqual([
      { path: ['tags'], sensitive: true },
      { path: ['values', 'size'], value: 1 },
    ]);
    expect(decided(reads, [], [['tags', 'hush']])).toEqual([
      { path: ['tags', 'hush'], sensitive: true },
      { path: ['tags', 'Team'], value: 'core' },
      { path: ['values', 'size'], value: 1 },
    ]);
  });

  it('does so with paths that a policy gave', () => {
    expect(
      decided(
        [],
        [
          ['tags', 'hush', 'h'],
          ['tags', 'Team'],
        ],
        [['tags']],
      ),
    ).toEqual([{ path: ['tags'], sensitive: true }]);
  });

  it('leaves out the value of what holds a sensitive place', () => {
    expect(decided([['tags']], [], [['tags', 'hush']])).toEqual([{ path: ['tags'], sensitive: true }]);
  });
});
