/** `driftlock policy list`: all policies in a table, or as JSON. */
import { POLICY_OPTIONS } from './policy-options.ts';
import { collected, examples, PRINTING_EXIT_CODES, type Verb } from './verb.ts';

export const policyListVerb: Verb = (policy, done) => {
  policy
    .command('list')
    .description('all policies with severity and the resource types that they judge')
    .option(...POLICY_OPTIONS.format, collected)
    .option(...POLICY_OPTIONS.folders, collected)
    .option(...POLICY_OPTIONS.colour)
    .addHelpText(
      'after',
      `${examples(
        ['driftlock policy list', 'what is judged'],
        ['driftlock policy list -f json', 'for programs'],
        ['driftlock policy list --policies ./policies', "with a team's own"],
      )}${PRINTING_EXIT_CODES}`,
    )
    .action(async (flags: Record<string, unknown>) => {
      const { listPolicies } = await import('./policy-list.ts');
      done(await listPolicies(flags));
    });
};
