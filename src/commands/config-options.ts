/** Options that name the configuration file, which several verbs take. */
import { type Command, Option } from 'commander';
import { BUNDLED_PROFILES, USUAL_PROFILE } from '../config/bundled-profiles.ts';
import { CONFIG_VARIABLE, GROUPS, PROFILE_VARIABLE } from '../config/settings.ts';

/** `group`: under a heading of their own in the help; `print`: the verb can print what it takes from where. */
export function declareConfig(
  command: Command,
  { group = false, print = false }: { readonly group?: boolean; readonly print?: boolean } = {},
): Command {
  const options = [
    new Option(
      '--config <file>',
      `the configuration file (default: driftlock.yaml here or above, up to the root of the repository) [${CONFIG_VARIABLE}]`,
    ),
    new Option('--no-config', 'without a configuration file'),
    new Option(
      '--profile <name>',
      `a profile of the configuration file, or of driftlock itself: ${BUNDLED_PROFILES.join(', ')} (default: ${USUAL_PROFILE}) [${PROFILE_VARIABLE}]`,
    ),
    ...(print
      ? [new Option('--print-config', 'print what would count, and who says so; nothing is done')]
      : []),
  ];
  for (const option of options) command.addOption(group ? option.helpGroup(GROUPS.config) : option);
  return command;
}
