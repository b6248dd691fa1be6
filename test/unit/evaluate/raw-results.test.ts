/** What counts as a result of a raw rule, and words of results without sensitive values. */
import { describe, expect, test } from 'vitest';
import { rawResults, withoutSecrets } from '../../../src/evaluate/raw-results.ts';
import type { RawPolicy } from '../../../src/finding/raw-policy.ts';

const POLICY: RawPolicy = {
  id: 'main.deny_x',
  package: ['main'],
  name: 'deny_x',
  exception: 'x',
  severity: 'high',
  enforcement: 'block',
  title: 'main.deny_x',
  relatedResources: [],
  file: 'p/a.rego',
  row: 3,
  col: 1,
  reads: [],
};

describe('results', () => {
  test('texts, and objects with msg', () => {
    expect(rawResults(POLICY, ['a', { msg: 'b', n: 1, metadata: { address: 'x' } }, { msg: '' }])).toEqual([
      { message: 'a' },
      { message: 'b', metadata: { n: 1, metadata: { address: 'x' } } },
      { message: '' },
    ]);
    expect(rawResults(POLICY, null)).toEqual([]);
    expect(rawResults(POLICY, [])).toEqual([]);
  });

  test.each([
    [true, 'main.deny_x gives a boolean, not a set of messages'],
    [{ msg: 'secret' }, 'main.deny_x gives an object, not a set of messages'],
    [[7], 'main.deny_x has a number as a result, not a message or an object with msg'],
    [[null], 'main.deny_x has null as a result, not a message or an object with msg'],
    [['a', ['secret']], 'main.deny_x has a list as a result, not a message or an object with msg'],
    [[{ message: 'secret' }], 'main.deny_x has a result without msg, but with message'],
    [[{ msg: 5 }], 'main.deny_x has a result whose msg is a number, not a text'],
  ])('%j is none', (value, message) => {
    expect(() => rawResults(POLICY, value)).toThrow(
      expect.objectContaining({ code: 'policy-invalid', message, where: 'p/a.rego:3:1' }),
    );
  });
});

describe('words without sensitive values', () => {
  const told = (...messages: string[]) => messages.map((message) => ({ message }));
  const hidden = { message: 'main.deny_x denies; its words depend on a sensitive value and are not shown' };

  test('what is the same stays, what differs by the placeholder has it', () => {
    expect(
      withoutSecrets(
        POLICY,
        told('a is pw-1!', 'b is open', 'c: pw-1, pw-2'),
        told('a is (sensitive)!', 'b is open', 'c: (sensitive), (sensitive)'),
      ),
    ).toEqual(told('a is (sensitive)!', 'b is open', 'c: (sensitive), (sensitive)'));
  });

  test('what cannot be told apart from the value has no words', () => {
    expect(withoutSecrets(POLICY, told('4 characters', 'b'), told('11 characters', 'b'))).toEqual([
      hidden,
      { message: 'b' },
    ]);
    expect(withoutSecrets(POLICY, told('cHctMQ=='), [])).toEqual([hidden]);
  });

  test('a placeholder in one result gives no words to another', () => {
    expect(
      withoutSecrets(POLICY, told('x is pw', 'y is pw'), told('y is (sensitive)', 'z is (sensitive)')),
    ).toEqual([hidden, { message: 'y is (sensitive)' }]);
  });

  test('members of objects are held against each other too', () => {
    expect(
      withoutSecrets(
        POLICY,
        [{ message: 'm', metadata: { value: 'pw-1' } }],
        [{ message: 'm', metadata: { value: '(sensitive)' } }],
      ),
    ).toEqual([{ message: 'm', metadata: { value: '(sensitive)' } }]);
  });
});
