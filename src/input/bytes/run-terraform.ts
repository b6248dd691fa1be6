/** Converts a binary plan by running `terraform show -json`, without a shell. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { DriftlockError } from '../../errors.ts';
import { oneLine } from '../malformed-input.ts';
import { type CollectOptions, collectBytes, type SourceBytes } from './collect-bytes.ts';

const STDERR_KEPT = 64 * 1024;

/**
 * What `terraform show -json <path>` prints; it runs where the plan's `.terraform` is, beside the plan or in the
 * current directory, as it needs the providers. `command` is `terraform`, or `tofu`.
 * @throws DriftlockError input-unreadable where it cannot be started or fails, with the first lines of its stderr
 */
export async function runTerraform(
  path: string,
  options: CollectOptions,
  command = 'terraform',
): Promise<SourceBytes> {
  const folder = dirname(resolve(path));
  const cwd = existsSync(join(folder, '.terraform')) ? folder : undefined;
  const child = spawn(command, ['show', '-json', resolve(path)], {
    ...(cwd !== undefined && { cwd }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    if (stderr.length < STDERR_KEPT) stderr += text;
  });
  const ended = once(child, 'close').catch((cause: unknown) => {
    throw notStarted(options.name, command, cause);
  });
  const [collected, closed] = await Promise.allSettled([collectBytes(child.stdout, options), ended]);
  if (closed.status === 'rejected') throw closed.reason;
  if (collected.status === 'rejected') throw collected.reason;
  const [status] = closed.value as [number | null];
  if (status === 0) return collected.value;
  const said = reasonIn(stderr);
  throw new DriftlockError(
    'input-unreadable',
    `\`${command} show -json\` failed: ${said || 'it said nothing'}`,
    {
      where: options.name,
      hint: 'run it in the initialised working directory of the plan',
    },
  );
}

/** The first error that Terraform's stderr names, without frames and colours. */
function reasonIn(stderr: string): string {
  const plain = stripVTControlCharacters(stderr).replace(/[│╷╵]/gu, '');
  const at = plain.indexOf('Error: ');
  return oneLine(at === -1 ? plain : plain.slice(at + 'Error: '.length));
}

function notStarted(where: string, command: string, cause: unknown): DriftlockError {
  return new DriftlockError('input-unreadable', `\`${command}\` cannot be started`, {
    where,
    hint: `install it, or convert the plan elsewhere: ${command} show -json tfplan > tfplan.json`,
    cause,
  });
}
