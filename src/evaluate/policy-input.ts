/** Builds what a policy sees as `input` from a resource and its links. */
import type { JsonObject, LinkedResource, Links, Resource } from '../resource/resource.ts';

/** A linked resource as a policy reads it; further hops only where the policy declares them. */
function linkedInput(linked: LinkedResource): JsonObject {
  return {
    ...(linked.address === undefined ? {} : { address: linked.address }),
    ...(linked.key === undefined ? {} : { key: linked.key }),
    scope: linked.scope as JsonObject,
    tags: linked.tags,
    values: linked.values,
    ...(linked.links === undefined ? {} : linksInput(linked.links)),
  };
}

function linksInput(links: Links): JsonObject {
  const refs: Record<string, JsonObject[]> = {};
  for (const [attribute, records] of Object.entries(links.refs)) refs[attribute] = records.map(linkedInput);
  const referrers: Record<string, Record<string, JsonObject[]>> = {};
  for (const [type, byAttribute] of Object.entries(links.referrers)) {
    const attributes: Record<string, JsonObject[]> = {};
    for (const [attribute, records] of Object.entries(byAttribute))
      attributes[attribute] = records.map(linkedInput);
    referrers[type] = attributes;
  }
  return { refs, referrers };
}

/** The whole input of a policy for one resource (DESIGN §6); `now` in epoch seconds. */
export function policyInput(resource: Resource, links: Links, now: number): JsonObject {
  return {
    type: resource.type,
    mode: resource.mode,
    ...(resource.address === undefined ? {} : { address: resource.address }),
    ...(resource.key === undefined ? {} : { key: resource.key }),
    scope: resource.scope as JsonObject,
    values: resource.values,
    tags: resource.tags,
    ...(resource.change === undefined ? {} : { change: resource.change as unknown as JsonObject }),
    ...linksInput(links),
    now,
  };
}
