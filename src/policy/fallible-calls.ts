/** Calls of built-ins that may fail: refused in bundled policies, listed with a team's. */
import type { Policy } from '../finding/policy.ts';
import type { Rego } from '../toolchain/rego.ts';
import type { FallibleCall, PolicyPackages, Sources } from '../toolchain/rego-types.ts';
import { withPlaces } from './policy-error.ts';
import type { PolicySources } from './policy-sources.ts';
import { schemaKind } from './schema-kinds.ts';

/** What of a policy decides which of its calls may fail: the types that it judges. */
export interface JudgedPolicy {
  readonly id: string;
  readonly mode: Policy['mode'];
  readonly types: readonly string[];
}

/**
 * What `fallible` of a policy is, by id; nothing for bundled ones, which call what fails through `policies.lib` alone.
 * Throws DriftlockError `policy-invalid` with the place where one of these does not.
 */
export function fallibleCalls(
  rego: Rego,
  { folder }: PolicySources,
  request: Sources & PolicyPackages,
  bundled: boolean,
): (policy: JudgedPolicy) => Pick<Policy, 'fallible'> {
  if (bundled) {
    const { modules, rego: version } = request;
    withPlaces(folder, () =>
      rego.check({ modules, ...(version === undefined ? {} : { rego: version }), fallible: true }),
    );
    return () => ({});
  }
  const calls = withPlaces(folder, () => rego.fallible(request));
  return (policy) => {
    const fallible = (calls[policy.id] ?? []).map((call) => {
      const { name, file = '', row = 1, col = 1 } = call;
      return { name, file, row, col, ...(isSettled(call, policy) ? { settled: true as const } : {}) };
    });
    return fallible.length === 0 ? {} : { fallible };
  };
}

/** Only a wrong type fails it, and the schemas of all types that the policy judges rule that out. */
function isSettled({ reason, needs }: FallibleCall, { mode, types }: JudgedPolicy): boolean {
  if (reason !== undefined || needs === undefined || mode === 'data') return false;
  return types.every((type) =>
    needs.every(({ path, kinds }) => {
      const kind = schemaKind(type, path);
      return kind !== undefined && kinds.includes(kind);
    }),
  );
}
