/** `exitCode` of the library: what the process of `driftlock scan` ends with. */
import { expect, test } from 'vitest';
import { type ExitOptions, exitCode, scan } from '../../../src/library/index.ts';
import { EXAMPLE, runCli } from '../../cli/run-cli.ts';

test.each<[ExitOptions, string[]]>([
  [{}, []],
  [{ failOn: 'critical' }, ['--fail-on', 'critical']],
  [{ failOn: 'critical', unknown: 'fail' }, ['--fail-on', 'critical', '--unknown', 'fail']],
  [{ allowIncomplete: true, failOn: 'critical' }, ['--allow-incomplete', '--fail-on', 'critical']],
])('%o', async (options, flags) => {
  const { code } = await runCli(['scan', EXAMPLE, ...flags]);
  expect(exitCode(await scan(EXAMPLE), options)).toBe(code);
});

test.each<[unknown, string, RegExp]>([
  [{ failon: 'high' }, 'failon', /"failOn"/],
  [{ failOn: 'hihg' }, 'failOn', /"high"/],
  [{ unknown: true }, 'unknown', /report, fail/],
  [{ allowIncomplete: 1 }, 'allowIncomplete', /true/],
])('refuses %o', async (options, where, hint) => {
  const report = await scan(EXAMPLE);
  expect(() => exitCode(report, options as ExitOptions)).toThrow(
    expect.objectContaining({ code: 'usage', where, hint: expect.stringMatching(hint) }),
  );
});
