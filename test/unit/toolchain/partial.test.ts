/** OPA's partial evaluation through the built program: what is left of a policy, and who may ask. */
import { describe, expect, it } from 'vitest';
import type { Path } from '../../../src/resource/resource.ts';
import { problemsOf, rego } from './judge.ts';

const POLICY = `package p

applies if input.kind == "a"

deny contains "open" if input.port == data.params.port

deny contains "some" if {
	some one in input.list
	one.x == 1
}

deny contains "none" if not fine

fine if input.list[_].y == 1
`;
const SOURCES = { modules: { 'p.rego': POLICY }, policies: { p: ['p'] } };
const handle = rego.prepare(SOURCES);

function partial(input: object, unknowns: readonly Path[], more: object = {}) {
  return rego.partial({ handle, policy: 'p', params: { port: 22 }, input, unknowns, cuts: [], ...more });
}

describe('partial', () => {
  it('is decided where nothing is unknown', () => {
    expect(partial({ kind: 'a', port: 22, list: [{ y: 1 }] }, [])).toEqual({
      applies: { all: [] },
      denies: [{ all: [] }, { any: [] }, { any: [] }],
    });
    expect(partial({ kind: 'b' }, [])).toEqual({
      applies: { any: [] },
      denies: [{ any: [] }, { any: [] }, { all: [] }],
    });
  });

  it('leaves conditions on what is unknown, and parameters are known', () => {
    const port = { op: 'equal', args: [{ input: ['port'] }, { value: 22 }] };
    expect(partial({ kind: 'a', port: null, list: [] }, [['port']])).toEqual({
      applies: { all: [] },
      denies: [port, { any: [] }, { all: [] }],
    });
  });

  it('goes pass by pass where a member of a list is unknown', () => {
    const input = {
      kind: 'a',
      list: [
        { x: 2, y: 2 },
        { x: null, y: 1 },
      ],
    };
    expect(partial(input, [['list', 1, 'x']], { cuts: [1, 2] })).toEqual({
      applies: { all: [] },
      denies: [{ any: [] }, { op: 'equal', args: [{ input: ['list', 1, 'x'] }, { value: 1 }] }, { any: [] }],
    });
  });
});

describe('prepared policies', () => {
  it('have one handle however often they are prepared, and other sources another', () => {
    expect(rego.prepare(SOURCES)).toBe(handle);
    expect(rego.prepare({ ...SOURCES, modules: { 'p.rego': `${POLICY}\n` } })).not.toBe(handle);
  });

  it('that do not parse are told as ever', () => {
    const modules = { 'p.rego': 'package p\n\ndeny contains' };
    const [first] = problemsOf(() => rego.prepare({ modules, policies: { p: ['p'] } }));
    expect(first).toMatchObject({ code: 'rego_parse_error', file: 'p.rego', row: 3 });
  });

  it('that do not compile are told when they are asked for', () => {
    const modules = { 'p.rego': 'package p\n\ndeny contains "x" if nowhere' };
    const request = { handle: rego.prepare({ modules, policies: { p: ['p'] } }), policy: 'p' };
    const asked = () => rego.partial({ ...request, params: {}, input: {}, unknowns: [], cuts: [] });
    expect(problemsOf(asked)[0]).toMatchObject({ code: 'rego_unsafe_var_error', file: 'p.rego', row: 3 });
  });

  it('must be known', () => {
    expect(() => partial({}, [], { handle: 'none' })).toThrow(
      'the Rego compiler failed in partial: no policies are prepared under this handle',
    );
    expect(() => partial({}, [], { policy: 'q' })).toThrow('no policy "q" is prepared');
  });

  it('are forgotten, the oldest first, beyond eight sets', () => {
    const handles = Array.from({ length: 9 }, (_, at) =>
      rego.prepare({ ...SOURCES, modules: { 'p.rego': `${POLICY}\nnumber := ${at}\n` } }),
    );
    const ask = (one: string | undefined) => () => partial({}, [], { handle: one });
    expect(ask(handles[0])).toThrow('no policies are prepared under this handle');
    expect(ask(handles[1])).not.toThrow();
    expect(ask(handles[8])).not.toThrow();
  });

  it('take places that are keys and indices only', () => {
    const unknowns = [['list', { a: 1 }]] as unknown as Path[];
    expect(() =>
      rego.partial({ handle: rego.prepare(SOURCES), policy: 'p', params: {}, input: {}, unknowns, cuts: [] }),
    ).toThrow(/neither a key nor an index/);
  });
});
