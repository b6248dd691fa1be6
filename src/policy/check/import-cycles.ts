/** Files that import each other in a circle. */
import type { ModuleInfo } from '../../toolchain/rego-types.ts';
import { type CheckProblem, problemAt } from './check-problem.ts';

/** One warning for each circle, at the package line of its first file by name. */
export function importCycles(infos: Readonly<Record<string, ModuleInfo>>): CheckProblem[] {
  const files = Object.keys(infos).sort();
  const packages = new Map(files.map((file) => [file, `data.${infos[file]?.package.join('.') ?? ''}`]));
  const edges = new Map(
    files.map((file) => {
      const imports = infos[file]?.imports ?? [];
      const targets = files.filter((other) =>
        imports.some((name) => isWithin(name, packages.get(other) ?? '')),
      );
      return [file, targets.filter((other) => packages.get(other) !== packages.get(file))];
    }),
  );
  const told = new Set<string>();
  return files.flatMap((file) => {
    const circle = circleFrom(file, edges);
    if (circle === undefined || circle.some((one) => told.has(one))) return [];
    for (const one of circle) told.add(one);
    const info = infos[file];
    const names = [...circle, file].map((one) => packages.get(one) ?? one).join(' → ');
    const place = { file, row: info?.row ?? 1, col: info?.col ?? 1 };
    return [
      problemAt(
        'import-cycle',
        place,
        `packages import each other: ${names}; move what both need into a third`,
      ),
    ];
  });
}

/** An import names a package, or a rule of it. */
function isWithin(name: string, packageName: string): boolean {
  return name === packageName || name.startsWith(`${packageName}.`);
}

/** The shortest way back to the file; undefined where there is none. */
function circleFrom(
  start: string,
  edges: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  const ways = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const next of edges.get(way.at(-1) ?? '') ?? []) {
      if (next === start) return way;
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}
