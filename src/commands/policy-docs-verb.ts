/** `driftlock policy docs`: policies as Markdown pages. */
import type { ConfigFlags } from '../config/file/load-config.ts';
import { declareConfig } from './config-options.ts';
import { examples, exitCodes, type Verb } from './verb.ts';

const EXIT_CODES = exitCodes({
  0: 'written; with --check: the pages are current',
  1: 'with --check: they are not',
  2: 'driftlock could not do its job: usage, policy, output',
});

export const policyDocsVerb: Verb = (policy, done) => {
  declareConfig(policy.command('docs'))
    .description('write a Markdown page for each policy, and one that lists them')
    .argument(
      '[folder...]',
      "folders of a team's policies (default: policyFolders of the configuration, else the bundled policies)",
    )
    .requiredOption('-o, --output <folder>', 'where the pages are; pages of policies that are no more go')
    .option('--check', 'write nothing, and exit 1 where a page is not current')
    .addHelpText(
      'after',
      `${examples(
        ['driftlock policy docs ./policies -o docs/policies', "a team's own"],
        ['driftlock policy docs ./policies -o docs/policies --check', 'in CI: are they current?'],
        ['driftlock policy docs --no-config -o docs/bundled', 'those that driftlock brings'],
      )}${EXIT_CODES}`,
    )
    .action(async (folders: string[], flags: ConfigFlags & { output: string; check?: boolean }) => {
      const { documentPolicies } = await import('./policy-docs.ts');
      done(await documentPolicies(folders, flags));
    });
};
