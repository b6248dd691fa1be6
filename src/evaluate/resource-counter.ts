/** Counts the resources that people declared, and those of them that no policy judges, over records in file order. */
import type { Resource } from '../resource/resource.ts';
import { remains } from './select.ts';
import { type Tally, tallyUnjudged } from './tally.ts';

export interface ResourceCounter {
  /** `judged`: some chosen policy judges this record. */
  add(resource: Resource, judged: boolean): void;
  /** After the last record. */
  end(): void;
}

/** Accounts and regions, which the tool adds, are nobody's resources. */
function isOwn(resource: Resource): boolean {
  return resource.type.startsWith('driftlock_');
}

function isSameObject(one: Resource, other: Resource): boolean {
  return one.address === other.address && (one.deposed ?? '') === (other.deposed ?? '');
}

/**
 * A resource and the records folded out of it come one after the other and count as one, by the type as declared;
 * it is judged when one of them is.
 */
export function resourceCounter(tally: Tally): ResourceCounter {
  let current:
    | { readonly last: Resource; readonly type: string; remains: boolean; judged: boolean }
    | undefined;

  function end(): void {
    if (current !== undefined && !current.judged) tallyUnjudged(tally, current.type, current.remains);
    current = undefined;
  }

  return {
    end,
    add(resource, judged) {
      if (resource.mode !== 'managed' || isOwn(resource)) return;
      const type = resource.declared?.type ?? resource.type;
      if (current === undefined || type !== current.type || !isSameObject(resource, current.last)) {
        end();
        tally.resources += 1;
        current = { last: resource, type, remains: remains(resource), judged };
      } else {
        // A file may name an address twice.
        current.remains ||= remains(resource);
        current.judged ||= judged;
      }
    },
  };
}
