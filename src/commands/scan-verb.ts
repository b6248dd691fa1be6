/** `driftlock scan`: its arguments, options and examples. */
import { type Command, Option } from 'commander';
import { GROUPS, SETTINGS, type Setting } from '../config/settings.ts';
import { ALL_REPORTERS } from '../report/index.ts';
import { declareConfig } from './config-options.ts';
import { RAW_OPTIONS } from './raw-options.ts';
import { SARIF_OPTIONS } from './sarif-options.ts';
import { SCAN_FORM } from './usage-forms.ts';
import { variableOptions } from './variable-options.ts';
import { collected, examples, JUDGING_EXIT_CODES, type Verb } from './verb.ts';
import { waiverOptions } from './waiver-options.ts';

function option(setting: Setting<unknown>): Option {
  const isSwitch = setting.default === 'false' || setting.default === 'true';
  const shown = isSwitch ? '' : ` (default: ${setting.default})`;
  const variable = setting.variable === undefined ? '' : ` [${setting.variable}]`;
  return new Option(setting.flags, `${setting.description}${shown}${variable}`).helpGroup(setting.group);
}

const FORMATS = Object.keys(ALL_REPORTERS);

/** Options that are no settings: they have neither a variable nor a default. */
const OPTIONS = {
  judging: [
    new Option('--policy <id or glob>', 'judge by these policies only; repeatable').argParser(collected),
    new Option(
      '--framework <name>',
      'judge by what serves its controls, and report of each: cis_aws_5.0, cis_aws_5.0/1.15, or a file of your own; repeatable',
    ).argParser(collected),
    new Option(
      '--policies <folder>',
      "a team's own Rego policies, beside the bundled ones; repeatable",
    ).argParser(collected),
    ...variableOptions(),
    ...RAW_OPTIONS,
    new Option('--params <file>', 'parameters of policies, JSON: {"<policy id>": {"<parameter>": value}}'),
    new Option(
      '--roots',
      'inputs are files of Terraform configurations, as a commit hook names them: judge the root modules that they belong to',
    ),
    new Option(
      '--terraform',
      "turn a binary plan into JSON by running `terraform show -json`, in the plan's folder where that holds .terraform, else in the current one",
    ),
  ],
  report: [
    new Option(
      '-f, --format <format[=file]>',
      `${FORMATS.slice(0, -1).join(', ')} or ${FORMATS.at(-1)}, to a file after "="; repeatable (default: table)`,
    ).argParser(collected),
    new Option(
      '--source <folder>',
      "the root module that plans and states were made of, for file and line of each finding; repeatable (default: the plan's folder, and up to the repository's)",
    ).argParser(collected),
    ...SARIF_OPTIONS,
    new Option('--no-color', 'no colours (as NO_COLOR)'),
  ],
  exit: [
    ...waiverOptions(),
    new Option(
      '--baseline <file>',
      'a JSON report of an earlier scan: only failures that it does not have make exit code 1',
    ),
    new Option('--no-baseline', 'without the baseline of the configuration file'),
  ],
  config: [],
} satisfies Record<keyof typeof GROUPS, readonly Option[]>;

/**
 * Of a switch that can only be turned off, commander takes the other form to be given by default, and the environment
 * would count for nothing, unless that form is declared as well.
 */
function declareSetting(command: Command, setting: Setting<unknown>): void {
  if (setting.flags.startsWith('--no-'))
    command.addOption(new Option(setting.flags.replace('--no-', '--')).hideHelp());
  command.addOption(option(setting));
}

function declare(command: Command): Command {
  command.argument(
    '[input...]',
    'plan or state JSON, .tfstate, a folder of .tf files, or a snapshot of collect; gzip is read; - is standard input',
  );
  command.usage(SCAN_FORM);
  for (const [group, options] of Object.entries(OPTIONS)) {
    const heading = GROUPS[group as keyof typeof GROUPS];
    for (const one of options) command.addOption(one.helpGroup(heading));
    for (const setting of Object.values(SETTINGS))
      if (setting.group === heading) declareSetting(command, setting);
  }
  return declareConfig(command, { group: true, print: true });
}

export const scanVerb: Verb = (program, done) => {
  declare(
    program
      .command('scan')
      .description(
        'judge plans, states and configuration of Terraform or OpenTofu, and the live cloud, by policies',
      ),
  )
    .addHelpText(
      'after',
      `${examples(
        ['driftlock scan tfplan.json', 'judge a plan; exit 1 where something fails'],
        ['terraform show -json tfplan | driftlock scan -', 'the same, without a file between'],
        ['driftlock scan tfplan.json account.tfstate', 'two files together: links between them count'],
        ['driftlock scan tfplan.json --fail-on high', 'only high and critical make exit 1'],
        [
          'driftlock scan tfplan.json --baseline old.json',
          'only what that report does not have makes exit 1',
        ],
        ['driftlock scan tfplan.json --introduced', 'only what the plan makes worse makes exit 1'],
        ['driftlock scan tfplan.json -f table -f json=out.json', 'read it here, keep it there'],
        ['driftlock scan tfplan.json -f table -f sarif=out.sarif -f junit=out.xml', 'and for other programs'],
        ["driftlock scan tfplan.json --policy 'aws.s3.*'", 'only the policies of one service'],
        ['driftlock scan snapshot --framework cis_aws_5.0', 'by what serves a framework, control by control'],
        ['driftlock scan tfplan.json --policies ./policies', "with a team's own policies"],
        ['driftlock scan --print-config', 'what would count, and who says so'],
        ['driftlock scan tfplan.json --raw-policies policy', 'with policies as conftest has them'],
        ['driftlock scan .', 'the .tf files of a folder, before there is a plan'],
        ['driftlock scan snapshot', 'what collect has read of a live account'],
        ['driftlock scan terraform.tfstate --show all', 'with what passed and what was not concerned'],
      )}${JUDGING_EXIT_CODES}`,
    )
    .action(async (inputs: string[], flags: Record<string, unknown>) => {
      const { runScan } = await import('./run-scan.ts');
      done(await runScan(inputs, flags));
    });
};
