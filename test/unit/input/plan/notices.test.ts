import { describe, expect, it } from 'vitest';
import { checkNotices, onlyMajor } from '../../../../src/input/plan/notices.ts';

describe('onlyMajor', () => {
  it.each([
    ['5.100.0', 5],
    ['= 4.67.0', 4],
    ['v4.1', 4],
    ['~> 4.16', 4],
    ['~> 4.16.1', 4],
    ['>= 4.1, < 5.0.0', 4],
    ['~> 4', undefined],
    ['>= 4.0', undefined],
    ['>= 4.0, < 6.0', undefined],
    ['>= 4.0, < 5.1', undefined],
    ['< 5.0', undefined],
    ['', undefined],
    ['nonsense', undefined],
  ])('%j allows %s alone', (constraint, major) => {
    expect(onlyMajor(constraint)).toBe(major);
  });
});

describe('checkNotices', () => {
  const check = (status: string, ...messages: string[]) => ({
    address: { to_display: 'check.c' },
    status,
    instances: [{ problems: messages.map((message) => ({ message })) }],
  });

  it('says what failed and why, each in one line without control characters', () => {
    const hostile = `a\n\u001b[31mb${'x'.repeat(400)}`;
    const lines = checkNotices([
      check('pass'),
      check('fail', 'one', 'two'),
      check('error'),
      check('fail', hostile),
    ]);
    expect(lines.slice(0, 2)).toEqual(['check.c failed: one; two', 'check.c could not be carried out']);
    expect(lines[2]).toMatch(/^check\.c failed: a \[31mbx+…$/);
    expect(lines[2]).toHaveLength(300);
  });

  it.each([undefined, null, {}, [null], [{ status: 'fail', instances: 3 }]])('bears %j', (checks) => {
    expect(checkNotices(checks).length).toBeLessThan(2);
  });
});
