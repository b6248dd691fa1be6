/** `driftlock policy build`: a team's policies as one file that is judged by without compiling. */
import type { ConfigFlags } from '../config/file/load-config.ts';
import { declareConfig } from './config-options.ts';
import { examples, exitCodes, type Verb } from './verb.ts';

const EXIT_CODES = exitCodes({
  0: 'built',
  2: 'driftlock could not do its job: usage, policy, output',
});

export const policyBuildVerb: Verb = (policy, done) => {
  declareConfig(policy.command('build'))
    .description("compile a team's policies into one file, which --policies takes in place of the folder")
    .argument(
      '[folder]',
      'folder or file of Rego policies (default: that of policyFolders of the configuration)',
    )
    .requiredOption('-o, --output <file>', 'the file that is written')
    .addHelpText(
      'after',
      `${examples(
        ['driftlock policy build ./policies -o acme.policies', 'prints its SHA-256, too'],
        ['driftlock policy build ./policies/s3 -o s3.policies', 'a part of them'],
        ['driftlock scan tfplan.json --policies acme.policies', 'judge by it, without the compiler'],
      )}${EXIT_CODES}`,
    )
    .action(async (folder: string | undefined, flags: ConfigFlags & { output: string }) => {
      const { buildPolicies } = await import('./policy-build.ts');
      done(await buildPolicies(folder, flags));
    });
};
