/** `# driftlock: ignore <check>` on the line of a warning, or alone on the line above it. */
import { suggestion } from '../../config/nearest.ts';
import { CHECKS, type CheckName, type CheckProblem, problemAt } from './check-problem.ts';

const COMMENT = /\bdriftlock:\s*ignore\b[ :]*([a-z-]+(?:\s*,\s*[a-z-]+)*)?/;
const WARNINGS = (Object.keys(CHECKS) as CheckName[]).filter((name) => CHECKS[name] === 'warning');

/** The problems that remain, and one for each comment that names no warning. */
export function withoutIgnored(
  problems: readonly CheckProblem[],
  modules: Readonly<Record<string, string>>,
): CheckProblem[] {
  const ignored = new Map<string, ReadonlySet<string>>();
  const strange: CheckProblem[] = [];
  for (const [file, text] of Object.entries(modules)) {
    for (const [index, line] of text.split('\n').entries()) {
      const start = line.indexOf('#');
      const found = start === -1 ? null : COMMENT.exec(line.slice(start));
      if (found === null) continue;
      const names = (found[1] ?? '').split(',').map((name) => name.trim());
      const place = { file, row: index + 1, col: start + 1 };
      for (const name of names.filter((one) => !WARNINGS.includes(one as CheckName)))
        strange.push(
          problemAt('compile', place, `no warning is called "${name}"; ${suggestion(name, WARNINGS)}`),
        );
      const isAlone = line.slice(0, start).trim() === '';
      ignored.set(`${file}:${index + (isAlone ? 2 : 1)}`, new Set(names));
    }
  }
  const left = problems.filter(
    ({ severity, check, file, line }) =>
      severity === 'error' || ignored.get(`${file}:${line}`)?.has(check) !== true,
  );
  return [...left, ...strange];
}
