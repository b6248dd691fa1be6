/** Planned values in place of changes, for a plan that has no `resource_changes` (refresh-only). */
import type { RawResource } from '../../resource/raw-resource.ts';
import type { Document, Wanted } from '../document/document.ts';
import { rawStateResource } from '../state/raw-state-resource.ts';
import type { PlanContext } from './raw-change.ts';

/**
 * Planned values leave out what is not known, so that it looks absent: of a resource that the prior state does not
 * have, nothing is taken for known.
 */
export function* rawPlanned(
  context: PlanContext,
  document: Document,
  wanted: Wanted,
): Generator<RawResource> {
  const existing = document.existing();
  for (const element of document.elements('planned_values', wanted)) {
    const raw = rawStateResource(context, element, 'plan');
    if (raw === undefined) continue;
    yield existing.has(raw.address) ? raw : { ...raw, values: {}, unknown: true };
  }
}
