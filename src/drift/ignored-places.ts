/** Tables of attributes that cannot or need not be compared, as places by type. */
import type { Path } from '../resource/resource.ts';

/** Each table: by type, attribute (dotted into blocks) and reason. */
export function ignoredPlaces(
  ...tables: readonly Readonly<Record<string, Readonly<Record<string, string>>>>[]
): ReadonlyMap<string, readonly Path[]> {
  const places = new Map<string, Path[]>();
  for (const [type, attributes] of tables.flatMap((table) => Object.entries(table))) {
    const paths = Object.keys(attributes).map((name) => ['values', ...name.split('.')]);
    places.set(type, [...(places.get(type) ?? []), ...paths]);
  }
  return places;
}
