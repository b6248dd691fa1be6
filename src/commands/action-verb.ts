/** What action.yml calls: hidden verbs, whose inputs are variables, since no shell is to read what others named. */
import type { Verb } from './verb.ts';

export const actionVerb: Verb = (program, done) => {
  program
    .command('__action-scan', { hidden: true })
    .description('judge, and tell the runner of it')
    .action(async () => {
      const { actionScan } = await import('./action/action-scan.ts');
      done(await actionScan());
    });
  program
    .command('__action-comment', { hidden: true })
    .description('write or update the comment on the pull request')
    .action(async () => {
      const { actionComment } = await import('./action/action-comment.ts');
      done(await actionComment());
    });
};
