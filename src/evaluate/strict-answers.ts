/** Passes of policies that call what may fail, judged again by OPA itself with such a failure as an error. */
import type { Policy } from '../finding/policy.ts';
import type { Resource } from '../resource/resource.ts';
import { typeSchema } from '../resource/type-schema.ts';
import type { StrictItem } from '../toolchain/rego-types.ts';
import type { JudgedResource, Part } from './judge.ts';
import { keptAnswers } from './kept-answers.ts';
import { type Projection, project, projectionOf } from './projection.ts';
import { strictError } from './strict-error.ts';
import type { StrictJudge } from './strict-judge.ts';

/** A verdict of a policy, and the input that it was found on. */
export interface StrictCase {
  readonly policy: Policy;
  readonly judged: JudgedResource;
  readonly part: Part;
  /** Where the policy reads something unknown: the verdict as it was before that was narrowed down. */
  readonly open?: Part;
}

export interface StrictAnswers {
  /**
   * The parts of the cases, those that OPA does not confirm replaced by an error. One that was narrowed down is open
   * again: that no value makes the policy deny does not tell that none makes a built-in fail.
   */
  confirm(cases: readonly StrictCase[]): Promise<readonly Part[]>;
  close(): Promise<void>;
}

/** `folder` is where the policies were read from, as it was named: errors show it before the file. */
export function strictAnswers(judge: StrictJudge, folder: string): StrictAnswers {
  const projections = new Map<string, Projection>();
  const answersOf = keptAnswers(judge);

  function itemOf({ policy: { id, reads }, judged }: StrictCase): StrictItem {
    const projection = projections.get(id) ?? projectionOf([...reads.all, ...reads.applies]);
    projections.set(id, projection);
    return { policy: id, input: project(judged.input, projection) as object };
  }

  return {
    async confirm(cases) {
      const doubtful = cases.filter((one) => isDoubtful(one) && one.open === undefined);
      const answers = await answersOf(doubtful.map(itemOf));
      const errors = new Map<StrictCase, string>();
      for (const [place, one] of doubtful.entries()) {
        const error = strictError(answers[place], one, folder);
        if (error !== undefined) errors.set(one, error);
      }
      return cases.map((one) => {
        if (isDoubtful(one) && one.open !== undefined) return reopened(one.policy, one.open);
        const error = errors.get(one);
        return error === undefined ? one.part : { verdict: 'error', messages: [error], decidedBy: [] };
      });
    },
    close: () => judge.close(),
  };
}

/** A verdict that may only be what it is because something failed. */
function isDoubtful({ policy, judged, part: { verdict } }: StrictCase): boolean {
  return (verdict === 'pass' || verdict === 'not-applicable') && mayFail(policy, judged.resource);
}

/** A resource of that type may come from a provider of which no schema is at hand. */
function mayFail({ fallible = [] }: Policy, { provider, type }: Resource): boolean {
  if (fallible.length === 0) return false;
  return fallible.some(({ settled }) => settled !== true) || typeSchema(provider, type) === undefined;
}

/** Names the first call that a schema does not settle. */
function reopened({ fallible = [] }: Policy, open: Part): Part {
  const call = fallible.find(({ settled }) => settled !== true) ?? fallible[0];
  const which = call === undefined ? 'a built-in' : `${call.name} (${call.file}:${call.row})`;
  return { ...open, messages: [`nothing denies, but ${which} may fail on what is not known`] };
}
