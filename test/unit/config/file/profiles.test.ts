/** Which profile counts, and who wins: flag, environment, profile, file, default. */
import { describe, expect, test } from 'vitest';
import { type ConfigFlags, loadConfig } from '../../../../src/config/file/load-config.ts';
import { settledSettings } from '../../../../src/config/settings.ts';
import { sourceText } from '../../../../src/config/source.ts';
import { refused, standIn, write } from './config-folder.ts';

describe('profiles', () => {
  const BROUGHT = 'recommended, strict, change-safety, tags';

  const TEXT = `
failOn: medium
only: changed
profile: own
profiles:
  own: {failOn: high}
  base: {failOn: critical, unknown: fail}
  left: {extends: base, policyTimeout: 5}
  right: {extends: [base], policyTimeout: 6}
  both: {extends: [left, right], failOn: info}
`;

  test.each<[string, ConfigFlags, Readonly<Record<string, string>>, readonly string[]]>([
    ['the own of the file', {}, {}, ['own']],
    ['that of the environment', {}, { DRIFTLOCK_PROFILE: 'base' }, ['base']],
    [
      'that of the flag',
      { profile: 'both' },
      { DRIFTLOCK_PROFILE: 'base' },
      ['base', 'left', 'right', 'both'],
    ],
  ])('%s', async (_, flags, variables, expected) => {
    standIn('.');
    write('driftlock.yaml', TEXT);
    const { layers, profile } = await loadConfig(flags, variables);
    expect(layers.map((layer) => layer.profile)).toEqual([undefined, ...expected]);
    expect(profile.value).toBe(expected.at(-1));
  });

  const FLAG = { failOn: 'low' };
  const VARIABLE = { DRIFTLOCK_FAIL_ON: 'critical' };
  test.each<
    [
      string,
      Readonly<Record<string, unknown>>,
      Readonly<Record<string, string>>,
      string | undefined,
      string,
      string,
    ]
  >([
    ['flag', FLAG, VARIABLE, 'both', 'low', 'flag --fail-on'],
    ['environment', {}, VARIABLE, 'both', 'critical', 'env DRIFTLOCK_FAIL_ON'],
    ['profile', {}, {}, 'both', 'info', 'profile both (driftlock.yaml:10)'],
    ['profile that it extends', {}, {}, 'left', 'critical', 'profile base (driftlock.yaml:7)'],
    ['file', {}, {}, 'none', 'medium', 'driftlock.yaml:2'],
  ])('%s > …', async (_, flags, variables, profile, value, source) => {
    standIn('.');
    write('driftlock.yaml', `${TEXT}  none: {}\n`);
    const { layers } = await loadConfig(profile === undefined ? {} : { profile }, {});
    const { failOn } = settledSettings(flags, layers, variables);
    expect([failOn.value, sourceText(failOn.source)]).toEqual([value, source]);
  });

  test('default comes last', () => {
    const { failOn } = settledSettings({}, [], {});
    expect([failOn.value, sourceText(failOn.source)]).toEqual(['low', 'default']);
  });

  test('every setting can be given by the file', async () => {
    standIn('.');
    write(
      'driftlock.yaml',
      'failOn: info\nshow: []\nonly: changed\nunknown: fail\nintroduced: true\nallowIncomplete: true\nassumptions: false\npolicyTimeout: 0.5\nnow: 1770000000',
    );
    const { layers } = await loadConfig({}, {});
    const settings = settledSettings({}, layers, {});
    expect(
      Object.entries(settings).map(([name, { value, source }]) => [name, value, sourceText(source)]),
    ).toEqual([
      ['failOn', 'info', 'driftlock.yaml:1'],
      ['show', new Set(['fail', 'unknown', 'error', 'waived']), 'driftlock.yaml:2'],
      ['only', 'changed', 'driftlock.yaml:3'],
      ['unknown', 'fail', 'driftlock.yaml:4'],
      ['introduced', true, 'driftlock.yaml:5'],
      ['allowIncomplete', true, 'driftlock.yaml:6'],
      ['assumptions', false, 'driftlock.yaml:7'],
      ['policyTimeout', 0.5, 'driftlock.yaml:8'],
      ['now', 1770000000, 'driftlock.yaml:9'],
    ]);
  });

  test.each<[string, string, ConfigFlags, Readonly<Record<string, string>>, unknown]>([
    [
      'an unknown one',
      TEXT,
      { profile: 'bose' },
      {},
      {
        where: '--profile',
        message: 'unknown profile "bose"',
        hint: expect.stringContaining('did you mean "base"?'),
      },
    ],
    [
      'an unknown one of the file',
      'profile: x',
      {},
      {},
      {
        where: 'driftlock.yaml:1:10',
        message: 'unknown profile "x"',
        hint: `known: ${BROUGHT}`,
      },
    ],
    [
      'one that extends nobody who is there, although it is not chosen',
      'profiles: {a: {extends: b}}',
      {},
      {},
      { where: 'driftlock.yaml:1:25', message: 'unknown profile "b"', hint: `known: a, ${BROUGHT}` },
    ],
    [
      'a circle',
      'profiles: {a: {extends: [b]}, b: {extends: c}, c: {extends: b}}',
      {},
      {},
      {
        where: 'driftlock.yaml:1:61',
        message: 'profiles extend each other in a circle: b → c → b',
        hint: undefined,
      },
    ],
    [
      'without a file for it',
      TEXT,
      { config: false, profile: 'base' },
      {},
      {
        where: undefined,
        message: '--profile base: there is no configuration file',
        hint: `driftlock itself brings ${BROUGHT}`,
      },
    ],
    [
      'one of the name of a profile that the package brings',
      'profiles: {a: {}, strict: {}}',
      {},
      {},
      {
        where: 'driftlock.yaml:1:19',
        message: 'the profile strict is one that driftlock brings',
        hint: 'give yours another name; `extends: strict` makes it begin with that one',
      },
    ],
  ])('%s is refused', async (_, text, flags, variables, expected) => {
    standIn('.');
    write('driftlock.yaml', text);
    expect(await refused(flags, variables)).toEqual(expected);
  });

  test('one of the environment is refused where there is no file, and not read with --no-config', async () => {
    standIn('.');
    expect(await refused({}, { DRIFTLOCK_PROFILE: 'x' })).toEqual({
      where: undefined,
      message: 'DRIFTLOCK_PROFILE x: there is no configuration file',
      hint: `others stand in driftlock.yaml, which is looked for up to the root of the repository, --config names another file; driftlock itself brings ${BROUGHT}`,
    });
    expect((await loadConfig({ config: false }, { DRIFTLOCK_PROFILE: 'x' })).layers).toEqual([]);
  });
});
