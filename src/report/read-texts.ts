/** What a policy may read, in the words of its pages. */
import type { Policy } from '../finding/policy.ts';
import type { ReadPath } from '../resource/read-path.ts';
import { pathText } from './table/path-text.ts';

/** Each place once, in order. */
export function readTexts({ reads }: Pick<Policy, 'reads'>): string[] {
  return [...new Set([...reads.applies, ...reads.all].map(readText))].sort();
}

/** A step that stands for any key or element is printed as `[*]`. */
function readText(read: ReadPath): string {
  let text = '';
  let plain: (string | number)[] = [];
  function flush(): void {
    const part = pathText(plain);
    text += text === '' || part === '' || part.startsWith('[') ? part : `.${part}`;
    plain = [];
  }
  // An empty last step asks only whether something is there (resource/read-path.ts).
  for (const step of read.at(-1) === '' ? read.slice(0, -1) : read) {
    if (step !== null) {
      plain.push(step);
      continue;
    }
    flush();
    text += '[*]';
  }
  flush();
  return text || 'all of the input';
}
