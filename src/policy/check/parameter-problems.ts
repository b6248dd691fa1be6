/** Parameters: read under the policy's own id, with a default or declared as needed. */
import { nearest } from '../../config/nearest.ts';
import { type CheckProblem, problemAt } from './check-problem.ts';
import type { JudgedTrace } from './judged-trace.ts';

/** `needsAt` is where METADATA lists what the policy needs. */
export function parameterProblems(
  { id, file, trace, metadata }: JudgedTrace,
  needsRow: number,
): CheckProblem[] {
  const own = trace.params.filter(({ policy }) => policy === id);
  const strange = trace.params.filter(({ policy }) => policy !== id);
  const asked = new Set(own.filter(({ covered }) => covered).map(({ name }) => name));
  const open = own.filter(
    ({ name, covered }) => !covered && !asked.has(name) && !metadata.needs.includes(name),
  );
  const names = [...new Set(own.map(({ name }) => name))];
  const isClosed = names.every((name) => name !== '');
  const unread = isClosed ? metadata.needs.filter((name) => !names.includes(name)) : [];
  return [
    ...strange.map((param) =>
      problemAt(
        'parameter',
        param,
        `parameters of this policy are \`data.params["${id}"]\`, not of \`${param.policy}\``,
      ),
    ),
    ...unread.map((name) => {
      const alike = nearest(name, names);
      const offer = alike === undefined ? '' : `; did you mean \`${alike}\`?`;
      return problemAt(
        'parameter',
        { file, row: needsRow, col: 1 },
        `the policy needs the parameter \`${name}\` and never reads it${offer}`,
      );
    }),
    ...open.map((param) => problemAt('parameter-default', param, withoutDefault(param.name, param.rule, id))),
  ];
}

function withoutDefault(name: string, rule: string | undefined, id: string): string {
  const where = rule === undefined || rule === 'deny' ? 'this' : `\`${rule}\``;
  const what = name === '' ? 'without parameters' : `without the parameter \`${name}\``;
  const example = name === '' ? 'name' : name;
  const rules = rule === undefined || rule === 'deny' || rule.includes('[') ? `_${example}` : rule;
  return `${what} ${where} is undefined and denies nothing; write \`default ${rules} := …\` and \`${rules} := data.params["${id}"].${example}\`, or \`needs: [${example}]\` in METADATA`;
}
