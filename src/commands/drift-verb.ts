/** `driftlock drift`: its options and examples. */
import { declareConfig } from './config-options.ts';
import { collected, examples, exitCodes, type Verb } from './verb.ts';
import { waiverOptions } from './waiver-options.ts';

export const driftVerb: Verb = (program, done) => {
  const verb = declareConfig(program.command('drift'), { print: true });
  for (const one of waiverOptions()) verb.addOption(one);
  verb
    .description('hold Terraform states against a snapshot of the live cloud')
    .option(
      '--state <file>',
      'a state: .tfstate, or what `terraform show -json` prints; repeatable',
      collected,
    )
    .option('--snapshot <folder>', 'what `driftlock collect` wrote')
    .option(
      '-f, --format <format[=file]>',
      'table or json, to a file after "="; repeatable (default: table)',
      collected,
    )
    .option(
      '--fail-on <what>',
      'what makes exit code 1: drift, or unmanaged for that as well (default: drift)',
    )
    .option(
      '--policies <folder>',
      "whose verdicts changed: a team's own policies as well; repeatable",
      collected,
    )
    .option('--params <file>', 'parameters of policies, JSON by policy id')
    .option('--allow-incomplete', 'exit 0 instead of 3 where something cannot be compared')
    .option('--no-color', 'no colours (as NO_COLOR)')
    .addHelpText(
      'after',
      `${examples(
        ["driftlock collect aws -o snapshot --types '*'", 'read the cloud'],
        ['driftlock drift --state terraform.tfstate --snapshot snapshot', 'hold the state against it'],
        [
          'driftlock drift --state a.tfstate --state b.tfstate --snapshot snapshot',
          'several states of one account',
        ],
        [
          'driftlock drift --state a.tfstate --snapshot snapshot --fail-on unmanaged',
          'nothing beyond the states',
        ],
      )}${exitCodes({
        0: 'nothing drifted',
        1: 'something changed or is missing (--fail-on unmanaged: or is unmanaged)',
        2: 'driftlock could not do its job: usage, state, snapshot, output',
        3: 'nothing drifted as far as can be told, but not all could be compared',
      })}`,
    )
    .action(async (flags: Record<string, unknown>) => {
      const { runDrift } = await import('./run-drift.ts');
      done(await runDrift(flags));
    });
};
