/** A run that could not do its job, as Markdown: so that no older comment passes for news. */
import { commentText } from './comment/comment-text.ts';
import { MARKER } from './pull-request-comment.ts';
import { safe } from './table/layout.ts';

export interface FailureTexts {
  readonly message: string;
  readonly hint?: string;
}

export function failureComment({ message, hint }: FailureTexts): string {
  const lines = [
    MARKER,
    '## Driftlock: nothing was judged',
    '',
    `Driftlock could not do its job: ${commentText(safe(message, 2_000))}`,
    ...(hint === undefined ? [] : ['', `Hint: ${commentText(safe(hint, 2_000))}`]),
    '',
    'Exit code 2.',
  ];
  return `${lines.join('\n')}\n`;
}
