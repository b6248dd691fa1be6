/** OPA's partial evaluation of one policy on an input of which parts are not known, in the Go half. */
import { DriftlockError } from '../errors.ts';
import type { PolicyConditions } from '../finding/condition.ts';
import type { PolicyDetails } from '../finding/policy.ts';
import type { ReadPath } from '../resource/read-path.ts';
import { touches } from '../resource/read-path.ts';
import type { Json, JsonObject, Path } from '../resource/resource.ts';
import { type Rego, RegoError } from '../toolchain/rego.ts';

export interface PartialRequest {
  readonly policyId: string;
  readonly input: JsonObject;
  /** Places of the input that are not known. */
  readonly places: readonly Path[];
  /** What the policy may read. */
  readonly reads: readonly ReadPath[];
}

/** What is left of the policy's rules, or why OPA could not tell. */
export type PartialAnswer = PolicyConditions | { readonly error: string };

export type PartialEvaluator = (request: PartialRequest) => Promise<PartialAnswer>;

/** The Go half is loaded by the first request, the policies are compiled once. */
export function partialEvaluator(
  details: () => Promise<PolicyDetails>,
  params: JsonObject,
): PartialEvaluator {
  let prepared: Promise<{ readonly rego: Rego; readonly handle: string }> | undefined;
  return async ({ policyId, input, places, reads }) => {
    prepared ??= prepare(await details());
    const { rego, handle } = await prepared;
    const known = presentPlaces(input, places);
    try {
      return rego.partial({
        handle,
        policy: policyId,
        params,
        input: withPlaceholders(input, known),
        unknowns: known,
        cuts: cutsOf(known, reads),
      });
    } catch (error) {
      if (error instanceof RegoError) {
        // Many sets in one process: the oldest are forgotten.
        if (error.problems.some(({ code }) => code === 'bad_request')) prepared = undefined;
        return { error: error.message };
      }
      if (!(error instanceof DriftlockError)) throw error;
      // A program that ended has forgotten what it prepared; the next question starts another.
      prepared = undefined;
      return { error: error.message };
    }
  };
}

async function prepare({ sources, packages }: PolicyDetails) {
  const { loadRego } = await import('../toolchain/rego.ts');
  const rego = await loadRego();
  return { rego, handle: rego.prepare({ ...sources, policies: packages }) };
}

/** A place in something that is not there itself: then that is what is not known. */
function presentPlaces(input: JsonObject, places: readonly Path[]): Path[] {
  const distinct = new Map<string, Path>();
  for (const place of places) {
    const path = place.slice(0, depthOf(input, place) + 1);
    distinct.set(JSON.stringify(path), path);
  }
  return [...distinct.values()];
}

/** How many steps of the path lead to something that can hold more. */
function depthOf(input: JsonObject, path: Path): number {
  let at: Json | undefined = input;
  for (const [depth, step] of path.entries()) {
    const below: Json | undefined = Object.hasOwn(at as object, step) ? (at as JsonObject)[step] : undefined;
    if (typeof below !== 'object' || below === null) return depth;
    at = below;
  }
  return path.length;
}

/** Something at each place, so that a policy that goes through all members comes by it. */
function withPlaceholders(input: JsonObject, places: readonly Path[]): JsonObject {
  return places.reduce<Json>((value, path) => placeholderAt(value, path), input) as JsonObject;
}

function placeholderAt(value: Json, path: Path): Json {
  const [step, ...rest] = path;
  if (step === undefined) return null;
  if (Array.isArray(value)) {
    const index = Number(step);
    const list: Json[] = [...value];
    while (list.length < index) list.push(null);
    list[index] = placeholderAt(list[index] ?? null, rest);
    return list;
  }
  const object = value as JsonObject;
  const below = Object.hasOwn(object, step) ? (object[step] as Json) : null;
  return { ...object, [step]: placeholderAt(below, rest) };
}

/**
 * The depths at which a policy may go through members of what holds an unknown place. OPA sees an unknown member, but
 * nothing unknown further down in a known one, so that each such depth needs a pass of its own.
 */
function cutsOf(places: readonly Path[], reads: readonly ReadPath[]): number[] {
  const cuts = new Set<number>();
  for (const place of places) {
    const seen = reads.filter((read) => touches(read, place));
    for (let depth = 0; depth < place.length - 1; depth++) {
      const isIterated =
        typeof place[depth] === 'number' ||
        seen.some((read) => read.length <= depth || read[depth] === null || read[depth] === '');
      if (isIterated) cuts.add(depth + 1);
    }
  }
  return [...cuts].sort((a, b) => a - b);
}
