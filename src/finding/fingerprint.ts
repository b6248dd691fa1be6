/** Fingerprints: what makes a finding the same one in the next run. */
import { createHash } from 'node:crypto';
import type { Resource } from '../resource/resource.ts';

function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/**
 * The current fingerprint, then aliases: policy and key where known, policy and address in the configuration root,
 * and for a moved resource policy and its address before; of what has neither key nor address (an account whose id is
 * not told), policy, type and what the input knows it by. 32 hex digits of SHA-256 each.
 */
export function fingerprints(policyId: string, resource: Resource, configurationRoot: string): string[] {
  const found: string[] = [];
  if (resource.key !== undefined) found.push(digest([policyId, 'key', resource.key]));
  const place = [
    resource.declared?.path ?? [],
    resource.declared === undefined ? '' : resource.type,
    resource.deposed ?? '',
  ];
  if (resource.address !== undefined)
    found.push(digest([policyId, 'address', configurationRoot, resource.address, ...place]));
  if (resource.previousAddress !== undefined)
    found.push(digest([policyId, 'address', configurationRoot, resource.previousAddress, ...place]));
  if (found.length > 0) return found;
  const { type, id = '', providerConfig = '' } = resource;
  return [digest([policyId, 'type', configurationRoot, type, id, providerConfig])];
}

/**
 * Of a raw policy's finding: policy, address where its result names one, message, and which of several that say the same
 * it is. Unlike others these change with the words of the message, since nothing else tells two results apart.
 */
export function rawFingerprint(
  policyId: string,
  configurationRoot: string,
  {
    address = '',
    message,
    count,
  }: { readonly address?: string; readonly message: string; readonly count: number },
): string {
  return digest([policyId, 'raw', configurationRoot, address, message, count]);
}
