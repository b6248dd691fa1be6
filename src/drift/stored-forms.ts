/** Values that providers keep in several forms, of which the cloud is collected in one. */
import type { Json, Path, Resource } from '../resource/resource.ts';
import { userDataHashes } from '../resource/user-data.ts';
import { valueAt } from '../resource/value-at.ts';

/** The state with its values in the form that is collected. */
export function inStoredForm(state: Resource): Resource {
  if (state.type !== 'aws_instance') return state;
  const [hash] = userDataHashes(state.values);
  if (hash === undefined) return state;
  const { user_data_base64: _, ...values } = state.values;
  return { ...state, values: { ...values, user_data: hash } };
}

/** Each value that the state's at this place may be where it is collected: null where it has none. */
export function storedForms(state: Resource, path: Path): readonly Json[] {
  if (state.type === 'aws_instance' && path.length === 2 && path[1] === 'user_data') {
    const hashes = userDataHashes(state.values);
    if (hashes.length > 0) return hashes;
  }
  return [valueAt(state.values, path.slice(1)) ?? null];
}
