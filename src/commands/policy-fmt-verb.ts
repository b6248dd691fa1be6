/** `driftlock policy fmt`: Rego in OPA's own layout. */
import { examples, exitCodes, type Verb } from './verb.ts';

export const policyFmtVerb: Verb = (policy, done) => {
  policy
    .command('fmt')
    .description("rewrite policies in OPA's own layout")
    .argument('[path...]', 'folders and .rego files; - reads standard input and prints (default: .)')
    .option('--check', 'change nothing; list what would change, exit code 1 if anything')
    .option('--diff', 'change nothing; print what would change as a diff, exit code 1 if anything')
    .addHelpText(
      'after',
      `${examples(
        ['driftlock policy fmt policies', 'rewrite what is laid out otherwise'],
        ['driftlock policy fmt --check --diff policies', 'in CI'],
        ['driftlock policy fmt - < a.rego', 'for editors'],
      )}${exitCodes({
        0: 'formatted, or nothing to do',
        1: 'with --check or --diff: something would change',
        2: 'a file cannot be read, written or parsed; then none is changed',
      })}`,
    )
    .action(async (paths: string[], flags: Record<string, unknown>) => {
      const { formatPolicies } = await import('./policy-fmt.ts');
      done(await formatPolicies(paths, flags));
    });
};
