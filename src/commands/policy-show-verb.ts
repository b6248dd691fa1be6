/** `driftlock policy show`: one policy as a page, or as JSON. */
import { declareConfig } from './config-options.ts';
import { POLICY_OPTIONS } from './policy-options.ts';
import { collected, examples, PRINTING_EXIT_CODES, type Verb } from './verb.ts';

export const policyShowVerb: Verb = (policy, done) => {
  declareConfig(policy.command('show'))
    .description('one policy: what it demands and why, what it reads, where to read more')
    .argument('<id>', 'id or alias of a policy')
    .option(...POLICY_OPTIONS.format, collected)
    .option(...POLICY_OPTIONS.folders, collected)
    .option(...POLICY_OPTIONS.params)
    .option(...POLICY_OPTIONS.colour)
    .addHelpText(
      'after',
      `${examples(
        ['driftlock policy show aws.ec2.ebs_volume_encryption', 'by its id'],
        ['driftlock policy show CKV_AWS_3', 'by the name that another tool gives it'],
        ['driftlock policy show aws.resource.required_tags --params p.json', 'with its parameters'],
      )}${PRINTING_EXIT_CODES}`,
    )
    .action(async (id: string, flags: Record<string, unknown>) => {
      const { showPolicy } = await import('./policy-show.ts');
      done(await showPolicy(id, flags));
    });
};
