/** `driftlock policy new`: a policy and its test to begin with. */
import { Option } from 'commander';
import { POLICY_OPTIONS } from './policy-options.ts';
import { examples, exitCodes, type Verb } from './verb.ts';

export const policyNewVerb: Verb = (policy, done) => {
  policy
    .command('new')
    .description('a new policy with its test, from the schema of the types that it judges')
    .argument('<id>', 'its id and package: acme.s3.bucket_named')
    .requiredOption('--resources <types>', 'the resource types that it judges, by comma')
    .addOption(new Option('--folder <folder>', "the team's policies").default('policies', 'policies'))
    .addOption(
      new Option('--severity <severity>', 'critical, high, medium, low or info').default('medium', 'medium'),
    )
    .option('--attribute <name>', 'what it looks at (default: what such policies are mostly about)')
    .option('--when <name>', 'judge only resources that have this attribute')
    .option(...POLICY_OPTIONS.colour)
    .addHelpText(
      'after',
      `${examples(
        ['driftlock policy new acme.s3.bucket_named --resources aws_s3_bucket', 'a first policy'],
        [
          'driftlock policy new acme.rds.backups --resources aws_db_instance,aws_rds_cluster --attribute backup_retention_period',
          'about one attribute of two types',
        ],
      )}${exitCodes({ 0: 'both files are there', 2: 'nothing was written: usage, or a file that is there already' })}`,
    )
    .action(async (id: string, flags: Record<string, unknown>) => {
      const { newPolicy } = await import('./policy-new.ts');
      done(await newPolicy(id, flags as unknown as Parameters<typeof newPolicy>[1]));
    });
};
