/** `driftlock policy list`. */
import { type ConfigFlags, loadConfig } from '../config/file/load-config.ts';
import type { Terminal } from '../config/terminal.ts';
import { DriftlockError } from '../errors.ts';
import { filterPolicies, type PolicyFilter } from '../policy/filter-policies.ts';
import { type PolicyChoice, type RunPolicies, runPolicies } from '../policy/run-policies.ts';
import { jsonText } from '../report/json.ts';
import { policyTable } from '../report/policy-table.ts';
import { notice } from './notice.ts';
import { deliver, outputsOf } from './outputs.ts';
import { policyDocument } from './policy-document.ts';

export interface PolicyFlags extends Readonly<Record<string, unknown>>, ConfigFlags, PolicyChoice {
  readonly format?: readonly string[];
  readonly color?: boolean;
}

type ListFlags = PolicyFlags & { readonly [K in keyof PolicyFilter]?: readonly string[] };
type PolicyFormat = 'table' | 'json';

/** All policies, bundled and from the folders of flags and configuration, and their parameters. */
export async function configuredPolicies(flags: PolicyFlags): Promise<RunPolicies> {
  const config = await loadConfig(flags);
  for (const line of config.notices) notice(line);
  return await runPolicies(config, flags, notice);
}

/** Names by comma; throws DriftlockError (usage) for one that is empty, which would fit nothing. */
function names(flag: string, given: readonly string[] = [], separator: string | RegExp = ','): string[] {
  const found = given.flatMap((text) => text.split(separator)).map((text) => text.trim());
  if (!found.includes('')) return found;
  throw new DriftlockError('usage', `${flag}: a name is empty`, {
    hint: 'a variable on the command line may be unset',
  });
}

function filterOf(flags: ListFlags): PolicyFilter {
  return {
    cloud: names('--cloud', flags.cloud),
    service: names('--service', flags.service),
    severity: names('--severity', flags.severity),
    type: names('--type', flags.type),
    alias: names('--alias', flags.alias),
    framework: names('--framework', flags.framework),
    search: names(
      '--search',
      flags.search?.map((text) => text.trim()),
      /\s+/,
    ),
  };
}

/** Prints the list; the exit code is 0, also where nothing fits. */
export async function listPolicies(flags: ListFlags): Promise<number> {
  const outputs = outputsOf<PolicyFormat>(flags.format ?? [], ['table', 'json']);
  const filter = filterOf(flags);
  const { loaded } = await configuredPolicies(flags);
  const catalogues = loaded.map(({ catalogue }) => catalogue);
  const policies = filterPolicies(catalogues, filter);
  const all = catalogues.reduce((sum, catalogue) => sum + catalogue.policies.length, 0);
  await deliver(outputs, flags.color !== false, (format: PolicyFormat, terminal: Terminal) =>
    format === 'json'
      ? jsonText({ policies: policies.map(policyDocument) })
      : policyTable(policies, { ...terminal, all }),
  );
  return 0;
}
