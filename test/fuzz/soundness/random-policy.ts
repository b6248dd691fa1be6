/** Policies that nobody wrote: bodies of all idioms, nested in each other, over the tiny input of tiny-input.ts. */
import type { Random } from '../random.ts';
import { listOf, type Scope, simple, text, using, type Variable, type Writing } from './random-terms.ts';

interface Writer extends Writing {
  /** Rules beside the deny bodies. */
  readonly rules: string[];
  /** A name that is not taken. */
  fresh(prefix: string): string;
}

/** Levels of bodies within bodies. */
const DEEPEST = 2;

/** The source of policy number `number`, a package `policies.random.p<number>` for resources of `fuzz_t<number>`. */
export function randomPolicy(number: number, random: Random): string {
  const rules: string[] = [];
  let names = 0;
  const writer: Writer = { random, rules, fresh: (prefix) => `${prefix}${++names}` };
  const applies = random.oneIn(3) ? [rule('applies', body(writer, [], 1, 2))] : [];
  const denies = Array.from({ length: 1 + random.int(2) }, (_, at) =>
    rule(`deny contains "d${at}"`, body(writer, [], 0, 3)),
  );
  const head = [
    '# METADATA',
    `# title: Random policy ${number}`,
    '# custom:',
    '#   severity: low',
    `#   resources: [fuzz_t${number}]`,
    `package policies.random.p${number}`,
  ].join('\n');
  return `${[head, ...applies, ...denies, ...rules].join('\n\n')}\n`;
}

function rule(head: string, literals: readonly string[]): string {
  return `${head} if {\n${literals.map((one) => `\t${one}`).join('\n')}\n}`;
}

function body(writer: Writer, scope: Scope, depth: number, most: number): string[] {
  const lines: string[] = [];
  let known = scope;
  for (let left = 1 + writer.random.int(most); left > 0; left--) {
    const [more, added] = literal(writer, known, depth);
    lines.push(...more);
    known = [...known, ...added];
  }
  return lines;
}

type Written = readonly [lines: readonly string[], added: Scope];

function literal(writer: Writer, scope: Scope, depth: number): Written {
  const { random } = writer;
  if (random.oneIn(2)) return [[simple(writer, scope)], []];
  if (depth < DEEPEST && random.oneIn(4)) return some(writer, scope, depth);
  if (depth >= DEEPEST) return [[simple(writer, scope)], []];
  const nested = random.pick([
    every,
    counted,
    ruleCall,
    ruleCall,
    functionCall,
    value,
    partialSet,
    membership,
  ]);
  return [nested(writer, scope, depth), []];
}

function some(writer: Writer, scope: Scope, depth: number): Written {
  const [list, kind] = listOf(writer, scope);
  const variable = { name: writer.fresh('v'), kind };
  const known = [...scope, variable];
  const head = writer.random.oneIn(5) ? 'some _, ' : 'some ';
  return [
    [`${head}${variable.name} in ${list}`, ...using(variable, body(writer, known, depth + 1, 2))],
    [variable],
  ];
}

function every(writer: Writer, scope: Scope, depth: number): string[] {
  const [list, kind] = listOf(writer, scope);
  const variable = { name: writer.fresh('v'), kind };
  const inner = using(variable, body(writer, [...scope, variable], depth + 1, 2));
  // One text: within a comprehension, literals are joined on one line.
  return [[`every ${variable.name} in ${list} {`, ...inner.map((one) => `\t${one}`), '}'].join('\n')];
}

function counted(writer: Writer, scope: Scope, depth: number): string[] {
  const { random } = writer;
  const [list, kind] = listOf(writer, scope);
  const variable = { name: writer.fresh('v'), kind };
  const known = [...scope, variable];
  const inner = random.oneIn(3) ? [] : body(writer, known, depth + 1, 1);
  const made = [`some ${variable.name} in ${list}`, ...using(variable, inner)].join('; ');
  const taken = text(writer, known);
  return [
    random.pick([
      `count([1 | ${made}]) ${random.pick(['== 0', '> 0', '> 1', '!= 1'])}`,
      `count({${taken} | ${made}}) ${random.pick(['== 0', '> 0', '> 1', '< 2'])}`,
      `"x" in {${taken} | ${made}}`,
      `not "x" in [${taken} | ${made}]`,
      `object.get({${taken}: true | ${made}}, "x", false) == ${random.pick(['true', 'false'])}`,
      `[${taken} | ${made}][0] == "x"`,
    ]),
  ];
}

function ruleCall(writer: Writer, _scope: Scope, depth: number): string[] {
  const { random, rules } = writer;
  const name = writer.fresh('h');
  for (let bodies = 1 + random.int(2); bodies > 0; bodies--)
    rules.push(rule(name, body(writer, [], depth + 1, 2)));
  const replaced = random.pick(['input.values.a', 'input.values.l', 'input.tags']);
  const by = random.pick(['"x"', '[]', '{}']);
  return [random.pick([name, `not ${name}`, `not ${name}`, `${name} with ${replaced} as ${by}`])];
}

function functionCall(writer: Writer, scope: Scope, depth: number): string[] {
  const { random, rules } = writer;
  const name = writer.fresh('f');
  const given = scope.filter(({ kind }) => kind !== 'text');
  const chosen = given.length === 0 ? undefined : random.pick(given);
  const parameter = writer.fresh('p');
  for (let bodies = 1 + random.int(2); bodies > 0; bodies--) {
    if (chosen === undefined) {
      const variable: Variable = { name: writer.fresh('v'), kind: 'element' };
      const inner = body(writer, [variable], depth + 1, 1);
      rules.push(
        rule(`${name}(${parameter})`, [`some ${variable.name} in ${parameter}`, ...using(variable, inner)]),
      );
    } else {
      const inner = body(writer, [{ name: parameter, kind: chosen.kind }], depth + 1, 2);
      rules.push(rule(`${name}(${parameter})`, inner));
    }
  }
  const call = `${name}(${chosen?.name ?? 'input.values.l'})`;
  return [random.pick([call, `not ${call}`])];
}

/** A rule with a default, or with an else. */
function value(writer: Writer, _scope: Scope, depth: number): string[] {
  const { random, rules } = writer;
  const name = writer.fresh('w');
  if (random.oneIn(2)) {
    rules.push(`default ${name} := "x"`, rule(`${name} := "y"`, body(writer, [], depth + 1, 2)));
  } else {
    const first = rule(`${name} := "x"`, body(writer, [], depth + 1, 2));
    const otherwise = body(writer, [], depth + 1, 1).join('\n\t');
    rules.push(`${first} else := ${text(writer, [])} if {\n\t${otherwise}\n}`);
  }
  return [random.pick([`${name} == "x"`, `not ${name} == "x"`, `${name} != "x"`, `${name} in {"y", "z"}`])];
}

function partialSet(writer: Writer, _scope: Scope, depth: number): string[] {
  const { random, rules } = writer;
  const name = writer.fresh('s');
  const [list, kind] = listOf(writer, []);
  const variable = { name: writer.fresh('v'), kind };
  const known = [variable];
  const isObject = random.oneIn(3);
  const head = isObject
    ? `${name}[${text(writer, known)}] contains ${text(writer, known)}`
    : `${name} contains ${text(writer, known)}`;
  rules.push(
    rule(head, [`some ${variable.name} in ${list}`, ...using(variable, body(writer, known, depth + 1, 1))]),
  );
  const { x, y } = { x: `${name}.x`, y: `${name}["y"]` };
  if (isObject) return [random.pick([`"x" in ${x}`, `not "x" in ${y}`, `count(${name}) > 0`, `not ${x}`])];
  return [
    random.pick([
      `count(${name}) > 0`,
      `count(${name}) == 0`,
      `"x" in ${name}`,
      `not "x" in ${name}`,
      `${name} == {"x"}`,
    ]),
  ];
}

function membership(writer: Writer, scope: Scope): string[] {
  const { random } = writer;
  const member = random.pick(['"x"', text(writer, scope)]);
  const list = random.pick(['input.values.s', 'input.values.l[_].cs', 'object.get(input.values, "s", [])']);
  return [
    random.pick([
      `${member} in ${list}`,
      `not "x" in input.values.s`,
      'input.values.l[_].c == "x"',
      'input.values.l[_].cs[_] == "x"',
      `walk(input.values, [_, "x"])`,
      '"x" in object.keys(input.values.m)',
      'not "x" in object.keys(input.tags)',
      '{one | some one in input.values.s} & {"x"} == set()',
      `count(input.values.l) ${random.pick(['> 1', '== 1', '< 2'])}`,
    ]),
  ];
}
