/** The answer to a shell that completes a command line: what scripts.ts reads. */
import type { Command } from 'commander';
import { visibleText } from '../../visible-text.ts';
import { type Candidate, candidates } from './candidates.ts';
import type { Shell } from './scripts.ts';
import { shellWords } from './shell-words.ts';
import type { ValueKind } from './value-kinds.ts';

/**
 * `given`: of bash the word under the cursor as bash splits words, and the line up to the cursor; of the others all words
 * behind the program's name, the last of them under the cursor.
 */
export async function completionText(
  program: Command,
  shell: Shell,
  given: readonly string[],
): Promise<string> {
  const words = shell === 'bash' ? shellWords(given[1] ?? '').slice(1) : given;
  const current = words.at(-1) ?? '';
  const found = candidates(program, words);
  if ('words' in found)
    return answer('words', '', found.words, current, shell === 'bash' ? given[0] : undefined);
  const { values, before, policies } = found;
  const written = current.slice(before.length);
  if (values.kind === 'files' || values.kind === 'folders') return answer(values.kind, before, [], written);
  if (values.kind === 'outputs' && written.includes('='))
    return answer('files', before + written.slice(0, written.indexOf('=') + 1), [], '');
  // Of a list all but the last stays, and is not offered again.
  const list = 'list' in values ? written.slice(0, written.lastIndexOf(',') + 1) : '';
  const named = list.split(',');
  const offered = (await namesOf(values, policies)).filter(({ value }) => !named.includes(value));
  const whole = offered.map((one) => ({ ...one, value: `${before}${list}${one.value}` }));
  return answer('words', '', whole, current, shell === 'bash' ? given[0] : undefined);
}

async function namesOf(values: ValueKind, policies: readonly string[]): Promise<readonly Candidate[]> {
  if (values.kind === 'source') {
    const { knownNames } = await import('./known-names.ts');
    return await knownNames(values.source, policies);
  }
  if (values.kind !== 'names' && values.kind !== 'outputs') return [];
  return values.names.map((value) => ({ value, description: '' }));
}

/** Words that begin as the one that is being written; `split` is what of that bash takes for the word. */
function answer(
  kind: string,
  before: string,
  words: readonly Candidate[],
  current: string,
  split = current,
): string {
  const cut = current.endsWith(split) ? current.length - split.length : 0;
  const lines = words
    .filter(({ value }) => value.startsWith(current))
    // What would end the line or act on the terminal is no word that can be completed.
    .filter(({ value }) => visibleText(value) === value)
    .map(({ value, description }) => `${value.slice(cut)}\t${visibleText(description)}`);
  return `${[`${kind}\t${before}`, ...lines].join('\n')}\n`;
}
