/** Compiles a folder of policies: one WebAssembly module and the catalogue of what is in it. */

import { filePlace } from '../config/source-name.ts';
import { DriftlockError } from '../errors.ts';
import type { Policy, PolicyCatalogue, PolicyDetails } from '../finding/policy.ts';
import { loadRego } from '../toolchain/rego.ts';
import { COMPILER } from '../toolchain/rego-identity.ts';
import type { ModuleInfo } from '../toolchain/rego-types.ts';
import { fallibleCalls } from './fallible-calls.ts';
import { type PolicyMetadata, type PolicyModule, policyMetadata } from './metadata.ts';
import { policyInvalid, withPlaces } from './policy-error.ts';
import { groupTypes, judgedTypes } from './policy-groups.ts';
import { isPolicy, policyId } from './policy-id.ts';
import type { PolicySources } from './policy-sources.ts';
import { type CompileOptions, sourcesDigest } from './sources-digest.ts';

export interface CompiledPolicies {
  readonly catalogue: PolicyCatalogue;
  readonly wasm: Uint8Array<ArrayBuffer>;
  readonly details: () => Promise<PolicyDetails>;
}

interface NamedPolicy {
  readonly id: string;
  readonly module: PolicyModule;
  readonly metadata: PolicyMetadata;
}

/**
 * Throws DriftlockError `policy-invalid` (`where` is file:line:column) for the first mistake in a source or its
 * METADATA, `policy-duplicate` for two policies of one id.
 */
export async function compilePolicies(
  sources: PolicySources,
  options: CompileOptions,
): Promise<CompiledPolicies> {
  const rego = await loadRego();
  const request = { modules: sources.modules, rego: options.bundled === true ? 'v1' : 'auto' } as const;
  const infos = withPlaces(sources.folder, () => rego.inspect(request));
  const named = namePolicies(sources, infos, options.bundled === true);
  const judged = Object.fromEntries(
    named.map(({ id, module, metadata }) => [id, judgedTypes(module, metadata, options.types)]),
  );
  const { groups, types } = groupTypes(judged);
  const packages = Object.fromEntries(named.map(({ id, module }) => [id, module.info.package]));
  const built = withPlaces(sources.folder, () => rego.build({ ...request, policies: packages, groups }));
  const reads = withPlaces(sources.folder, () => rego.reads({ ...request, policies: packages }));
  const fallible = fallibleCalls(rego, sources, { ...request, policies: packages }, options.bundled === true);
  const policies = named.map(({ id, module, metadata }): Policy => {
    const own = reads[id];
    if (own === undefined) throw new DriftlockError('internal', `no reads of policy ${id}`);
    const calls = fallible({ id, mode: metadata.mode, types: judged[id] ?? [] });
    return { id, ...metadata, file: module.file, line: module.info.row, reads: own, ...calls };
  });
  const catalogue: PolicyCatalogue = {
    format: 1,
    compiler: COMPILER.name,
    policies,
    groups,
    types,
    digest: sourcesDigest(sources, options),
  };
  const details = { conditions: built.conditions, sources: request, packages };
  return { catalogue, wasm: new Uint8Array(built.wasm), details: async () => details };
}

function namePolicies(
  sources: PolicySources,
  infos: Readonly<Record<string, ModuleInfo>>,
  exact: boolean,
): NamedPolicy[] {
  const named = new Map<string, NamedPolicy>();
  for (const [file, info] of Object.entries(infos)) {
    if (!isPolicy(info)) continue;
    const module = { folder: sources.folder, file, text: sources.modules[file] ?? '', info };
    const id = policyId(module, exact);
    const other = named.get(id);
    if (other !== undefined) throw duplicate(id, module, other.module);
    named.set(id, { id, module, metadata: policyMetadata(module) });
  }
  if (named.size === 0)
    throw new DriftlockError('policy-invalid', `no policy in ${sources.folder}: no file has deny rules`);
  const sorted = [...named.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const one of sorted) refuseNested(one, named);
  return sorted;
}

function duplicate(id: string, module: PolicyModule, other: PolicyModule): DriftlockError {
  return new DriftlockError('policy-duplicate', `two policies have the id ${id}`, {
    where: `${filePlace(module.folder, module.file)}:${module.info.row}:${module.info.col}`,
    hint: `the other one is ${filePlace(other.folder, other.file)}:${other.info.row}; give one of them another package`,
  });
}

/** Ids are also places in a tree: one cannot be both a policy and a folder of policies. */
function refuseNested({ id, module }: NamedPolicy, named: ReadonlyMap<string, NamedPolicy>): void {
  const parts = id.split('.');
  const outer = parts.map((_, depth) => parts.slice(0, depth).join('.')).find((start) => named.has(start));
  if (outer !== undefined)
    throw policyInvalid(module.folder, module.info, `the id ${id} lies below that of the policy ${outer}`);
}
