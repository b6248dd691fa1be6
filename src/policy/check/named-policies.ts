/** The policies among the files of a folder, with all that is wrong with their names and METADATA. */
import { DriftlockError } from '../../errors.ts';
import type { ModuleInfo } from '../../toolchain/rego-types.ts';
import { type PolicyMetadata, type PolicyModule, readMetadata } from '../metadata.ts';
import { judgedTypes, type KnownType } from '../policy-groups.ts';
import { isPolicy, policyId } from '../policy-id.ts';
import { isTest, type PolicySources } from '../policy-sources.ts';
import { type CheckName, type CheckProblem, problemAt, problemOfError } from './check-problem.ts';

export interface NamedPolicy {
  readonly id: string;
  readonly module: PolicyModule;
  readonly metadata: PolicyMetadata;
  readonly types: readonly string[];
}

/** What a folder is checked against. */
export interface KnownPolicies {
  readonly types: readonly KnownType[];
  /** Ids of the bundled policies; none where these themselves are checked. */
  readonly taken: ReadonlySet<string>;
}

interface Named {
  /** Two have one package: they cannot be compiled together. */
  readonly clash: boolean;
  readonly policies: readonly NamedPolicy[];
  readonly problems: readonly CheckProblem[];
}

/** Policies without mistakes, by id, and the mistakes of all others. */
export function namedPolicies(
  sources: PolicySources,
  infos: Readonly<Record<string, ModuleInfo>>,
  known: KnownPolicies,
): Named {
  const problems: CheckProblem[] = [];
  const policies = new Map<string, NamedPolicy>();
  let clash = false;
  for (const [file, info] of Object.entries(infos)) {
    if (isTest(file) || !isPolicy(info)) continue;
    const module = { folder: sources.folder, file, text: sources.modules[file] ?? '', info };
    const one = namedPolicy(module, known, problems);
    if (one === undefined) continue;
    const other = policies.get(one.id)?.module;
    if (other === undefined) {
      policies.set(one.id, one);
      continue;
    }
    clash = true;
    problems.push(problemAt('policy-id', info, duplicate(one.id, other)));
  }
  const sorted = [...policies.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const one of sorted) problems.push(...nested(one, policies));
  return { policies: sorted, problems, clash };
}

function duplicate(id: string, { file, info }: PolicyModule): string {
  return `two policies have the id ${id}; the other one is ${file}:${info.row}: give one of them another package`;
}

function namedPolicy(
  module: PolicyModule,
  { types: known, taken }: KnownPolicies,
  problems: CheckProblem[],
): NamedPolicy | undefined {
  const { file, info } = module;
  const id = told('policy-id', file, problems, () => policyId(module, false));
  if (id !== undefined && taken.has(id))
    problems.push(
      problemAt(
        'policy-id',
        info,
        `a bundled policy has the id ${id} already: give this one another package`,
      ),
    );
  const { metadata, problems: wrong } = readMetadata(module);
  problems.push(...wrong.map((error) => problemOfError('metadata', file, error)));
  if (metadata === undefined) return undefined;
  const types = told('metadata', file, problems, () => judgedTypes(module, metadata, known));
  return id === undefined || types === undefined ? undefined : { id, module, metadata, types };
}

function told<T>(check: CheckName, file: string, problems: CheckProblem[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DriftlockError)) throw error;
    problems.push(problemOfError(check, file, error));
    return undefined;
  }
}

/** Ids are also places in a tree: one cannot be both a policy and a folder of policies. */
function nested({ id, module }: NamedPolicy, policies: ReadonlyMap<string, NamedPolicy>): CheckProblem[] {
  const parts = id.split('.');
  const outer = parts.map((_, depth) => parts.slice(0, depth).join('.')).find((start) => policies.has(start));
  if (outer === undefined) return [];
  const place = { file: module.file, row: module.info.row, col: module.info.col };
  return [
    problemAt(
      'policy-id',
      place,
      `the id ${id} lies below that of the policy ${outer}: give one of them another package`,
    ),
  ];
}
