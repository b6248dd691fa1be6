/** What a finding's resource goes by where waivers name it. */
import type { Finding } from '../finding/finding.ts';
import { addressNames, placeName } from '../resource/address-names.ts';
import type { JsonObject, Resource } from '../resource/resource.ts';

/** What a finding does not tell of its resource and waivers ask for. */
export interface ResourceFacts {
  readonly tags: JsonObject;
  readonly arn?: string;
}

/** To be kept for each finding that may be waived. */
export function factsOf({ tags, values }: Pick<Resource, 'tags' | 'values'>): ResourceFacts {
  const { arn } = values;
  return { tags, ...(typeof arn === 'string' ? { arn } : {}) };
}

/**
 * Its address with instance keys and without, that of each module around it, and with its place in the resource that
 * declares it; its key, id and ARN.
 */
export function resourceNames(
  { address, key, id, path }: Finding['resource'],
  { arn }: Partial<ResourceFacts>,
): readonly string[] {
  const others = [key, id, arn].filter((name) => name !== undefined);
  if (address === undefined) return others;
  const names = addressNames(address);
  const inner = path === undefined || path.length === 0 ? [] : [`${address} › ${placeName(path)}`];
  return [...names, ...inner, ...others];
}

/** Tells resources apart: of several findings on one it is the same. */
export function resourceIdentity({ resource, input }: Finding): string {
  const { address, key, id, type, scope } = resource;
  const name = address ?? key ?? id;
  return JSON.stringify([input, name === undefined ? [type, scope] : name]);
}
