/** Picks policies out of a list by what they judge and what they say of themselves. */

import { globPattern } from '../config/glob-pattern.ts';
import { suggestion } from '../config/nearest.ts';
import { DriftlockError } from '../errors.ts';
import { SEVERITIES } from '../finding/finding.ts';
import type { Policy, PolicyCatalogue } from '../finding/policy.ts';
import { AWS_PROVIDER } from '../resource/aws-provider.ts';
import { spellings } from '../resource/carriers/index.ts';
import { schemaTypes } from '../resource/type-schema.ts';

/** Each a list of names, any of which may fit; an empty one asks for nothing. */
export interface PolicyFilter {
  readonly cloud: readonly string[];
  /** The part of an id before its last: `s3` of `aws.s3.bucket_versioning`. */
  readonly service: readonly string[];
  readonly severity: readonly string[];
  /** Types as Terraform has them, or globs. */
  readonly type: readonly string[];
  /** Names that other tools give to a policy, or globs; letter case does not count. */
  readonly alias: readonly string[];
  /** Frameworks (`cis_aws_5.0`), their controls (`cis_aws_5.0/1.15`), or globs. */
  readonly framework: readonly string[];
  /** Words, all of which stand in what a policy says of itself; letter case does not count. */
  readonly search: readonly string[];
}

/** A policy with the types that it judges, patterns resolved. */
interface Judging {
  readonly policy: Policy;
  readonly types: readonly string[];
}

/** Prefixes of types by the cloud that they belong to; other providers are called by theirs. */
const CLOUDS: Readonly<Record<string, string>> = {
  azurerm: 'azure',
  azuread: 'azure',
  azapi: 'azure',
  google: 'gcp',
};

/**
 * The policies of all catalogues that fit every part of the filter, by id. Throws DriftlockError (usage) for a name that is
 * none in any of the policies; what is known and fits nothing gives an empty list.
 */
export function filterPolicies(catalogues: readonly PolicyCatalogue[], filter: PolicyFilter): Policy[] {
  const all = catalogues.flatMap(judging);
  const tests = [
    named('--cloud', filter.cloud, all, ({ types }) => types.map(cloudOf)),
    named('--service', filter.service, all, ({ policy }) => [serviceOf(policy)]),
    named('--severity', filter.severity, all, ({ policy }) => [policy.severity], SEVERITIES),
    named('--type', filter.type, all, fileTypes, filter.type.length === 0 ? [] : knownTypes()),
    named('--alias', filter.alias, all, ({ policy }) => policy.aliases),
    named('--framework', filter.framework, all, ({ policy }) => frameworkNames(policy)),
    searched(filter.search),
  ];
  return all
    .filter((one) => tests.every((fits) => fits(one)))
    .map(({ policy }) => policy)
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

function judging({ policies, groups, types }: PolicyCatalogue): Judging[] {
  const judged = new Map<string, string[]>(policies.map(({ id }) => [id, []]));
  for (const [type, group] of Object.entries(types))
    for (const id of groups[group] ?? []) judged.get(id)?.push(type);
  return policies.map((policy) => ({ policy, types: judged.get(policy.id) ?? [] }));
}

/** `aws` of `aws_s3_bucket` and `driftlock_aws_account`. */
export function cloudOf(type: string): string {
  const provider = type.replace(/^driftlock_/, '').split('_')[0] ?? type;
  return CLOUDS[provider] ?? provider;
}

/** A record of a type may be written as one of another: a rule in a security group. */
function fileTypes({ types }: Judging): string[] {
  return types.flatMap((type) => [type, ...spellings(type)]);
}

/** A framework, and each of its controls. */
export function frameworkNames({ controls = [] }: Pick<Policy, 'controls'>): string[] {
  return controls.flatMap((control) => [control.slice(0, control.indexOf('/')), control]);
}

function knownTypes(): string[] {
  return schemaTypes(AWS_PROVIDER).map(({ type }) => type);
}

/** `s3` of `aws.s3.bucket_versioning`. */
export function serviceOf({ id }: Pick<Policy, 'id'>): string {
  return id.split('.').at(-2) ?? id;
}

/** Whether one of the names that a policy has is one of those that are asked for, or fits it as a glob. */
function named(
  flag: string,
  asked: readonly string[],
  all: readonly Judging[],
  namesOf: (one: Judging) => readonly string[],
  others: readonly string[] = [],
): (one: Judging) => boolean {
  if (asked.length === 0) return () => true;
  const known = [...new Set([...others, ...all.flatMap(namesOf).sort()])];
  const patterns = asked.map((name) => {
    const pattern = globPattern(name.toLowerCase());
    if (!known.some((one) => pattern.test(one.toLowerCase())))
      throw new DriftlockError('usage', `${flag}: no policy has "${name}"`, {
        hint: suggestion(name, known),
      });
    return pattern;
  });
  return (one) => namesOf(one).some((name) => patterns.some((pattern) => pattern.test(name.toLowerCase())));
}

function searched(words: readonly string[]): (one: Judging) => boolean {
  const wanted = words.map((word) => word.toLowerCase());
  return ({ policy: { id, title, description, aliases, remediation = '' } }) => {
    const text = [id, title, description, remediation, ...aliases].join('\n').toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
}
