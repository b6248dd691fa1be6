/** What scans by raw policies come to: exit codes, the file and the clock, fingerprints. */
import { afterAll, describe, expect, test } from 'vitest';
import { exitCode } from '../../../src/finding/exit-code.ts';
import { rawScans } from './raw-scans.ts';

const { folder, scanBy } = rawScans();
afterAll(() => folder.remove());
const SLOW = { timeout: 60_000 };

const UNKNOWN = 'package main\n\ndeny contains "m" if input.resource_changes[_].change.after.id == "x"\n';
const CONFLICT = 'x := 1\n\nx := 2 if input.resource_changes\n\ndeny contains "m" if x == 3\n';

describe('exit codes', () => {
  test.each([
    ['a warning', 'package main\n\nwarn contains "m"\n', {}, 0],
    ['an exception', 'package main\n\ndeny contains "m"\n\nexception contains [""]\n', {}, 0],
    ['a denial', 'package main\n\ndeny contains "m"\n', {}, 1],
    ['a denial without words', 'package main\n\ndeny contains ""\n', {}, 1],
    ['one not severe enough', 'package main\n\ndeny contains "m"\n', { failOn: 'critical' as const }, 0],
    ['what is not known', UNKNOWN, {}, 0],
    ['what is not known, where that fails', UNKNOWN, { unknown: 'fail' as const }, 1],
    ['a conflict', `package main\n\n${CONFLICT}`, {}, 3],
  ])('%s', SLOW, async (what, text, rules, expected) => {
    const report = await scanBy(`exit-${what.replace(/\W/g, '-')}`, text);
    const code = exitCode(report, { failOn: 'low', unknown: 'report', allowIncomplete: false, ...rules });
    expect({ code, findings: report.findings.length }).toEqual({ code: expected, findings: 1 });
  });
});

test('the file and the clock', SLOW, async () => {
  const text = `package main\n\ndeny contains msg if {\n\tmsg := sprintf("%s %d", [data.conftest.file.name, time.now_ns() / 1000000000])\n}\n`;
  const { findings } = await scanBy('file', text, { now: 1_700_000_000 });
  expect(findings).toMatchObject([{ messages: ['plan.json 1700000000'] }]);
});

test('fingerprints stay where other findings come and go', SLOW, async () => {
  const one = 'deny contains {"msg": "m", "n": 1}\n\n';
  const [before, after] = [
    await scanBy('print-1', `package main\n\n${one}deny contains {"msg": "m", "n": 2}\n`),
    await scanBy('print-2', `package main\n\ndeny contains "other"\n\n${one}`),
  ].map(({ findings }) => new Map(findings.map((found) => [found.metadata?.n ?? 0, found.fingerprints[0]])));
  expect(new Set(before?.values()).size).toBe(2);
  expect(after?.get(1)).toBe(before?.get(1));
});
