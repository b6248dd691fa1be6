/** `driftlock policy check`: what is wrong with a team's policies, before any plan is judged by them. */
import { Option } from 'commander';
import { POLICY_OPTIONS } from './policy-options.ts';
import { collected, examples, exitCodes, type Verb } from './verb.ts';

export const policyCheckVerb: Verb = (policy, done) => {
  policy
    .command('check')
    .description(
      'what is wrong with policies and their tests: names, types, METADATA, with places and the nearest name',
    )
    .argument('[path...]', 'folders or .rego files (default: ./policies)')
    .option(...POLICY_OPTIONS.format, collected)
    .addOption(
      new Option('--fail-on <severity>', 'error or warning: what makes exit code 1').default(
        'error',
        'error',
      ),
    )
    .option(...POLICY_OPTIONS.colour)
    .addHelpText(
      'after',
      `${examples(
        ['driftlock policy check', 'the policies in ./policies'],
        ['driftlock policy check policies/acme/s3/bucket_named.rego', 'one file, with what it imports'],
        ['driftlock policy check --fail-on warning', 'for CI'],
        ['driftlock policy check -f json', 'for programs'],
      )}${exitCodes({
        0: 'nothing wrong at or above --fail-on',
        1: 'something is',
        2: 'driftlock could not do its job: usage, or nothing to read',
      })}`,
    )
    .action(async (paths: readonly string[], flags: Record<string, unknown>) => {
      const { checkPolicyFiles } = await import('./policy-check.ts');
      done(await checkPolicyFiles(paths, flags));
    });
};
