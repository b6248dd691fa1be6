/** Builds what a policy sees as `input` from a resource and its links. */
import type { Json, JsonObject, LinkedResource, Links, Resource } from '../resource/resource.ts';

/** A linked resource as a policy reads it; further hops only where the policy declares them. */
function linkedInput(linked: LinkedResource): JsonObject {
  const input: Record<string, Json> = {};
  if (linked.address !== undefined) input.address = linked.address;
  if (linked.key !== undefined) input.key = linked.key;
  input.scope = linked.scope as JsonObject;
  input.tags = linked.tags;
  input.values = linked.values;
  if (linked.links !== undefined) addLinks(input, linked.links);
  return input;
}

function addLinks(input: Record<string, Json>, links: Links): void {
  const refs: Record<string, JsonObject[]> = {};
  for (const attribute of Object.keys(links.refs))
    refs[attribute] = (links.refs[attribute] ?? []).map(linkedInput);
  const referrers: Record<string, Record<string, JsonObject[]>> = {};
  for (const type of Object.keys(links.referrers)) {
    const attributes: Record<string, JsonObject[]> = {};
    for (const [attribute, records] of Object.entries(links.referrers[type] ?? {}))
      attributes[attribute] = records.map(linkedInput);
    referrers[type] = attributes;
  }
  input.refs = refs;
  input.referrers = referrers;
}

/** The whole input of a policy for one resource (DESIGN §6); `now` in epoch seconds. */
export function policyInput(resource: Resource, links: Links, now: number): JsonObject {
  const input: Record<string, Json> = { type: resource.type, mode: resource.mode };
  if (resource.address !== undefined) input.address = resource.address;
  if (resource.key !== undefined) input.key = resource.key;
  input.scope = resource.scope as JsonObject;
  input.values = resource.values;
  input.tags = resource.tags;
  if (resource.change !== undefined) input.change = resource.change as unknown as JsonObject;
  addLinks(input, links);
  input.now = now;
  return input;
}
