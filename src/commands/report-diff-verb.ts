/** `driftlock report diff`: its arguments, options and examples. */
import { Option } from 'commander';
import { SEVERITIES } from '../finding/finding.ts';
import { collected, DIFF_EXIT_CODES, examples, type Verb } from './verb.ts';

export const reportDiffVerb: Verb = (report, done) => {
  report
    .command('diff')
    .description('hold two JSON reports of scan against each other: what is new, fixed and still open')
    .argument('<old>', 'the earlier one: what `driftlock scan -f json` wrote; gzip is read')
    .argument('<new>', 'the later one; - is standard input')
    .option(
      '-f, --format <format[=file]>',
      'table, json or markdown, to a file after "="; repeatable (default: table)',
      collected,
    )
    .addOption(
      new Option(
        '--fail-on <severity>',
        `least severity of what is new that makes exit code 1: ${SEVERITIES.join(', ')}`,
      ).default('low', 'low'),
    )
    .option('--no-color', 'no colours (as NO_COLOR)')
    .addHelpText(
      'after',
      `${examples(
        ['driftlock report diff old.json new.json', 'what is new, fixed and still open'],
        ['driftlock report diff old.json new.json -f markdown=diff.md', 'for a comment'],
        ['driftlock report diff old.json new.json --fail-on high', 'only new high and critical make exit 1'],
      )}${DIFF_EXIT_CODES}`,
    )
    .action(async (older: string, newer: string, flags: Record<string, unknown>) => {
      const { runReportDiff } = await import('./report-diff.ts');
      done(await runReportDiff(older, newer, flags));
    });
};
