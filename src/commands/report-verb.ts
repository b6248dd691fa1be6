/** `driftlock report`: what is done with reports of earlier runs. */
import { reportDiffVerb } from './report-diff-verb.ts';
import { DIFF_EXIT_CODES, examples, type Verb } from './verb.ts';

/** Add one of them: one file that exports a Verb, one line here, in the order of the help. */
const VERBS: readonly Verb[] = [reportDiffVerb];

export const reportVerb: Verb = (program, done) => {
  const report = program
    .command('report')
    .description('reports of earlier runs: hold two against each other');
  report.addHelpText(
    'after',
    `${examples(
      ['driftlock report diff old.json new.json', 'what is new, fixed and still open'],
      ['driftlock report diff old.json new.json -f json', 'for programs'],
    )}${DIFF_EXIT_CODES}`,
  );
  for (const define of VERBS) define(report, done);
};
