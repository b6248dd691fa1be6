/** `driftlock completion`: the script that makes a shell complete, and the hidden verb that it asks. */
import { suggestion } from '../config/nearest.ts';
import { DriftlockError } from '../errors.ts';
import { writeOut } from '../io.ts';
import { examples, PRINTING_EXIT_CODES, type Verb } from './verb.ts';

export const completionVerb: Verb = (program, done) => {
  program
    .command('completion')
    .description('print the script that makes a shell complete verbs, options, policies and files')
    .argument('<shell>', 'bash, zsh or fish')
    .addHelpText(
      'after',
      `${examples(
        ['source <(driftlock completion bash)', 'in ~/.bashrc'],
        ['source <(driftlock completion zsh)', 'in ~/.zshrc, after compinit'],
        ['driftlock completion fish > ~/.config/fish/completions/driftlock.fish', 'once'],
      )}${PRINTING_EXIT_CODES}`,
    )
    .action(async (name: string) => {
      const { SCRIPTS } = await import('./completion/scripts.ts');
      writeOut(SCRIPTS[shellOf(name, SCRIPTS)]);
      done(0);
    });
  program
    .command('__complete', { hidden: true })
    .argument('<shell>')
    .argument('[words...]')
    .action(async (name: string, words: string[]) => {
      const { SCRIPTS } = await import('./completion/scripts.ts');
      const { completionText } = await import('./completion/completion-text.ts');
      writeOut(await completionText(program, shellOf(name, SCRIPTS), words));
      done(0);
    });
};

function shellOf<T extends string>(name: string, scripts: Readonly<Record<T, string>>): T {
  const known = Object.keys(scripts) as T[];
  const found = known.find((one) => one === name);
  if (found !== undefined) return found;
  throw new DriftlockError('usage', `unknown shell "${name}"`, { hint: suggestion(name, known) });
}
