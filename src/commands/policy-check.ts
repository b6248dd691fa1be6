/** `driftlock policy check`. */

import { cacheFolder } from '../config/cache-folder.ts';
import { environment } from '../config/environment.ts';
import { oneOf } from '../config/one-of.ts';
import { filePlace } from '../config/source-name.ts';
import type { Terminal } from '../config/terminal.ts';
import { checkPolicies } from '../policy/check/check-policies.ts';
import type { CheckProblem } from '../policy/check/check-problem.ts';
import { type CheckSources, checkSources } from '../policy/check/check-sources.ts';
import { loadBundledPolicies } from '../policy/load-bundled-policies.ts';
import { checkTable } from '../report/check-table.ts';
import { jsonText } from '../report/json.ts';
import { AWS_PROVIDER } from '../resource/aws-provider.ts';
import { schemaTypes } from '../resource/type-schema.ts';
import { notice } from './notice.ts';
import { deliver, outputsOf } from './outputs.ts';

interface CheckFlags extends Readonly<Record<string, unknown>> {
  readonly format?: readonly string[];
  readonly failOn?: string;
  readonly color?: boolean;
}

const SEVERITIES = ['error', 'warning'] as const;
/** Where a team's policies are when nobody says where. */
const FOLDER = 'policies';

/** Prints what is wrong; exit code 1 where that is as bad as `failOn`, else 0. */
export async function checkPolicyFiles(paths: readonly string[], flags: CheckFlags): Promise<number> {
  const outputs = outputsOf<'table' | 'json'>(flags.format ?? [], ['table', 'json']);
  const least = oneOf(SEVERITIES)(flags.failOn ?? 'error', '--fail-on');
  const sources = await checkSources(paths.length === 0 ? [FOLDER] : paths, {
    cache: cacheFolder(environment()),
    notice,
  });
  const found = { problems: [] as CheckProblem[], policies: 0, files: 0 };
  for (const one of sources) {
    const { problems, policies, files } = await checkPolicies(one, await knownFor(one));
    const { only } = one;
    found.problems.push(
      ...problems
        .filter(({ file }) => only === undefined || only.has(file))
        .map((problem) => ({ ...problem, file: filePlace(one.folder, problem.file) })),
    );
    found.policies += policies;
    found.files += only === undefined ? files : only.size;
  }
  const errors = found.problems.filter(({ severity }) => severity === 'error').length;
  const warnings = found.problems.length - errors;
  const summary = { errors, warnings, policies: found.policies, files: found.files };
  await deliver(outputs, flags.color !== false, (format: 'table' | 'json', { colour }: Terminal) =>
    format === 'json'
      ? jsonText({ problems: found.problems, summary })
      : checkTable(found.problems, summary, colour),
  );
  return errors > 0 || (least === 'warning' && warnings > 0) ? 1 : 0;
}

/** The bundled policies are not held against themselves, where it is they that are checked. */
async function knownFor({ modules }: CheckSources) {
  const { catalogue } = await loadBundledPolicies();
  const isBundled = catalogue.policies.every(({ file }) => Object.hasOwn(modules, file));
  const ids = isBundled ? [] : catalogue.policies.map(({ id }) => id);
  return { types: schemaTypes(AWS_PROVIDER), taken: new Set(ids) };
}
