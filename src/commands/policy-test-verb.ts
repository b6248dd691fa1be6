/** `driftlock policy test`: the Rego tests of policies. */
import { declareConfig } from './config-options.ts';
import { POLICY_OPTIONS } from './policy-options.ts';
import { collected, examples, exitCodes, type Verb } from './verb.ts';

export const policyTestVerb: Verb = (policy, done) => {
  declareConfig(policy.command('test'))
    .description('run the tests of policies: rules named test_…, with what a failed one compares')
    .argument(
      '[path...]',
      'folders with policies, tests and data files, or such files (default: policyFolders of the configuration that lie here, else .)',
    )
    .option('--run <regex>', 'only tests whose data.<package>.<name> matches')
    .option('--coverage', 'which lines of each file the tests ran')
    .option('--threshold <percent>', 'with coverage; less than that is exit code 1')
    .option('--timeout <seconds>', 'end a test that takes longer (default: 10)')
    .option('--watch', 'run again on every change until Ctrl-C')
    .option('-v, --verbose', 'list passed tests too, with what they print')
    .option(
      '-f, --format <format[=file]>',
      'table, junit or json, to a file after "="; repeatable (default: table)',
      collected,
    )
    .option(...POLICY_OPTIONS.colour)
    .addHelpText(
      'after',
      `${examples(
        ['driftlock policy test policies', 'all tests below a folder'],
        ['driftlock policy test policies --run volume --watch', 'while you write'],
        ['driftlock policy test policies --threshold 90 -f table -f junit=tests.xml', 'in CI'],
      )}${exitCodes({
        0: 'all tests passed, or were skipped (todo_test_…)',
        1: 'a test failed, erred or took too long; or coverage is below --threshold',
        2: 'nothing could be run: no folder, no tests, or a file that does not compile',
      })}`,
    )
    .action(async (paths: string[], flags: Record<string, unknown>) => {
      const { testPolicies } = await import('./policy-test.ts');
      done(await testPolicies(paths, flags));
    });
};
