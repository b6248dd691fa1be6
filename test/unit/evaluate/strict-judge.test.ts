/** The thread of OPA itself: answers in order, time that runs out, inputs that end the program. */
import { afterAll, expect, test } from 'vitest';
import { strictJudge } from '../../../src/evaluate/strict-judge.ts';

const LOOP =
  'some a in numbers.range(1, 9000)\n\tsome b in numbers.range(1, 9000)\n\tsome c in numbers.range(1, 9000)\n\ta + b + c == input.values.sum';
const MODULES = {
  'p.rego': 'package p\n\ndeny contains "m" if to_number(input.values.size) > data.params.p.most',
  'q.rego': `package q\n\ndeny contains "m" if {\n\t${LOOP}\n}`,
};
const ofModules = (modules: Readonly<Record<string, string>>) => async () => ({
  policies: { modules, policies: { p: ['p'], q: ['q'] } },
  params: { p: { most: 3 } },
});
const patient = strictJudge(ofModules(MODULES), 30_000);
const hasty = strictJudge(ofModules(MODULES), 1_000);
afterAll(async () => {
  await Promise.all([patient.close(), hasty.close()]);
});

const p = (size: unknown) => ({ policy: 'p', input: { values: { size } } });
const q = (sum: number) => ({ policy: 'q', input: { values: { sum } } });
const ok = (denies: readonly number[]) => ({ applies: true, denies });

test('answers in the order of the items, also beyond one batch', { timeout: 120_000 }, async () => {
  const items = Array.from({ length: 200 }, (_, size) => p(String(size)));
  expect(await patient.judge(items)).toEqual(items.map((_, size) => ok(size > 3 ? [0] : [])));
  expect(await patient.judge([])).toEqual([]);
});

test('a failure is told with its place', { timeout: 120_000 }, async () => {
  expect(await patient.judge([p('many'), p('2')])).toEqual([
    {
      applies: true,
      denies: [],
      error: {
        code: 'eval_builtin_error',
        message: 'to_number: strconv.ParseFloat: parsing "many": invalid syntax',
        file: 'p.rego',
        row: 3,
        col: 22,
      },
    },
    ok([]),
  ]);
});

test('one that runs out of time takes no other with it and is not asked again', {
  timeout: 120_000,
}, async () => {
  const late = (rest: string) => ({
    applies: false,
    denies: [],
    error: { code: 'time', message: `OPA itself ran longer than 1000 ms and was ended${rest}` },
  });
  expect(await hasty.judge([p('1'), q(-1), p('9'), q(-2)])).toEqual([
    ok([]),
    late(''),
    ok([0]),
    late(' on an earlier resource'),
  ]);
  expect(await hasty.judge([q(-1), p('9')])).toEqual([late(' on an earlier resource'), ok([0])]);
});

test('sources that do not compile are an error of the run', { timeout: 120_000 }, async () => {
  const broken = strictJudge(ofModules({ ...MODULES, 'p.rego': 'package p {' }), 5_000);
  await expect(broken.judge([p('1')])).rejects.toMatchObject({ code: 'toolchain' });
  await broken.close();
});
