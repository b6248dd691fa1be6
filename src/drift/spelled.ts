/** Facts that a state declares inside another resource, and the cloud's of the same, in the spelling of that resource. */
import { unfold } from '../resource/carriers/unfold.ts';
import type { Resource } from '../resource/resource.ts';

/** A fact inside a resource, and the same in the cloud; undefined where the cloud has it no more. */
export interface FoldedPair {
  readonly state: Resource;
  readonly live: Resource | undefined;
}

/** The owner with these facts in its attributes; `owner` undefined gives these attributes alone. */
export function spelled(owner: Resource | undefined, children: readonly Resource[]): Resource {
  const [first] = unfold(owner === undefined ? children : [owner, ...children]);
  if (first !== undefined) return first;
  // Nothing is left of what stood alone.
  return { ...(owner as Resource), values: {} };
}

/** The cloud's values where the state's stood, so that both are written into the same places. */
export function inPlaceOf(state: Resource, live: Resource): Resource {
  const { address: _, ...rest } = live;
  return {
    ...rest,
    ...(state.address !== undefined && { address: state.address }),
    ...(state.declared !== undefined && { declared: state.declared }),
  };
}

/** What the cloud has of the pairs, each in the place of the state's. */
export function liveOf(pairs: readonly FoldedPair[]): readonly Resource[] {
  return pairs.flatMap(({ state, live }) => (live === undefined ? [] : [inPlaceOf(state, live)]));
}
