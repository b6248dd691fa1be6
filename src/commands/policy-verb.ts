/** `driftlock policy`: list, show, input; their arguments, options and examples. */
import type { Command } from 'commander';
import { collected, examples, PRINTING_EXIT_CODES, type Verb } from './verb.ts';

const FOLDERS = [
  '--policies <folder>',
  "a team's own Rego policies, beside the bundled ones; repeatable",
] as const;
const FORMAT = [
  '-f, --format <format[=file]>',
  'table or json, to a file after "="; repeatable (default: table)',
] as const;
const PARAMS = ['--params <file>', 'as for driftlock scan: says what they give to the policy'] as const;
const COLOUR = ['--no-color', 'no colours (as NO_COLOR)'] as const;

function defineList(policy: Command, done: (code: number) => void): void {
  policy
    .command('list')
    .description('all policies with severity and the resource types that they judge')
    .option(...FORMAT, collected)
    .option(...FOLDERS, collected)
    .option(...COLOUR)
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
}

function defineShow(policy: Command, done: (code: number) => void): void {
  policy
    .command('show')
    .description('one policy: what it demands and why, what it reads, where to read more')
    .argument('<id>', 'id or alias of a policy')
    .option(...FORMAT, collected)
    .option(...FOLDERS, collected)
    .option(...PARAMS)
    .option(...COLOUR)
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
}

function defineInput(policy: Command, done: (code: number) => void): void {
  policy
    .command('input')
    .description('the input that policies see for one resource, as JSON: a fixture for their tests')
    .argument('<file>', 'plan or state JSON, .tfstate; - is standard input')
    .argument('<address>', 'whole address of the resource, as Terraform prints it')
    .option(
      '--policy <id>',
      'with the links that this policy reads (default: those of all policies of the type)',
    )
    .option(...FOLDERS, collected)
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
}

export const policyVerb: Verb = (program, done) => {
  const policy = program.command('policy').description('the policies: list, show, and what they see');
  policy.addHelpText(
    'after',
    `${examples(
      ['driftlock policy list', 'all policies'],
      ['driftlock policy show aws.ec2.ebs_volume_encryption', 'one of them'],
      ['driftlock policy input tfplan.json aws_s3_bucket.logs', 'what they see of a resource'],
    )}${PRINTING_EXIT_CODES}`,
  );
  defineList(policy, done);
  defineShow(policy, done);
  defineInput(policy, done);
};
