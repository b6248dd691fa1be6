/** The state that a plan starts from, which it holds as `prior_state`, as an input of its own. */
import { text } from '../../resource/json-kind.ts';
import type { RawResource } from '../../resource/raw-resource.ts';
import type { Document, Wanted } from '../document/document.ts';
import type { ReadContext, ReadInput } from '../format.ts';
import { resourceSequence } from '../resource-sequence.ts';
import { rawStateResource } from '../state/raw-state-resource.ts';
import type { PlanContext } from './raw-change.ts';

const SECTIONS = ['prior_managed', 'prior_state'] as const;

/**
 * As refreshed by the plan, in the accounts and regions that its configuration tells, so that keys are those of the plan's own
 * resources. Of one that lacks `prior_state` it is empty.
 */
export function priorInput(
  plan: PlanContext & { readonly document: Document },
  context: ReadContext,
): ReadInput {
  const { document, name } = plan;
  const terraformVersion = text(document.header, 'terraform_version');
  // Values that are marked here alone are found on the way through a section, before the first resource is asked for.
  for (const section of SECTIONS) document.counts(section);
  function* raws(wanted: Wanted): Generator<RawResource> {
    for (const section of SECTIONS)
      for (const element of document.elements(section, wanted)) {
        const raw = rawStateResource(plan, element, 'prior-state');
        if (raw !== undefined) yield raw;
      }
  }
  return {
    about: {
      name,
      kind: 'terraform-state',
      ...(terraformVersion !== undefined && { terraformVersion }),
      complete: true,
      errored: false,
    },
    coverage: [],
    notices: [],
    openTypes: new Set(),
    resources: resourceSequence(raws, { where: name, ...context }),
  };
}
