/** `driftlock policy input-schema`: what policies for some types see, as a JSON Schema. */
import { examples, PRINTING_EXIT_CODES, type Verb } from './verb.ts';

export const policyInputSchemaVerb: Verb = (policy, done) => {
  policy
    .command('input-schema')
    .description(
      'the input of policies for resource types as a JSON Schema: for editors, and opa check --schema',
    )
    .argument('<type...>', 'resource types')
    .addHelpText(
      'after',
      `${examples(
        ['driftlock policy input-schema aws_ebs_volume > input.json', 'of one type'],
        [
          'driftlock policy input-schema aws_db_instance aws_rds_cluster > rds.json',
          'of two that a policy judges',
        ],
        ['opa check --schema input.json policies/acme/ebs', 'stock OPA checks by it'],
      )}${PRINTING_EXIT_CODES}`,
    )
    .action(async (types: readonly string[]) => {
      const { printInputSchema } = await import('./policy-input-schema.ts');
      done(printInputSchema(types));
    });
};
