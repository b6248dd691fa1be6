/** Records of a state of which it cannot be told which collected resource they are, and which ones these may be. */
import { mayBeOne } from '../resource/keys/natural-key.ts';
import type { Resource } from '../resource/resource.ts';

export interface OpenRecords {
  add(state: Resource): void;
  /** Addresses of those that may be this collected resource, each once; empty for none. */
  mayBe(live: Resource): readonly string[];
}

export function createOpenRecords(): OpenRecords {
  /** By type; those that have a key are another resource than each collected one that has a key. */
  const keyed = new Map<string, Resource[]>();
  const keyless = new Map<string, Resource[]>();
  return {
    add(state) {
      const records = state.key === undefined ? keyless : keyed;
      const known = records.get(state.type);
      if (known === undefined) records.set(state.type, [state]);
      else known.push(state);
    },
    mayBe(live) {
      const others = live.key === undefined ? (keyed.get(live.type) ?? []) : [];
      const all = [...(keyless.get(live.type) ?? []), ...others];
      return [
        ...new Set(all.filter((one) => mayBeOne(one, live)).map(({ address, type }) => address ?? type)),
      ];
    },
  };
}
