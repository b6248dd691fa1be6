import { describe, expect, test } from 'vitest';
import { settingValues, unknownVariables } from '../../../src/config/settings.ts';

const NOW = 1_770_000_000;

describe('settingValues', () => {
  test('defaults', () => {
    expect(settingValues({ now: String(NOW) }, {})).toEqual({
      failOn: 'low',
      show: new Set(['fail', 'unknown', 'error', 'waived']),
      only: 'all',
      unknown: 'report',
      introduced: false,
      allowIncomplete: false,
      assumptions: true,
      policyTimeout: 10,
      now: NOW,
    });
  });

  test('flags win over the environment, the environment over defaults', () => {
    const environment = { DRIFTLOCK_FAIL_ON: 'high', DRIFTLOCK_ONLY: 'changed', DRIFTLOCK_SHOW: '' };
    const { failOn, only, show } = settingValues({ failOn: 'critical' }, environment);
    expect({ failOn, only, show: [...show] }).toEqual({
      failOn: 'critical',
      only: 'changed',
      show: ['fail', 'unknown', 'error', 'waived'],
    });
  });

  test.each([
    [{ assumptions: false }, {}, false],
    [{}, { DRIFTLOCK_ASSUMPTIONS: 'false' }, false],
    [{ assumptions: true }, { DRIFTLOCK_ASSUMPTIONS: '0' }, true],
    [{}, { DRIFTLOCK_ASSUMPTIONS: '1' }, true],
  ])('assumptions: %j %j', (flags, environment, expected) => {
    expect(settingValues(flags, environment).assumptions).toBe(expected);
  });

  test('a list of verdicts adds to what is always shown', () => {
    expect([...settingValues({ show: 'pass' }, {}).show]).toEqual([
      'fail',
      'unknown',
      'error',
      'waived',
      'pass',
    ]);
    expect(settingValues({ show: 'all' }, {}).show.size).toBe(6);
  });

  test.each([
    ['2026-01-31T12:00:00Z', 1_769_860_800],
    ['0', 0],
    ['1769860800', 1_769_860_800],
  ])('the clock %s', (now, seconds) => {
    expect(settingValues({ now }, {}).now).toBe(seconds);
  });

  test.each([
    [{ failOn: 'hihg' }, {}, '--fail-on: unknown value "hihg"', 'did you mean "high"'],
    [{}, { DRIFTLOCK_FAIL_ON: 'x' }, 'DRIFTLOCK_FAIL_ON: unknown value "x"', 'known: critical'],
    [{ show: 'fail,pas' }, {}, '--show: unknown value "pas"', 'did you mean "pass"'],
    [{ now: 'tomorrow' }, {}, '--now: "tomorrow" is neither epoch seconds nor a time', 'for instance'],
    [
      { policyTimeout: '-1' },
      {},
      '--policy-timeout: "-1" is not a number of seconds above 0',
      'for instance 30',
    ],
    [{}, { DRIFTLOCK_ASSUMPTIONS: 'no' }, 'DRIFTLOCK_ASSUMPTIONS: unknown value "no"', 'known: true'],
    [
      {},
      { DRIFTLOCK_ALLOW_INCOMPLETE: 'yes' },
      'DRIFTLOCK_ALLOW_INCOMPLETE: unknown value "yes"',
      'known: true',
    ],
  ])('%j %j is refused', (flags, environment, message, hint) => {
    expect(() => settingValues(flags, environment)).toThrow(
      expect.objectContaining({
        code: 'usage',
        message,
        hint: hint === undefined ? undefined : expect.stringContaining(hint),
      }),
    );
  });
});

test('a variable that looks like a setting is named', () => {
  const environment = {
    DRIFTLOCK_FAILON: 'low',
    DRIFTLOCK_FAIL_ON: 'low',
    DRIFTLOCK_REDACTION_KEY: 'k',
    HOME: '/',
  };
  expect(unknownVariables(environment)).toEqual([
    'DRIFTLOCK_FAILON is not a setting; did you mean DRIFTLOCK_FAIL_ON?',
  ]);
});
