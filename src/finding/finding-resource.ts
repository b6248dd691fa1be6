/** A resource as a finding names it. */
import type { Resource } from '../resource/resource.ts';
import type { Finding } from './finding.ts';

export function findingResource({ address, type, key, id, scope, declared }: Resource): Finding['resource'] {
  return {
    ...(address === undefined ? {} : { address }),
    type,
    ...(key === undefined ? {} : { key }),
    ...(id === undefined ? {} : { id }),
    scope,
    ...(declared === undefined ? {} : { path: declared.path }),
  };
}
