/** Names that the policies and collectors at hand have: what completion offers where a list cannot be written down. */
import type { PolicyCatalogue } from '../../finding/policy.ts';
import { cloudOf, frameworkNames, serviceOf } from '../../policy/filter-policies.ts';
import { loadBundledPolicies } from '../../policy/load-bundled-policies.ts';
import type { Candidate } from './candidates.ts';
import { teamNames } from './team-names.ts';
import type { NameSource } from './value-kinds.ts';

/** All names of a source, by name; `folders` are those of a team's policies that the command line names so far. */
export async function knownNames(source: NameSource, folders: readonly string[]): Promise<Candidate[]> {
  if (source === 'collected') {
    const { AWS_COLLECTORS } = await import('../../collect/aws/registry.ts');
    return plain(Object.values(AWS_COLLECTORS).flatMap(({ types }) => types));
  }
  if (source === 'judged') {
    const { knownTypes } = await import('../../policy/input/resource-node.ts');
    const { carriedAs } = await import('../../resource/carriers/index.ts');
    return plain(knownTypes().filter((type) => carriedAs(type).length === 0));
  }
  const { catalogue } = await loadBundledPolicies();
  if (source !== 'policies') return plain(namesOf(source, catalogue));
  const bundled = catalogue.policies.map(({ id, title }) => ({ value: id, description: title }));
  const team = (await Promise.all(folders.map(teamNames))).flat();
  return [...bundled, ...team].sort((one, other) => (one.value < other.value ? -1 : 1));
}

function namesOf(source: NameSource, { policies, types }: PolicyCatalogue): readonly string[] {
  if (source === 'types') return Object.keys(types);
  if (source === 'aliases') return policies.flatMap(({ aliases }) => aliases);
  if (source === 'frameworks') return policies.flatMap(frameworkNames);
  if (source === 'services') return policies.map(serviceOf);
  return Object.keys(types).map(cloudOf);
}

function plain(names: readonly string[]): Candidate[] {
  return [...new Set(names)].sort().map((value) => ({ value, description: '' }));
}
