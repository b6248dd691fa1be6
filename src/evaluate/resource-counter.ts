/** Counts the resources that people declared, and those of them that no policy judges, over records in file order. */
import type { Policy } from '../finding/policy.ts';
import type { Resource } from '../resource/resource.ts';
import { mayLieIn } from './lies-in.ts';
import { remains } from './select.ts';
import { type Tally, tallyOutside, tallyUnjudged } from './tally.ts';

export interface ResourceCounter {
  /** `judged`: some chosen policy judges this record; `outside`: those in whose paths it does not lie. */
  add(resource: Resource, judged: boolean, outside: readonly Policy[]): void;
  /** After the last record. */
  end(): void;
}

/** Accounts and regions, which the tool adds, are nobody's resources. */
function isOwn(resource: Resource): boolean {
  return resource.type.startsWith('driftlock_');
}

/** Of a snapshot's records, which have no address, only those that are folded belong to the one before them. */
function isSameObject(one: Resource, other: Resource): boolean {
  if (one.address === undefined) return one.declared !== undefined && one.declared.as !== 'alias';
  return one.address === other.address && (one.deposed ?? '') === (other.deposed ?? '');
}

/** One resource as its records tell of it. */
interface Current {
  readonly last: Resource;
  readonly type: string;
  /** Ids. */
  readonly outside: Set<string>;
  remains: boolean;
  judged: boolean;
  hasNoAddress: boolean;
}

function addOutside(current: Current, resource: Resource, outside: readonly Policy[]): void {
  for (const { id, configured } of outside) {
    current.outside.add(id);
    current.hasNoAddress ||= mayLieIn(configured?.paths?.value ?? [], resource);
  }
}

function started(resource: Resource, type: string, judged: boolean): Current {
  return {
    last: resource,
    type,
    outside: new Set(),
    remains: remains(resource),
    judged,
    hasNoAddress: false,
  };
}

/**
 * A resource and the records folded out of it come one after the other and count as one, by the type as declared;
 * it is judged when one of them is.
 */
export function resourceCounter(tally: Tally): ResourceCounter {
  let current: Current | undefined;

  function count({ type, judged, remains: stays, outside, hasNoAddress }: Current): void {
    if (outside.size > 0) tallyOutside(tally, outside, hasNoAddress);
    else if (!judged) tallyUnjudged(tally, type, stays);
  }

  function end(): void {
    if (current !== undefined) count(current);
    current = undefined;
  }

  return {
    end,
    add(resource, judged, outside) {
      if (resource.mode !== 'managed' || isOwn(resource)) {
        // Nobody counts it, but that it was left out is told.
        const alone = started(resource, resource.type, true);
        addOutside(alone, resource, outside);
        count(alone);
        return;
      }
      const type = resource.declared?.type ?? resource.type;
      if (current === undefined || type !== current.type || !isSameObject(resource, current.last)) {
        end();
        tally.resources += 1;
        current = started(resource, type, judged);
      } else {
        // A file may name an address twice.
        current.remains ||= remains(resource);
        current.judged ||= judged;
      }
      addOutside(current, resource, outside);
    },
  };
}
