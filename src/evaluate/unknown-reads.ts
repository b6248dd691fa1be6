/** Which unknown places a set of reads touches. */
import { type ReadPath, touches } from '../resource/read-path.ts';
import type { Links, Resource, Unknown } from '../resource/resource.ts';

/** All unknown places of an input: the resource's own and those of its links. */
export function unknownPlaces(resource: Resource, links: Links): readonly Unknown[] {
  if (links.unknown.length === 0) return resource.unknown;
  return resource.unknown.length === 0 ? links.unknown : [...resource.unknown, ...links.unknown];
}

/** The unknown places that any of the reads touches, in the order of `places`. */
export function touchedPlaces(reads: readonly ReadPath[], places: readonly Unknown[]): Unknown[] {
  if (places.length === 0 || reads.length === 0) return [];
  return places.filter((place) => reads.some((read) => touches(read, place.path)));
}
