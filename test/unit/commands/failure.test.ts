/** Errors as they leave the program: a login that was typed into a URL is never repeated. */
import { expect, test } from 'vitest';
import { failureDocument, failureLines, failureOf } from '../../../src/commands/failure.ts';
import { DriftlockError } from '../../../src/errors.ts';

const URL_WITH_LOGIN = 'https://bot:hunter2@h.example/plan.json';

test('message, place and hint are told without the login of a URL', () => {
  const failure = failureOf(
    new DriftlockError('input-unreadable', `cannot read ${URL_WITH_LOGIN}`, {
      where: URL_WITH_LOGIN,
      hint: `did you mean ${URL_WITH_LOGIN}?`,
    }),
  );
  expect(failure).toEqual({
    code: 'input-unreadable',
    message: 'cannot read https://***@h.example/plan.json',
    where: 'https://***@h.example/plan.json',
    hint: 'did you mean https://***@h.example/plan.json?',
  });
  expect(failureLines(failure).join('\n') + failureDocument(failure)).not.toContain('hunter2');
});

test('what is no URL stays as it is', () => {
  const said = { message: 'm@n: a//b@c', where: 'a@b/c.json', hint: 'x@sha256:1' };
  expect(failureOf(new DriftlockError('usage', said.message, said))).toEqual({ code: 'usage', ...said });
});
