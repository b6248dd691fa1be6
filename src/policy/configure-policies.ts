/** What the configuration file says of the loaded policies, put into them: every verb then sees the same. */
import type { Config, Layer, Placed, PolicyEntry } from '../config/file/config.ts';
import type { ConfiguredValue, Policy, PolicyConfiguration } from '../finding/policy.ts';
import type { Json } from '../resource/resource.ts';
import type { LoadedPolicies } from './load-policy-sets.ts';
import { checkParam, type Taking, takesParam } from './param-values.ts';
import { isGlob, policiesNamed } from './policies-named.ts';

interface Applied {
  readonly entry: PolicyEntry;
  readonly layer: Layer;
  readonly fitting: ReadonlySet<string>;
}

/** What is said last counts: a layer over those below it, in a layer names over globs, then the later entry. */
function inOrder(all: readonly Taking[], layers: readonly Layer[]): readonly Applied[] {
  const policies = all.map(({ policy }) => policy);
  return layers.flatMap((layer) => {
    const globs = layer.policies.filter(({ pattern }) => isGlob(pattern));
    const names = layer.policies.filter(({ pattern }) => !isGlob(pattern));
    return [...globs, ...names].map((entry) => ({ entry, layer, fitting: policiesNamed(policies, entry) }));
  });
}

function told<T>({ profile }: Layer, { value, where }: Placed<T>): ConfiguredValue<T> {
  return { value, where, ...(profile === undefined ? {} : { profile }) };
}

/** A glob gives a parameter to those that take it; where nobody does, it is a mistake. */
function givenParams(one: Applied, known: Taking): PolicyConfiguration['params'] {
  const given = Object.entries(one.entry.params ?? {}).flatMap(
    ([name, placed]): [string, ConfiguredValue<Json>][] => {
      if (isGlob(one.entry.pattern) && !takesParam(known, name)) return [];
      checkParam(known, name, placed);
      return [[name, told(one.layer, placed)]];
    },
  );
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

function refuseUnused(applied: readonly Applied[], all: readonly Taking[]): void {
  for (const { entry, fitting: ids } of applied)
    for (const [name, placed] of Object.entries(entry.params ?? {})) {
      const meant = all.filter(({ policy }) => ids.has(policy.id));
      const [first] = meant;
      if (first !== undefined && !meant.some((one) => takesParam(one, name))) checkParam(first, name, placed);
    }
}

/** Of a bundled policy that none of the profiles has. */
function outside({ policy, bundled }: Taking, profiles: Config['bundledProfiles']): PolicyConfiguration {
  const isIn = !bundled || profiles.some((profile) => policy.profiles?.includes(profile));
  return isIn ? {} : { outsideProfiles: profiles };
}

function configured(known: Taking, applied: readonly Applied[], profiles: Config['bundledProfiles']): Policy {
  const { policy } = known;
  let said = outside(known, profiles);
  for (const one of applied.filter(({ fitting: ids }) => ids.has(policy.id))) {
    const { entry, layer } = one;
    const params = givenParams(one, known);
    said = {
      ...said,
      ...(entry.enabled === undefined ? {} : { enabled: told(layer, entry.enabled) }),
      ...(entry.severity === undefined ? {} : { severity: told(layer, entry.severity) }),
      ...(entry.enforcement === undefined ? {} : { enforcement: told(layer, entry.enforcement) }),
      ...(entry.paths === undefined ? {} : { paths: told(layer, entry.paths) }),
      ...(params === undefined ? {} : { params: { ...said.params, ...params } }),
    };
  }
  if (Object.keys(said).length === 0) return policy;
  return {
    ...policy,
    severity: said.severity?.value ?? policy.severity,
    enforcement: said.enforcement?.value ?? policy.enforcement,
    configured: said,
  };
}

/**
 * The same sets, their policies with what the configuration says of them. Throws DriftlockError with the place in the file:
 * `policy-unknown` for an entry that names no policy, `config` for a parameter that is none of the policy's or not of its
 * type.
 */
export function configurePolicies(
  loaded: readonly LoadedPolicies[],
  { layers, bundledProfiles }: Pick<Config, 'layers' | 'bundledProfiles'>,
): readonly LoadedPolicies[] {
  const all = loaded.flatMap(({ catalogue, origin }) =>
    catalogue.policies.map((policy): Taking => ({ policy, bundled: origin === 'bundled' })),
  );
  const applied = inOrder(all, layers);
  refuseUnused(applied, all);
  return loaded.map((one) => ({
    ...one,
    catalogue: {
      ...one.catalogue,
      policies: one.catalogue.policies.map((policy) =>
        configured({ policy, bundled: one.origin === 'bundled' }, applied, bundledProfiles),
      ),
    },
  }));
}
