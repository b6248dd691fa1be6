/** Compares one resource of a state with the same one in the cloud, secrets by their hashes. */
import type { ChangedAttribute, UndecidedResource } from '../finding/drift.ts';
import type { Json, Path, Resource } from '../resource/resource.ts';
import { startsWith } from '../resource/starts-with.ts';
import { typeSchema } from '../resource/type-schema.ts';
import { changedAttributes } from './changed-attributes.ts';
import { inStoredForm, storedForms } from './stored-forms.ts';

export interface CompareOptions {
  readonly ignored: readonly Path[];
  readonly hash: ((value: Json, path: Path, live: Resource) => string) | undefined;
}

export interface Compared {
  readonly changed: readonly ChangedAttribute[];
  readonly undecided: UndecidedResource['attributes'];
}

/**
 * Places that either side does not know are undecided, and those of which the state says nothing are not compared; redacted ones are held against the state's value by
 * hash.
 */
export function compareResource(
  state: Resource,
  live: Resource,
  { ignored, hash }: CompareOptions,
): Compared {
  const changed: ChangedAttribute[] = [];
  const undecided: { path: Path; reason: UndecidedResource['attributes'][number]['reason']; api?: string }[] =
    [];
  const schema = typeSchema(state.provider, state.type);
  const leftOut = [...ignored, ...(state.untold ?? [])];
  // Nobody can read back what is only ever written.
  const isCompared = (path: Path): boolean =>
    path[0] === 'values' &&
    schema?.attributes[String(path[1])]?.writeOnly !== true &&
    !leftOut.some((one) => startsWith(path, one));
  const open = [...live.unknown, ...state.unknown].filter(({ path }) => isCompared(path));
  for (const { path, reason, api } of open) {
    const known = live.redacted?.find((one) => samePath(one.path, path));
    if (reason !== 'redacted' || known === undefined || hash === undefined) {
      undecided.push({ path, reason, ...(api !== undefined && { api }) });
    } else if (!storedForms(state, path).some((value) => hash(value, path, live) === known.hash))
      changed.push({ path, sensitive: true });
  }
  const left = [...leftOut, ...open.map(({ path }) => path)];
  return { changed: [...changedAttributes(inStoredForm(state), live, left), ...changed], undecided };
}

function samePath(one: Path, other: Path): boolean {
  return one.length === other.length && startsWith(one, other);
}
