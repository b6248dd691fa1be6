/** `driftlock policy fmt`. */
import { buffer } from 'node:stream/consumers';
import { DriftlockError } from '../errors.ts';
import { checkWritable, terminalColumns, writeFiles, writeOut } from '../io.ts';
import { type FormattedSource, formatFiles, formatTexts } from '../policy/format-sources.ts';
import { MOST_SOURCE_BYTES, sourceText } from '../policy/read-source.ts';
import { unifiedDiff } from '../report/unified-diff.ts';
import { visibleText } from '../visible-text.ts';

interface Flags extends Readonly<Record<string, unknown>> {
  readonly check?: boolean;
  readonly diff?: boolean;
}

const STDIN = '<standard input>';

async function standardInput(): Promise<FormattedSource> {
  const bytes = await buffer(process.stdin);
  if (bytes.length > MOST_SOURCE_BYTES)
    throw new DriftlockError('policy-invalid', 'standard input is too large for a policy', { where: STDIN });
  const [formatted] = await formatTexts({ [STDIN]: sourceText(bytes, STDIN, 'keep') });
  if (formatted === undefined) throw new DriftlockError('internal', 'nothing was formatted');
  return formatted;
}

/** A terminal obeys what a source holds; a file or a pipe is for `patch`, which needs it as it is. */
function diffText({ file, before, after }: FormattedSource): string {
  const diff = unifiedDiff(visibleText(file), before, after);
  if (terminalColumns() === undefined) return diff;
  return diff
    .split('\n')
    .map((line) => line.split('\t').map(visibleText).join('\t'))
    .join('\n');
}

function show(changed: readonly FormattedSource[], { diff }: Flags): void {
  const texts = changed.map((one) => (diff === true ? diffText(one) : `${visibleText(one.file)}\n`));
  if (texts.length > 0) writeOut(texts.join(''));
}

/** Rewrites files and lists them, or with --check or --diff only says what would change; gives the exit code. */
export async function formatPolicies(paths: readonly string[], flags: Flags): Promise<number> {
  const onlyLooks = flags.check === true || flags.diff === true;
  const isStandardInput = paths.includes('-');
  if (isStandardInput && paths.length > 1)
    throw new DriftlockError('usage', '- stands for standard input, and goes with no other path');
  const formatted = isStandardInput
    ? [await standardInput()]
    : await formatFiles(paths.length === 0 ? ['.'] : paths);
  const changed = formatted.filter(({ before, after }) => before !== after);
  if (onlyLooks) {
    show(changed, flags);
    return changed.length === 0 ? 0 : 1;
  }
  if (isStandardInput) {
    writeOut(formatted[0]?.after ?? '');
    return 0;
  }
  for (const { file } of changed) checkWritable(file);
  writeFiles(changed.map(({ file, after }) => ({ file, text: after })));
  show(changed, flags);
  return 0;
}
