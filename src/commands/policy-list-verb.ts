/** `driftlock policy list`: all policies in a table, or as JSON. */
import { SEVERITIES } from '../finding/finding.ts';
import { declareConfig } from './config-options.ts';
import { POLICY_OPTIONS } from './policy-options.ts';
import { collected, examples, PRINTING_EXIT_CODES, type Verb } from './verb.ts';

export const policyListVerb: Verb = (policy, done) => {
  declareConfig(policy.command('list'))
    .description('policies with their severity, all or those that fit every filter that is given')
    .option('--cloud <clouds>', 'of these clouds, by comma; repeatable', collected)
    .option('--service <services>', 'of these services, by comma; repeatable: s3 of aws.s3.…', collected)
    .option('--severity <severities>', `of these, by comma; repeatable: ${SEVERITIES.join(', ')}`, collected)
    .option(
      '--type <types>',
      'that judge these resource types, by comma, * as wildcard; repeatable',
      collected,
    )
    .option('--alias <names>', 'that other tools call so, by comma, * as wildcard; repeatable', collected)
    .option(
      '--framework <names>',
      'that serve these frameworks or controls, by comma, * as wildcard; repeatable',
      collected,
    )
    .option('--search <words>', 'in whose id, title, description, fix or aliases all words stand', collected)
    .option(...POLICY_OPTIONS.format, collected)
    .option(...POLICY_OPTIONS.folders, collected)
    .option(...POLICY_OPTIONS.colour)
    .addHelpText(
      'after',
      `${examples(
        ['driftlock policy list', 'what is judged'],
        ['driftlock policy list --service s3,rds --severity critical,high', 'the worst of two services'],
        ['driftlock policy list --type aws_db_instance', 'what judges a resource type'],
        ["driftlock policy list --alias 'CKV_AWS_2*'", 'by the names of another tool'],
        ['driftlock policy list --framework cis_aws_5.0/5.3', 'by what they serve'],
        ["driftlock policy list --search 'public access'", 'whose text has these words'],
        ['driftlock policy list -f json', 'for programs'],
        ['driftlock policy list --policies ./policies', "with a team's own"],
      )}${PRINTING_EXIT_CODES}`,
    )
    .action(async (flags: Record<string, unknown>) => {
      const { listPolicies } = await import('./policy-list.ts');
      done(await listPolicies(flags));
    });
};
