/** What OPA said of a policy and an input, kept: many resources look alike to a policy. */
import type { StrictAnswer, StrictItem } from '../toolchain/rego-types.ts';
import type { StrictJudge } from './strict-judge.ts';

/** Answers that are kept; one is a few dozen bytes beside its input. */
const MOST_KEPT = 20_000;
/** Characters of an input; longer ones are seldom met twice. */
const LONGEST_KEPT = 16 * 1024;

const NO_ANSWER: StrictAnswer = {
  applies: false,
  denies: [],
  error: { code: 'ended', message: 'OPA itself gave no answer' },
};

/** Answers in the order of the items; each policy is asked once about equal inputs. Throws as the judge does. */
export function keptAnswers({
  judge,
}: Pick<StrictJudge, 'judge'>): (items: readonly StrictItem[]) => Promise<readonly StrictAnswer[]> {
  const kept = new Map<string, StrictAnswer>();
  return async (items) => {
    const keys = items.map(({ policy, input }) => `${policy} ${JSON.stringify(input)}`);
    const known = new Map<string, StrictAnswer>();
    const open = new Map<string, StrictItem>();
    for (const [place, key] of keys.entries()) {
      const before = kept.get(key);
      const item = items[place];
      if (before !== undefined) known.set(key, before);
      else if (item !== undefined) open.set(key, item);
    }
    const found = open.size === 0 ? [] : await judge([...open.values()]);
    if (kept.size + found.length > MOST_KEPT) kept.clear();
    for (const [place, key] of [...open.keys()].entries()) {
      const answer = found[place] ?? NO_ANSWER;
      known.set(key, answer);
      if (key.length <= LONGEST_KEPT && isRepeatable(answer)) kept.set(key, answer);
    }
    return keys.map((key) => known.get(key) ?? NO_ANSWER);
  };
}

/** Why a judgement ended without an answer may not lie in the input alone. */
function isRepeatable({ error }: StrictAnswer): boolean {
  return error === undefined || error.code.startsWith('eval_');
}
