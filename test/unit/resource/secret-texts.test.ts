import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretTexts } from '../../../src/resource/secret-texts.ts';

describe('secretTexts', () => {
  it.each([
    '',
    'true',
    '80',
    'gp3',
    'prod',
    'AES256'.slice(0, 5),
    'default',
    'enabled',
    '123456789012',
    'us-east-1',
    'eu-central-1a',
    'us-gov-west-1',
    '0.0.0.0/0',
    '2012-10-17',
  ])('does not look for %j, which anybody may write', (text) => {
    const secrets = secretTexts([text]);
    expect(secrets.isEmpty).toBe(true);
    expect(secrets.isCopy(text)).toBe(false);
  });

  it('finds short ones whole, longer ones inside other texts, words only where they are long', () => {
    const secrets = secretTexts(['abc-12', 'pass-123', 'passwords', 'grandmothers']);
    const copies = [
      'abc-12',
      'pass-123',
      'my pass-123 here',
      'passwords',
      'two grandmothers',
      'grandmothers',
    ];
    expect(copies.filter((text) => !secrets.isCopy(text))).toEqual([]);
    const others = ['abc-1', 'an abc-12', 'Pass-123', 'pass-12', 'the passwords', 'grandmother', ''];
    expect(others.filter((text) => secrets.isCopy(text))).toEqual([]);
  });

  it('finds in any text exactly what includes finds', () => {
    const letters = fc.constantFrom('a', 'b', 'ab', '-', '1', 'é', '😀');
    const long = fc.array(letters, { minLength: 9, maxLength: 12 }).map((parts) => `1-${parts.join('')}`);
    const text = fc.array(fc.oneof(letters, long), { maxLength: 12 }).map((parts) => parts.join(''));
    let hits = 0;
    fc.assert(
      fc.property(fc.array(long, { maxLength: 4 }), text, fc.boolean(), (parts, around, isInside) => {
        const looked = isInside ? `${around}${parts[0] ?? ''}${around}` : around;
        const expected = parts.some((part) => looked.includes(part));
        if (expected) hits++;
        expect(secretTexts(parts).isCopy(looked)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
    expect(hits).toBeGreaterThan(200);
  });

  it('takes as long for ten thousand texts as for ten', () => {
    const many = secretTexts(Array.from({ length: 10_000 }, (_, at) => `secret-number-${at}-of-many`));
    const text = 'nothing secret in here at all '.repeat(1000);
    const start = performance.now();
    for (let run = 0; run < 20; run++) expect(many.isCopy(text)).toBe(false);
    expect(performance.now() - start).toBeLessThan(1500);
    expect(many.isCopy(`${text}secret-number-9999-of-many`)).toBe(true);
  });
});
