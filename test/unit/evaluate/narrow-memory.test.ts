/** The memory of narrowed verdicts: bounded, and without failures. */
import { expect, test } from 'vitest';
import type { Narrowed } from '../../../src/evaluate/narrow.ts';
import { narrowMemory } from '../../../src/evaluate/narrow-memory.ts';
import type { Condition } from '../../../src/finding/condition.ts';

const OPEN: Condition = { op: 'defined', args: [{ input: ['values', 'x'] }] };
const ANSWER: Narrowed = { verdict: 'unknown', denies: [], left: { applies: { all: [] }, denies: [OPEN] } };

/** What an answer with one leaf is counted for, without its question. */
const LENGTH = 128;

test('gives the answer of the question, also while it is on its way', async () => {
  const memory = narrowMemory();
  const answer = Promise.resolve(ANSWER);
  memory.set('a', answer);
  expect(memory.get('a')).toBe(answer);
  expect(memory.get('b')).toBeUndefined();
  await answer;
  expect(memory.get('a')).toBe(answer);
});

test('forgets what failed, what tells of an error, and what is too long', async () => {
  const memory = narrowMemory();
  const failed = Promise.reject(new Error('no'));
  memory.set('failed', failed);
  memory.set('error', Promise.resolve({ ...ANSWER, error: 'no' }));
  const long = 'x'.repeat(64 * 1024 + 1);
  memory.set(long, Promise.resolve(ANSWER));
  await expect(failed).rejects.toThrow('no');
  await new Promise(setImmediate);
  expect(['failed', 'error', long].map((question) => memory.get(question))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('begins anew beyond its characters', async () => {
  const memory = narrowMemory(2 * (LENGTH + 1));
  for (const question of ['a', 'b']) memory.set(question, Promise.resolve(ANSWER));
  await new Promise(setImmediate);
  expect(await Promise.all(['a', 'b'].map((question) => memory.get(question)))).toEqual([ANSWER, ANSWER]);
  memory.set('c', Promise.resolve(ANSWER));
  await new Promise(setImmediate);
  expect(['a', 'b', 'c'].map((question) => memory.get(question))).toEqual([undefined, undefined, undefined]);
});

/** An answer of which as many different parts are left. */
function answerOf(leaves: number): Promise<Narrowed> {
  const denies = Array.from(
    { length: leaves },
    (_, index): Condition => ({
      op: 'defined',
      args: [{ input: ['values', index] }],
    }),
  );
  return Promise.resolve({ ...ANSWER, left: { ...ANSWER.left, denies } });
}

test('keeps long answers apart from short ones', async () => {
  const most = 2000 * LENGTH;
  const memory = narrowMemory(most);
  const short = Promise.resolve(ANSWER);
  const long = answerOf(600);
  memory.set('short', short);
  memory.set('long', long);
  await new Promise(setImmediate);
  expect(memory.get('long')).toBe(long);
  for (const question of ['b', 'c', 'd']) memory.set(question, answerOf(600));
  memory.set('beyond all', answerOf(2001));
  await new Promise(setImmediate);
  expect(['long', 'b', 'c', 'd', 'beyond all'].map((question) => memory.get(question))).toEqual(
    Array.from({ length: 5 }, () => undefined),
  );
  expect(memory.get('short')).toBe(short);
});
