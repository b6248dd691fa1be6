import { describe, expect, test } from 'vitest';
import { planEffects } from '../../../src/compare/plan-effects.ts';
import type { Verdict } from '../../../src/finding/finding.ts';
import type { Change, Resource } from '../../../src/resource/resource.ts';
import { record } from './made.ts';

const POLICY = { id: 'a.p', severity: 'high' } as const;
type Seen = readonly [Resource, Verdict | undefined];

/** What is said of each verdict after, and of what failed before. */
function effects(
  before: readonly (readonly [Resource, Verdict])[],
  after: readonly Seen[],
  planned: readonly Resource[] = [],
  policy: typeof POLICY & { onChange?: boolean } = POLICY,
) {
  const existing = new Set(before.flatMap(([{ address }]) => (address === undefined ? [] : [address])));
  const plan = planEffects({ existing: () => existing });
  for (const [resource, verdict] of before) plan.note(resource, policy, verdict);
  const marks = after.map(([resource, verdict]) => plan.mark(resource, policy, verdict).plan);
  const past = plan.past(() => planned).map(({ resource, now }) => [resource.address, now]);
  return { marks, past };
}

function changed(
  address: string | undefined,
  actions: readonly string[],
  more: Partial<Resource> = {},
): Resource {
  const change: Change =
    actions[0] === 'create' && actions.length === 1 ? { actions } : { actions, before: {} };
  return record(address, { change, ...more });
}

const UPDATE = ['update'];

describe('a resource', () => {
  test.each<[Verdict, Verdict, string | undefined, string | undefined]>([
    ['pass', 'fail', 'introduced', undefined],
    ['not-applicable', 'fail', 'introduced', undefined],
    ['fail', 'fail', 'left', undefined],
    ['unknown', 'fail', 'unknown', undefined],
    ['error', 'fail', 'unknown', undefined],
    ['fail', 'pass', undefined, 'pass'],
    ['fail', 'not-applicable', undefined, 'not-applicable'],
    ['fail', 'unknown', 'left', 'unknown'],
    ['fail', 'error', 'left', 'error'],
    ['pass', 'unknown', 'introduced', undefined],
    ['unknown', 'unknown', 'left', undefined],
    ['unknown', 'pass', undefined, undefined],
    ['pass', 'pass', undefined, undefined],
  ])('%s before, %s after', (before, after, mark, now) => {
    expect(effects([[record('t.a'), before]], [[changed('t.a', UPDATE), after]])).toEqual({
      marks: [mark],
      past: now === undefined ? [] : [['t.a', now]],
    });
  });

  test.each<[string, readonly string[], string]>([
    ['deleted', ['delete'], 'gone'],
    ['forgotten', ['forget'], 'forgotten'],
    ['there, and judged by the policy no more', ['update'], 'left-out'],
    ['replaced beside one that is forgotten', ['create', 'forget'], 'forgotten'],
  ])('that failed and is %s', (_, actions, now) => {
    expect(effects([[record('t.a'), 'fail']], [], [changed('t.a', actions)]).past).toEqual([['t.a', now]]);
  });

  test('that failed and is not in the plan', () => {
    expect(effects([[record('t.a'), 'fail']], [], [changed('t.b', ['delete'])]).past).toEqual([
      ['t.a', 'unread'],
    ]);
  });

  test('that failed, does not change and was not to be looked at', () => {
    expect(effects([[record('t.a'), 'fail']], [[changed('t.a', ['no-op']), undefined]])).toEqual({
      marks: [undefined],
      past: [],
    });
  });

  test('that is created', () => {
    expect(effects([], [[changed('t.a', ['create']), 'fail']]).marks).toEqual(['introduced']);
  });

  test('of the name of one that lives under another address', () => {
    const key = 'one bucket';
    const outcome = effects(
      [[record('t.a', { key }), 'fail']],
      [[changed('t.b', ['create'], { key }), 'fail']],
      [changed('t.a', ['forget'])],
    );
    expect(outcome).toEqual({ marks: ['left'], past: [] });
  });

  test('that had values before, and that the state before does not have', () => {
    expect(effects([], [[changed('t.a', UPDATE), 'fail']]).marks).toEqual(['unknown']);
  });

  test('that was there twice and failed counts once, the worst after it', () => {
    const outcome = effects(
      [
        [record('t.a'), 'fail'],
        [record('t.a'), 'fail'],
      ],
      [[changed('t.a', UPDATE), 'fail']],
    );
    expect(outcome).toEqual({ marks: ['left'], past: [] });
  });

  test('by a policy on changes: it says something of the plan', () => {
    const policy = { ...POLICY, onChange: true };
    expect(effects([], [[changed('t.a', ['delete']), 'fail']], [], policy).marks).toEqual(['introduced']);
  });

  test('a deposed object is not the live one', () => {
    const outcome = effects(
      [[record('t.a', { deposed: 'd0' }), 'fail']],
      [[changed('t.a', UPDATE), 'fail']],
      [changed('t.a', ['delete'], { deposed: 'd0' }), changed('t.a', UPDATE)],
    );
    expect(outcome).toEqual({ marks: ['introduced'], past: [['t.a', 'gone']] });
  });
});

describe('a record inside another resource', () => {
  const rule = (place: number, key: string | undefined, more: Partial<Resource> = {}) =>
    record('t.a', {
      type: 'rule',
      declared: { type: 't', address: 't.a', path: ['ingress', place], as: 'inline' },
      ...(key === undefined ? {} : { key }),
      ...more,
    });
  const planned = (place: number, key: string | undefined) =>
    rule(place, key, { change: { actions: UPDATE, before: {} } });

  test('is known again by its key, wherever it stands', () => {
    expect(
      effects(
        [
          [rule(0, 'fine'), 'pass'],
          [rule(1, 'ssh'), 'fail'],
        ],
        [[planned(0, 'ssh'), 'fail']],
        [changed('t.a', UPDATE)],
      ),
    ).toEqual({ marks: ['left'], past: [] });
  });

  test('of another key in the same place is another', () => {
    expect(
      effects([[rule(0, 'ssh'), 'fail']], [[planned(0, 'desktop'), 'fail']], [changed('t.a', UPDATE)]),
    ).toEqual({ marks: ['introduced'], past: [['t.a', 'gone']] });
  });

  test('whose key is not known is known by its place', () => {
    expect(effects([[rule(0, 'ssh'), 'fail']], [[planned(0, undefined), 'fail']]).marks).toEqual(['left']);
  });

  test('whose key is not known, in another place: nobody can tell', () => {
    expect(
      effects([[rule(1, 'ssh'), 'fail']], [[planned(0, undefined), 'fail']], [changed('t.a', UPDATE)]).marks,
    ).toEqual(['unknown']);
  });

  test('is not gone while another of the same resource is not known', () => {
    expect(
      effects([[rule(0, 'ssh'), 'fail']], [[planned(3, 'other'), 'unknown']], [changed('t.a', UPDATE)]).past,
    ).toEqual([['t.a', 'unknown']]);
  });
});

describe('an account, which has no address', () => {
  const account = (key?: string) => record(undefined, { type: 'driftlock_aws_account', ...(key && { key }) });

  test.each<[string, readonly (readonly [Resource, Verdict])[], string]>([
    ['passed', [[account('1'), 'pass']], 'introduced'],
    ['failed', [[account('1'), 'fail']], 'left'],
    ['was not judged, though it was there', [], 'unknown'],
  ])('that %s before', (_, before, mark) => {
    expect(effects(before, [[account('1'), 'fail']]).marks).toEqual([mark]);
  });
});
