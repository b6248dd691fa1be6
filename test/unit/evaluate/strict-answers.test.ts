/** What becomes of passes that OPA itself does not confirm, with a judge that answers as it is told. */
import { expect, test } from 'vitest';
import type { JudgedResource, Part } from '../../../src/evaluate/judge.ts';
import { type StrictCase, strictAnswers } from '../../../src/evaluate/strict-answers.ts';
import type { Policy } from '../../../src/finding/policy.ts';
import type { JsonObject, Path, Resource } from '../../../src/resource/resource.ts';
import type { StrictAnswer, StrictItem } from '../../../src/toolchain/rego-types.ts';

const READS = { applies: [['values', 'on']], denies: [[['values', 'cidr']]], all: [['values', 'cidr']] };
const CALL = { name: 'net.cidr_contains', file: 'acme/a.rego', row: 9, col: 3 };

function policy(id: string, more: Partial<Policy> = {}): Policy {
  return { id, reads: READS, fallible: [CALL], ...more } as Policy;
}

/** A pass of policy `p` on a resource with these values, unless told otherwise. */
function found(
  values: JsonObject,
  more: Partial<StrictCase> = {},
  sensitive: readonly Path[] = [],
): StrictCase {
  const resource = { type: 'aws_x', provider: 'acme/x', values, sensitive } as unknown as Resource;
  const links = { refs: {}, referrers: {}, unknown: [], assumes: [] };
  const judged = { resource, links, input: { type: 'aws_x', values, other: 1 } } as unknown as JudgedResource;
  return { policy: policy('p'), judged, part: partOf('pass'), ...more };
}

function partOf(verdict: Part['verdict'], ...messages: string[]): Part {
  return { verdict, messages, decidedBy: [] };
}

const OK: StrictAnswer = { applies: true, denies: [] };
const AWAY: StrictAnswer = { applies: false, denies: [] };
const DISAGREE = 'OPA itself and the compiled policy do not agree on this resource';
const FAILED: StrictAnswer = {
  applies: true,
  denies: [],
  error: {
    code: 'eval_builtin_error',
    message: 'net.cidr_contains: bad: pl-1',
    file: 'a.rego',
    row: 9,
    col: 3,
  },
};

/** Strict answers over a judge that gives `answer` for all; `asked` are the items that reached it. */
function answers(answer: StrictAnswer) {
  const asked: StrictItem[][] = [];
  const judge = {
    async judge(items: readonly StrictItem[]) {
      asked.push([...items]);
      return items.map(() => answer);
    },
    async close() {},
  };
  return { asked, strict: strictAnswers(judge, 'team/folder') };
}

test('only a pass, or not applying, of a policy that may fail is asked about, with what it reads', async () => {
  const { asked, strict } = answers(OK);
  const verdicts = ['pass', 'fail', 'not-applicable', 'error', 'unknown'] as const;
  const cases = verdicts.map((verdict) =>
    found({ cidr: 'a', rest: 1 }, { policy: policy(verdict), part: partOf(verdict) }),
  );
  const { fallible: _, ...sure } = policy('sure');
  const parts = await strict.confirm([...cases, found({ cidr: 'a' }, { policy: sure })]);
  expect(asked).toEqual([
    [
      { policy: 'pass', input: { values: { cidr: 'a' } } },
      { policy: 'not-applicable', input: { values: { cidr: 'a' } } },
    ],
  ]);
  expect(parts).toEqual([
    partOf('pass'),
    partOf('fail'),
    partOf('error', DISAGREE),
    partOf('error'),
    partOf('unknown'),
    partOf('pass'),
  ]);
});

test('a call that the schema settles is asked about for other providers alone', async () => {
  const { asked, strict } = answers(OK);
  const one = policy('p', { fallible: [{ ...CALL, settled: true }] });
  const both = policy('q', { fallible: [{ ...CALL, settled: true }, CALL] });
  const of = (provider: string) =>
    [one, both].map((which) => {
      const { judged } = found({ cidr: 'a' });
      const resource = { ...judged.resource, provider, type: 'aws_vpc' };
      return found({}, { policy: which, judged: { ...judged, resource } });
    });
  await strict.confirm(of('registry.terraform.io/hashicorp/aws'));
  await strict.confirm(of('registry.terraform.io/acme/aws'));
  // What was asked before is known.
  expect(asked.map((items) => items.map(({ policy: id }) => id))).toEqual([['q'], ['p']]);
});

test('what fails is an error with its place, on that policy and resource alone', async () => {
  const { strict } = answers(FAILED);
  const cases = [found({ cidr: 'pl-1' }), found({ cidr: 'pl-1' }, { part: partOf('fail', 'm') })];
  const told = partOf('error', 'team/folder/a.rego:9: net.cidr_contains: bad: pl-1');
  expect(await strict.confirm(cases)).toEqual([told, partOf('fail', 'm')]);
});

test('no value is told where the policy reads a sensitive one', async () => {
  const { strict } = answers(FAILED);
  const values = { cidr: 'pl-1', name: 'n' };
  const cases = [found(values, {}, [['values', 'cidr']]), found(values, {}, [['values', 'name']])];
  expect((await strict.confirm(cases)).map(({ messages }) => messages)).toEqual([
    ['team/folder/a.rego:9: net.cidr_contains failed on what may be a sensitive value, which is not shown'],
    ['team/folder/a.rego:9: net.cidr_contains: bad: pl-1'],
  ]);
});

test('OPA that judges otherwise is an error', async () => {
  const away = partOf('not-applicable');
  const table = [
    [{ ...OK, denies: [1] }, partOf('pass'), partOf('error', DISAGREE)],
    [AWAY, partOf('pass'), partOf('error', DISAGREE)],
    [AWAY, away, away],
    [OK, away, partOf('error', DISAGREE)],
  ] as const;
  for (const [answer, part, expected] of table)
    expect(await answers(answer).strict.confirm([found({ cidr: 'a' }, { part })])).toEqual([expected]);
});

test('a pass that was narrowed down is open again, and OPA is not asked; a failure stands', async () => {
  const { asked, strict } = answers(OK);
  const unknown = [{ path: ['values', 'port'], reason: 'after-apply' as const }];
  const open: Part = { ...partOf('unknown'), unknown };
  const parts = (['pass', 'not-applicable', 'fail', 'unknown'] as const).map((verdict) => partOf(verdict));
  const again = {
    ...open,
    messages: ['nothing denies, but net.cidr_contains (acme/a.rego:9) may fail on what is not known'],
  };
  expect(await strict.confirm(parts.map((part) => found({}, { part, open })))).toEqual([
    again,
    again,
    partOf('fail'),
    partOf('unknown'),
  ]);
  const { fallible: _, ...sure } = policy('sure');
  expect(await strict.confirm([found({}, { policy: sure, open })])).toEqual([partOf('pass')]);
  expect(asked).toEqual([]);
});

test('a long text that OPA repeats is cut', async () => {
  const { strict } = answers({ ...FAILED, error: { code: 'eval_builtin_error', message: 'x'.repeat(5000) } });
  expect(await strict.confirm([found({})])).toEqual([partOf('error', `${'x'.repeat(300)}…`)]);
});

test('equal inputs are asked about once, answers that may change again', async () => {
  const cases = ['a', 'a', 'b'].map((cidr) => found({ cidr }));
  const { asked, strict } = answers(OK);
  await strict.confirm(cases);
  await strict.confirm(cases);
  expect(asked.map((items) => items.length)).toEqual([2]);
  const slow = answers({ ...AWAY, error: { code: 'time', message: 'late' } });
  await slow.strict.confirm(cases);
  expect(await slow.strict.confirm(cases)).toEqual(cases.map(() => partOf('error', 'late')));
  expect(slow.asked.map((items) => items.length)).toEqual([2, 2]);
});
