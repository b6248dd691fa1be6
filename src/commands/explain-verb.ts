/** `driftlock explain`: its arguments, options and examples. */
import { type Command, Option } from 'commander';
import { SETTINGS } from '../config/settings.ts';
import { declareConfig } from './config-options.ts';
import { EXPLAIN_FORM } from './usage-forms.ts';
import { variableOptions } from './variable-options.ts';
import { collected, examples, PRINTING_EXIT_CODES, type Verb } from './verb.ts';
import { waiverOptions } from './waiver-options.ts';

function declare(command: Command): Command {
  const declared = command
    .usage(EXPLAIN_FORM)
    .argument(
      '[policy]',
      'id or alias of a policy; or a fingerprint of scan -f json, with no address behind it',
    )
    .argument(
      '[address]',
      'the resource, as Terraform or the report of scan names it; of a snapshot also its key or id',
    )
    .argument(
      '[input...]',
      'as for driftlock scan: plan or state JSON, .tfstate, folder of .tf files, snapshot; - is standard input',
    )
    .option(
      '-f, --format <format[=file]>',
      'table or json, to a file after "="; repeatable (default: table)',
      collected,
    )
    .option(
      '--policies <folder>',
      "a team's own Rego policies, beside the bundled ones; repeatable",
      collected,
    )
    .option('--params <file>', 'parameters of policies, as for driftlock scan')
    .addOption(new Option('--assumptions').hideHelp())
    .option(
      SETTINGS.assumptions.flags,
      `${SETTINGS.assumptions.description} [${SETTINGS.assumptions.variable}]`,
    )
    .option(
      SETTINGS.policyTimeout.flags,
      `${SETTINGS.policyTimeout.description} (default: ${SETTINGS.policyTimeout.default}) [${SETTINGS.policyTimeout.variable}]`,
    )
    .option(
      SETTINGS.now.flags,
      `${SETTINGS.now.description} (default: ${SETTINGS.now.default}) [${SETTINGS.now.variable}]`,
    )
    .option(
      '--terraform',
      'turn a binary plan into JSON by running `terraform show -json`, as driftlock scan does',
    )
    .option(
      '--source <folder>',
      'the root module that shows where it is written, as for driftlock scan; repeatable',
      collected,
    )
    .option('--no-color', 'no colours (as NO_COLOR)');
  for (const one of [...variableOptions(), ...waiverOptions()]) declared.addOption(one);
  return declareConfig(declared, { print: true });
}

export const explainVerb: Verb = (program, done) => {
  declare(
    program
      .command('explain')
      .description('why a policy says what it does of one resource: what was read, what decides'),
  )
    .addHelpText(
      'after',
      `${examples(
        [
          'driftlock explain CKV_AWS_3 aws_ebs_volume.data tfplan.json',
          'by the name that another tool gives the policy',
        ],
        [
          'driftlock explain aws.s3.bucket_versioning \'module.a["x"].aws_s3_bucket.b\' tfplan.json',
          'quote the address',
        ],
        ['driftlock explain 5f3a9c21 tfplan.json', 'by the first digits of a fingerprint'],
        [
          'driftlock explain aws.kms.key_rotation aws_kms_key.k tfplan.json account.tfstate',
          'two files together, as scan takes them',
        ],
        [
          'driftlock explain aws.kms.key_rotation aws_kms_key.k tfplan.json --no-assumptions',
          'where nothing is assumed',
        ],
        [
          'driftlock explain aws.s3.bucket_versioning my-bucket snapshot -f json',
          'of a live account, for programs',
        ],
      )}${PRINTING_EXIT_CODES}`,
    )
    .action(
      async (
        policy: string | undefined,
        address: string | undefined,
        inputs: string[],
        flags: Record<string, unknown>,
      ) => {
        const { runExplain } = await import('./run-explain.ts');
        done(await runExplain(policy, address, inputs, flags));
      },
    );
};
