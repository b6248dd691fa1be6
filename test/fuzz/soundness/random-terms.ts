/** The terms and literals of random policies, over the members of tiny-input.ts and the variables in scope. */
import type { Random } from '../random.ts';

/** What a variable in scope holds. */
export type Kind = 'element' | 'record' | 'text';
export interface Variable {
  readonly name: string;
  readonly kind: Kind;
}
export type Scope = readonly Variable[];

/** What terms are written with. */
export interface Writing {
  readonly random: Random;
}

/** A list and what its elements are. */
export function listOf({ random }: Writing, scope: Scope): readonly [string, Kind] {
  const elements = scope.filter(({ kind }) => kind === 'element');
  if (elements.length > 0 && random.oneIn(2)) return [`${random.pick(elements).name}.cs`, 'text'];
  return random.pick<readonly [string, Kind]>([
    ['input.values.l', 'element'],
    ['input.values.l', 'element'],
    ['object.get(input.values, "l", [])', 'element'],
    ['input.values.s', 'text'],
    ['input.values.m', 'text'],
    ['input.tags', 'text'],
    ['input.referrers.fuzz_other.thing', 'record'],
    ['input.referrers.fuzz_other.thing', 'record'],
    ['input.refs.a', 'record'],
  ]);
}

export function simple(writing: Writing, scope: Scope): string {
  const { random } = writing;
  const one = text(writing, scope);
  const flag = truth(writing, scope);
  const amount = number(writing, scope);
  return random.pick([
    `${one} == ${random.pick(['"x"', '"y"', text(writing, scope)])}`,
    `${one} != ${random.pick(['"x"', text(writing, scope)])}`,
    `not ${one} == "x"`,
    `${one} in {"x", "y"}`,
    `not ${one} in {"x", "y"}`,
    random.pick([
      `startswith(${one}, "x")`,
      `lower(${one}) == "x"`,
      `contains(${one}, "y")`,
      `regex.match("^x$", ${one})`,
    ]),
    random.pick([
      `not startswith(${one}, "x")`,
      `not contains(${one}, "y")`,
      `is_string(${one})`,
      `not is_string(${one})`,
    ]),
    random.pick([one, `not ${one}`]),
    flag,
    `not ${flag}`,
    `${flag} == ${random.pick(['true', 'false'])}`,
    random.pick([`${flag} != true`, `not ${flag} == false`]),
    `${amount} ${random.pick(['> 1', '< 2', '== 1', '>= 2', '!= 1'])}`,
    random.pick([`not ${amount} > 1`, `${amount} + 1 == 2`, `${amount} == ${number(writing, scope)}`]),
  ]);
}

function named(scope: Scope, kind: Kind, member: string): string[] {
  return scope.filter((one) => one.kind === kind).flatMap(({ name }) => Array(3).fill(`${name}${member}`));
}

export function text({ random }: Writing, scope: Scope): string {
  const own = [
    ...named(scope, 'element', '.c'),
    ...named(scope, 'record', '.values.v'),
    ...named(scope, 'text', ''),
  ];
  return random.pick([
    ...own,
    'input.values.a',
    random.pick(['input.values.m.x', 'input.values.m[input.values.a]', 'input.tags.x', 'input.scope.region']),
    random.pick([
      'input.values.o[0].f',
      'input.values.l[0].c',
      'input.values.s[0]',
      'input.refs.a[0].values.v',
    ]),
    random.pick(['object.get(input.values, "a", "x")', 'object.get(input.values, ["m", "x"], "y")']),
  ]);
}

function truth({ random }: Writing, scope: Scope): string {
  const own = [...named(scope, 'element', '.e'), ...named(scope, 'record', '.values.w')];
  const others = ['input.values.b', 'input.values.o[0].g', 'input.values.l[1].e'];
  return random.pick([...own, ...others, 'object.get(input.values, "b", false)']);
}

function number({ random }: Writing, scope: Scope): string {
  return random.pick([
    ...named(scope, 'element', '.p'),
    'input.values.n',
    'count(input.values.s)',
    'input.values.l[0].p',
  ]);
}

/** The lines, and one more where none of them looks at the variable: a variable that is declared has to be used. */
export function using({ name, kind }: Variable, lines: readonly string[]): string[] {
  if (lines.some((line) => new RegExp(`\\b${name}\\b`).test(line))) return [...lines];
  return [...lines, { element: `${name}.c`, record: `${name}.values.v`, text: `${name} != "z"` }[kind]];
}
