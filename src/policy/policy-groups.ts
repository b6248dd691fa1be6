/** Which types a policy judges, and which types are judged by the same policies. */
import { globPattern } from '../config/glob-pattern.ts';
import { suggestion } from '../config/nearest.ts';
import { carriedAs } from '../resource/carriers/index.ts';
import { isOwnType } from '../resource/own-types.ts';
import type { PolicyMetadata, PolicyModule } from './metadata.ts';
import { policyInvalid } from './policy-error.ts';

/** A resource type of a provider and the names of its top-level attributes. */
export interface KnownType {
  readonly type: string;
  readonly attributes: readonly string[];
}

export interface PolicyGroups {
  /** Group → ids, sorted. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Type → group. */
  readonly types: Readonly<Record<string, string>>;
}

/**
 * The types that a policy's `resources` and `having` name. A pattern that fits no known type is an error, and so is a
 * name of a provider whose types are known that is none of them, or a type whose records come as those of another.
 */
export function judgedTypes(
  module: PolicyModule,
  metadata: PolicyMetadata,
  known: readonly KnownType[],
): string[] {
  const found = new Set<string>();
  for (const name of metadata.resources) {
    const fitting = name.includes('*') ? matching(name, metadata.having, known) : [name];
    const problem = name.includes('*')
      ? emptyPattern(name, fitting)
      : (unknownType(name, known) ?? otherType(name, metadata));
    if (problem !== undefined) throw policyInvalid(module.folder, lineOf(module, name), ...problem);
    for (const type of fitting) found.add(type);
  }
  return [...found].sort();
}

function matching(pattern: string, having: readonly string[], known: readonly KnownType[]): string[] {
  const fits = globPattern(pattern);
  return known
    .filter(({ type }) => fits.test(type) && (!isOwnType(type) || isOwnType(pattern)))
    .filter(({ attributes }) => having.every((name) => attributes.includes(name)))
    .map(({ type }) => type);
}

type Problem = readonly [message: string, hint?: string];

function emptyPattern(pattern: string, fitting: readonly string[]): Problem | undefined {
  return fitting.length > 0 ? undefined : [`no known resource type fits '${pattern}' with what it must have`];
}

/** Types of providers whose schema is not at hand are taken as they are. */
function unknownType(name: string, known: readonly KnownType[]): Problem | undefined {
  const provider = `${name.split('_')[0]}_`;
  const ofProvider = known.map(({ type }) => type).filter((type) => type.startsWith(provider));
  if (ofProvider.length === 0 || ofProvider.includes(name)) return undefined;
  const whose = isOwnType(name) ? 'of our own' : 'of the provider';
  return [`${name} is not a resource type ${whose}`, suggestion(name, ofProvider)];
}

/** No record of such a type ever comes: a policy for it would pass everything unseen. */
function otherType(name: string, { mode }: PolicyMetadata): Problem | undefined {
  const types = carriedAs(name);
  // Data sources keep their type.
  if (mode === 'data' || types.length === 0) return undefined;
  return [`resources of ${name} are judged as ${types.join(' and ')}`, `write ${types.join(', ')} instead`];
}

function lineOf(module: PolicyModule, name: string): { file: string; row: number; col: number } {
  const line = module.text.split('\n').findIndex((text) => text.startsWith('#') && text.includes(name));
  return { file: module.file, row: line === -1 ? module.info.row : line + 1, col: 1 };
}

/** Groups named g1, g2, … in order of the first type that each judges. */
export function groupTypes(byPolicy: Readonly<Record<string, readonly string[]>>): PolicyGroups {
  const byType = new Map<string, string[]>();
  for (const id of Object.keys(byPolicy).sort())
    for (const type of byPolicy[id] ?? []) byType.set(type, [...(byType.get(type) ?? []), id]);
  const names = new Map<string, string>();
  const groups: Record<string, readonly string[]> = {};
  const types: Record<string, string> = {};
  for (const [type, ids] of [...byType].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const key = ids.join('\n');
    const name = names.get(key) ?? `g${names.size + 1}`;
    names.set(key, name);
    groups[name] = ids;
    types[type] = name;
  }
  return { groups, types };
}
