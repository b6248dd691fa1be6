/** Which attribute a new policy looks at: the one that is named, or one that such policies are mostly about. */
import { DriftlockError } from '../../errors.ts';
import { chosenNames } from '../../resource/links/chosen-names.ts';
import { findPlace, kindsAt } from '../input/find-place.ts';
import { lackParts } from '../input/lack-words.ts';
import { resourceNode } from '../input/resource-node.ts';

/** `tag` where no attribute lends itself: every resource that has tags can be asked for one. */
export interface LookedAt {
  readonly kind: 'boolean' | 'string' | 'number' | 'other' | 'tag';
  readonly name: string;
  /** Every resource of one of the types has it. */
  readonly always: boolean;
}

/** Booleans that a resource is the safer for, and then one that it is not. */
const WANTED =
  /^(storage_encrypted|encrypted|at_rest_encryption_enabled|enable_key_rotation|deletion_protection|deletion_protection_enabled|enable_log_file_validation|.*encryption_enabled|publicly_accessible)$/;

/**
 * Throws DriftlockError `usage` where an attribute is named that one of the types lacks; `flag` is how it was given.
 */
export function lookedAt(types: readonly string[], name: string | undefined, flag: string): LookedAt {
  if (name !== undefined) return named(types, name, flag);
  const shared = sharedNames(types);
  const chosen = types.flatMap((type) => chosenNames(type));
  const found =
    shared.find((one) => WANTED.test(one)) ??
    shared.find((one) => chosen.includes(one) && !one.endsWith('_prefix')) ??
    shared.find((one) => one === 'name' || one === 'identifier');
  if (found !== undefined) return named(types, found, flag);
  if (shared.includes('tags')) return { kind: 'tag', name: 'owner', always: false };
  const first = shared.find((one) => one !== 'id' && one !== 'arn') ?? shared[0];
  if (first !== undefined) return named(types, first, flag);
  throw new DriftlockError('usage', `no attribute that all of ${types.join(', ')} have`, {
    hint: 'write a policy for each of them',
  });
}

function sharedNames(types: readonly string[]): readonly string[] {
  const [first = [], ...others] = types.map(namesOf);
  return first.filter((name) => others.every((names) => names.includes(name)));
}

function namesOf(type: string): readonly string[] {
  const values = resourceNode(type).child('values');
  return values?.kind === 'object' ? values.names() : [];
}

function named(types: readonly string[], name: string, flag: string): LookedAt {
  const places = types.map((type) => ({ type, found: findPlace([resourceNode(type)], ['values', name]) }));
  for (const { type, found } of places) {
    if (found.lack === undefined) continue;
    const { said, offer } = lackParts(['values', name], found.lack);
    const hint = offer ?? `driftlock policy input-schema ${type} lists what there is`;
    throw new DriftlockError('usage', `${flag}: ${said}`, { hint });
  }
  const nodes = places.flatMap(({ found }) => (found.lack === undefined ? found.nodes : []));
  const [kind, ...others] = kindsAt(nodes) ?? [];
  const always = places.some(({ found }) => found.lack === undefined && found.always);
  const isScalar = kind === 'boolean' || kind === 'string' || kind === 'number';
  return { kind: isScalar && others.length === 0 ? kind : 'other', name, always };
}
