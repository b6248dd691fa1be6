/** `custom.related`: paths of links that exist, and all further hops that the policy goes. */
import type { ReadPath } from '../../resource/read-path.ts';
import { findPlace } from '../input/find-place.ts';
import { lackWords } from '../input/lack-words.ts';
import { type CheckProblem, problemAt } from './check-problem.ts';
import type { JudgedTrace } from './judged-trace.ts';

/** `row` is that of the field in METADATA. */
export function relatedProblems({ file, metadata, inputs }: JudgedTrace, row: number): CheckProblem[] {
  return metadata.related.flatMap((text) => {
    const path = linkPath(text);
    if (path === undefined) {
      const message = `custom.related: "${text}" is no path of links; write refs.<attribute> or referrers.<type>.<attribute>, several in a row joined by dots`;
      return [problemAt('related', { file, row, col: 1 }, message)];
    }
    const { lack } = findPlace(inputs, path);
    return lack === undefined
      ? []
      : [problemAt('related', { file, row, col: 1 }, `custom.related: ${lackWords(path, lack)}`)];
  });
}

/** The path of the linked resources, with a step for each of a list. */
function linkPath(text: string): ReadPath | undefined {
  const steps = text.split('.');
  const path: (string | null)[] = [];
  while (steps.length > 0) {
    const head = steps.shift();
    const names = head === 'refs' ? 1 : head === 'referrers' ? 2 : 0;
    const named = steps.splice(0, names);
    if (head === undefined || names === 0 || named.length < names || named.includes('')) return undefined;
    path.push(head, ...named, null);
  }
  return path;
}
