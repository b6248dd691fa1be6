/** Parameters: read under the policy's own id, declared, and with something in their place where a run gives none. */
import { nearest } from '../../config/nearest.ts';
import { type CheckProblem, problemAt } from './check-problem.ts';
import type { JudgedTrace } from './judged-trace.ts';

/** `rowOf` is the line of a field in METADATA. */
export function parameterProblems(
  { id, file, trace, metadata: { params, needs } }: JudgedTrace,
  rowOf: (field: string) => number,
): CheckProblem[] {
  const own = trace.params.filter(({ policy }) => policy === id);
  const strange = trace.params.filter(({ policy }) => policy !== id);
  const names = [...new Set(own.map(({ name }) => name))];
  const declared = new Set([...needs, ...Object.keys(params ?? {})]);
  const asked = new Set(own.filter(({ covered }) => covered).map(({ name }) => name));
  const undeclared = own.filter(({ name }) => params !== undefined && name !== '' && !declared.has(name));
  const open = own.filter(({ name }) => params === undefined && !asked.has(name) && !declared.has(name));
  // Where all parameters are read at once, any may be.
  const unread = names.includes('') ? [] : [...declared].filter((name) => !names.includes(name));
  return [
    ...strange.map((param) =>
      problemAt(
        'parameter',
        param,
        `parameters of this policy are \`data.params["${id}"]\`, not ${notOf(param)}`,
      ),
    ),
    ...undeclared.map((param) =>
      problemAt(
        'parameter',
        param,
        `METADATA declares no parameter \`${param.name}\`${offer(param.name, declared)}`,
      ),
    ),
    ...unread.map((name) => {
      const place = { file, row: rowOf(params?.[name] === undefined ? 'needs' : name), col: 1 };
      const message = `METADATA declares the parameter \`${name}\`, and nothing reads it${offer(name, names)}`;
      return problemAt('parameter', place, message);
    }),
    ...open.map((param) => problemAt('parameter-default', param, withoutDefault(param.name, param.rule))),
  ];
}

/** Without an id, the name of a parameter stands in its place. */
function notOf({ policy, name }: { readonly policy: string; readonly name: string }): string {
  return name === '' ? `\`data.params.${policy}\`` : `of \`${policy}\``;
}

function offer(name: string, known: Iterable<string>): string {
  const alike = nearest(name, known);
  return alike === undefined ? '' : `; did you mean \`${alike}\`?`;
}

function withoutDefault(name: string, rule: string | undefined): string {
  const isNamed = rule !== undefined && rule !== 'deny' && !rule.includes('[');
  const what = name === '' ? 'parameters' : `the parameter \`${name}\``;
  const declaration = `\`params: {${name === '' ? '…' : name}: {type: …, default: …}}\``;
  const ending = isNamed ? `, or write \`default ${rule} := …\`` : '';
  return `without ${what} ${isNamed ? `\`${rule}\`` : 'this'} is undefined and denies nothing; declare it under \`custom\` in METADATA: ${declaration}${ending}`;
}
