/** `driftlock policy input`: what policies see of one resource. */
import { declareConfig } from './config-options.ts';
import { POLICY_OPTIONS } from './policy-options.ts';
import { variableOptions } from './variable-options.ts';
import { collected, examples, PRINTING_EXIT_CODES, type Verb } from './verb.ts';

export const policyInputVerb: Verb = (policy, done) => {
  const declared = declareConfig(policy.command('input'))
    .description('the input that policies see for one resource, as JSON: a fixture for their tests')
    .argument('<file>', 'plan or state JSON, .tfstate, a folder of .tf files; - is standard input')
    .argument('<address>', 'whole address of the resource, as Terraform prints it')
    .option(
      '--policy <id>',
      'with the links that this policy reads (default: those of all policies of the type)',
    )
    .option(...POLICY_OPTIONS.folders, collected)
    .option(
      '--terraform',
      'turn a binary plan into JSON by running `terraform show -json`, as driftlock scan does',
    )
    .addHelpText(
      'after',
      `${examples(
        ['driftlock policy input tfplan.json aws_s3_bucket.logs', 'prints {"type": "aws_s3_bucket", …}'],
        [
          'driftlock policy input tfplan.json \'module.a["x"].aws_s3_bucket.b\' > fixture.json',
          'quote the address',
        ],
      )}${PRINTING_EXIT_CODES}`,
    )
    .action(async (file: string, address: string, flags: Record<string, unknown>) => {
      const { printInput } = await import('./policy-input.ts');
      done(await printInput(file, address, flags));
    });
  for (const one of variableOptions()) declared.addOption(one);
};
