/** `driftlock scan`: its arguments, options and examples. */
import { type Command, Option } from 'commander';
import { SETTINGS, type Setting } from '../config/settings.ts';
import { collected, examples, type Verb } from './verb.ts';

function option(setting: Setting<unknown>): Option {
  const shown = setting.default === 'false' ? '' : ` (default: ${setting.default})`;
  const variable = setting.variable === undefined ? '' : ` [${setting.variable}]`;
  return new Option(setting.flags, `${setting.description}${shown}${variable}`);
}

function declare(command: Command): Command {
  command
    .argument('<input...>', 'plan or state JSON, .tfstate; gzip is read; - is standard input')
    .option(
      '-f, --format <format[=file]>',
      'table or json, to a file after "="; repeatable (default: table)',
      collected,
    )
    .option('--policy <id or glob>', 'judge by these policies only; repeatable', collected)
    .option(
      '--policies <folder>',
      "a team's own Rego policies, beside the bundled ones; repeatable",
      collected,
    )
    .option('--params <file>', 'parameters of policies, JSON by policy id')
    .option('--terraform', 'turn a binary plan into JSON by running `terraform show -json`')
    .option('--no-color', 'no colours (as NO_COLOR)');
  for (const setting of Object.values(SETTINGS)) command.addOption(option(setting));
  return command;
}

export const scanVerb: Verb = (program, done) => {
  declare(program.command('scan').description('judge Terraform or OpenTofu plans and states by policies'))
    .addHelpText(
      'after',
      examples(
        ['driftlock scan tfplan.json', 'judge a plan; exit 1 where something fails'],
        ['terraform show -json tfplan | driftlock scan -', 'the same, without a file between'],
        ['driftlock scan tfplan.json --fail-on high', 'only high and critical make exit 1'],
        ['driftlock scan tfplan.json -f table -f json=out.json', 'read it here, keep it there'],
        ["driftlock scan tfplan.json --policy 'aws.s3.*'", 'only the policies of one service'],
        ['driftlock scan tfplan.json --policies ./policies', "with a team's own policies"],
        ['driftlock scan terraform.tfstate --show all', 'with what passed and what was not concerned'],
      ),
    )
    .action(async (inputs: string[], flags: Record<string, unknown>) => {
      const { runScan } = await import('./run-scan.ts');
      done(await runScan(inputs, flags));
    });
};
