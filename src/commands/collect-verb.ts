/** `driftlock collect aws`: its options and examples. */
import { withoutChatter } from '../io.ts';
import { declareConfig } from './config-options.ts';
import { collected, examples, exitCodes, type Verb } from './verb.ts';

const EXIT_CODES = exitCodes({
  0: 'all that was asked for was read',
  2: 'it could not begin or not write: credentials, region, type, folder',
  3: 'the snapshot is good and has gaps: something could not be read',
  130: 'interrupted: what is left is no snapshot',
});

export const collectVerb: Verb = (program, done) => {
  const collect = program
    .command('collect')
    .description('read a live cloud into a snapshot')
    .addHelpText(
      'after',
      `${examples(
        ['driftlock collect aws -o snapshot', 'what the policies need'],
        ['driftlock collect aws --help', 'all options'],
      )}${EXIT_CODES}`,
    );
  declareConfig(collect.command('aws'), { print: true })
    .description('read an AWS account, with the credentials that the AWS CLI would use')
    .option('-o, --output <folder>', 'the snapshot: a folder that does not exist yet')
    .option('--regions <names>', 'these regions only, by comma; repeatable (default: all enabled)', collected)
    .option(
      '--types <types>',
      'these resource types, with * as wildcard, by comma; repeatable (default: what the policies need)',
      collected,
    )
    .option('--policy <id or glob>', 'what these policies need; repeatable (default: all)', collected)
    .option('--policies <folder>', "and what a team's own policies need; repeatable", collected)
    .option('--params <file>', 'parameters of policies, JSON by policy id')
    .option('--concurrency <calls>', 'calls under way at once (default: 20)')
    .option(
      '-f, --format <format[=file]>',
      'table or json, to a file after "="; repeatable (default: table)',
      collected,
    )
    .option('--allow-incomplete', 'exit 0 instead of 3 where something could not be read')
    .option('--no-color', 'no colours (as NO_COLOR)')
    .addHelpText(
      'after',
      `${examples(
        ['driftlock collect aws -o snapshot', 'what the policies need, in all enabled regions'],
        ['driftlock scan snapshot', 'judge it'],
        ["driftlock collect aws -o snapshot --types '*'", 'all that can be read'],
        ['driftlock collect aws -o snapshot --regions eu-west-1', 'one region, and what is global'],
        ['AWS_PROFILE=audit driftlock collect aws -o snapshot', 'with another profile'],
      )}${EXIT_CODES}`,
    )
    .action(async (flags: Record<string, unknown>) => {
      const { runCollect } = await import('./run-collect.ts');
      // Clients of clouds print warnings, and of answers that they do not understand.
      done(await withoutChatter(() => runCollect(flags)));
    });
};
