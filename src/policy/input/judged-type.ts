/** A resource type that a person names: one that is judged under that name, or an error that says which is. */
import { suggestion } from '../../config/nearest.ts';
import { DriftlockError } from '../../errors.ts';
import { carriedAs } from '../../resource/carriers/index.ts';
import { knownTypes } from './resource-node.ts';

/** Throws DriftlockError `usage`. */
export function judgedType(name: string): string {
  const known = knownTypes();
  const types = carriedAs(name);
  if (types.length > 0)
    throw new DriftlockError('usage', `resources of ${name} are judged as ${types.join(' and ')}`, {
      hint: `write ${types.join(', ')} instead`,
    });
  if (known.includes(name)) return name;
  throw new DriftlockError('usage', `no resource type is called "${name}"`, {
    hint: suggestion(name, known),
  });
}
