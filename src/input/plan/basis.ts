/** What a plan's resources are read from: its changes, else what stands in for them, and what is then missing. */
import { isList, isObject, member } from '../../resource/json-kind.ts';
import { blockAddress, type Document } from '../document/document.ts';
import { oneLine } from '../malformed-input.ts';
import { blockOf } from '../scope/scopes.ts';

export interface Basis {
  /** `prior_managed` for a refresh-only plan, which holds no changes and plans no values. */
  readonly section: 'resource_changes' | 'planned_values' | 'prior_managed';
  /** Types of resource blocks that must have an instance and have none. */
  readonly left: readonly string[];
  /** Why the plan shows only a part of what it should, where that is so. */
  readonly gap?: string;
  readonly notices: readonly string[];
}

/**
 * Terraform lists every resource in `resource_changes`, those that stay as they are too, but for a refresh-only plan:
 * that has neither changes nor planned values, and the state as refreshed in `prior_state` (seen with 1.11.4).
 */
export function basisOf(document: Document): Basis {
  if (total(document, 'resource_changes') > 0) return withChanges(document);
  const planned = total(document, 'planned_values');
  if (planned > 0) {
    const gap = `resource_changes is missing: only planned_values tell of ${planned} resource${planned === 1 ? '' : 's'}`;
    return { section: 'planned_values', left: [], gap, notices: [gap] };
  }
  const isRefreshOnly = document.keys.has('planned_values') && total(document, 'prior_managed') > 0;
  const section = isRefreshOnly ? 'prior_managed' : 'resource_changes';
  const told = isRefreshOnly ? ['a plan without changes (refresh-only): judged as the state is'] : [];
  const left = blocksWithout(document, isRefreshOnly ? present(document) : new Set());
  if (left.length === 0) return { section, left, notices: told };
  const gap = `the plan has no changes and nothing for resource blocks of ${oneLine(left.join(', '))}`;
  return { section, left, gap, notices: [...told, gap] };
}

/** Before Terraform 1.8 a plan does not say that it was targeted. */
function withChanges(document: Document): Basis {
  const saysSo = typeof document.header.complete === 'boolean';
  const left = saysSo ? [] : blocksWithout(document, document.changed);
  const gap = `the plan has nothing for resource blocks of ${oneLine(left.join(', '))}: it was targeted or cut down, or their count is 0`;
  return { section: 'resource_changes', left, notices: [], ...(left.length > 0 && { gap }) };
}

/** How many resources and data sources a section holds. */
export function total(document: Document, section: Basis['section'] | 'prior_state'): number {
  let sum = 0;
  for (const count of document.counts(section).values()) sum += count;
  return sum;
}

/** Types of the blocks that must have one instance, without those at these addresses. */
function blocksWithout(document: Document, addresses: ReadonlySet<string>): readonly string[] {
  const types = new Set<string>();
  for (const address of document.single()) {
    if (addresses.has(address)) continue;
    const type = blockOf(document.configuration, address)?.type;
    if (type !== undefined) types.add(type);
  }
  return [...types];
}

/** Blocks that the refreshed state has resources of, and those that the refresh found to be gone. */
function present(document: Document): ReadonlySet<string> {
  const addresses = new Set([...document.existing()].map(blockAddress));
  for (const element of document.elements('resource_drift', (_, mode) => mode === 'managed')) {
    const actions = isObject(element.change) ? member(element.change, 'actions') : undefined;
    if (typeof element.address === 'string' && isList(actions) && actions.includes('delete'))
      addresses.add(blockAddress(element.address));
  }
  return addresses;
}
