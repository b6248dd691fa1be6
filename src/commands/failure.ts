/** An error as the user meets it: lines for standard error, a document for machines. */
import { resolve } from 'node:path';
import { maskCredentials } from '../config/source-name.ts';
import { VERSION } from '../config/version.ts';
import { DriftlockError } from '../errors.ts';
import { jsonText } from '../report/json.ts';
import { visibleText } from '../visible-text.ts';

export interface Failure {
  readonly code: DriftlockError['code'];
  readonly message: string;
  readonly where?: string;
  readonly hint?: string;
  /** For an error that nobody foresaw. */
  readonly stack?: string;
}

/** Limits of the engine that can be caught; a full heap cannot (memory-guard.ts). */
const OUT_OF_MEMORY =
  /Invalid string length|Invalid array length|Array buffer allocation failed|allocation failed|out of memory|could not allocate memory|Maximum memory size exceeded/i;
const OUT_OF_MEMORY_CODES = new Set([
  'ERR_STRING_TOO_LONG',
  'ERR_FS_FILE_TOO_LARGE',
  'ERR_MEMORY_ALLOCATION_FAILED',
  'ERR_WORKER_OUT_OF_MEMORY',
  'ENOMEM',
]);

function isOutOfMemory(error: Error): boolean {
  if ('code' in error && OUT_OF_MEMORY_CODES.has(String(error.code))) return true;
  return error instanceof RangeError && OUT_OF_MEMORY.test(error.message);
}

/** Any thrown value as a failure; what is no DriftlockError is a bug, but for the limits of memory. */
export function failureOf(error: unknown): Failure {
  if (error instanceof DriftlockError) {
    const { code, message, where, hint } = error;
    // Whatever a user may have typed where no URL belongs: a message repeats it.
    return {
      code,
      message: maskCredentials(message),
      ...(where === undefined ? {} : { where: maskCredentials(where) }),
      ...(hint === undefined ? {} : { hint: maskCredentials(hint) }),
    };
  }
  if (error instanceof Error && isOutOfMemory(error))
    return { code: 'out-of-memory', message: `out of memory: ${error.message}`, hint: OUT_OF_MEMORY_HINT };
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'internal', message: error instanceof Error ? error.message : String(error), stack };
}

export const OUT_OF_MEMORY_HINT =
  'scan fewer or smaller files at a time, or give Node more: NODE_OPTIONS=--max-old-space-size=<megabytes>';

/** Lines for standard error: one, and a hint; for a bug its stack and where to take it. */
export function failureLines({ message, where, hint, stack }: Failure): string[] {
  if (stack !== undefined)
    return [
      ...stack.split('\n').map(visibleText),
      `driftlock: this is a bug in driftlock ${VERSION}; please report it with the lines above`,
    ];
  const place = where === undefined || message.includes(where) ? '' : `${where}: `;
  const line = `driftlock: ${visibleText(`${place}${message}`)}`;
  return hint === undefined ? [line] : [line, `  hint: ${visibleText(hint)}`];
}

/** The document of reports/error-1.schema.json. */
export function failureDocument({ code, message, where, hint }: Failure): string {
  return jsonText({
    schema: 'https://driftlock.dev/schemas/error-1.json',
    tool: { name: 'driftlock', version: VERSION },
    error: {
      code,
      message,
      ...(where === undefined ? {} : { where }),
      ...(hint === undefined ? {} : { hint }),
    },
  });
}

/** Where JSON was asked for, each file once however it is spelt, read without commander since what failed may be the command line itself; undefined is standard output. */
export function jsonTargets(argv: readonly string[]): (string | undefined)[] {
  const end = argv.indexOf('--');
  const own = end < 0 ? argv : argv.slice(0, end);
  const asked = own.flatMap((argument, index) => {
    if (argument === '-f' || argument === '--format') return own[index + 1] ?? [];
    return /^(?:-f|--format=)(.+)$/s.exec(argument)?.[1] ?? [];
  });
  const targets = new Map<string | undefined, string | undefined>();
  for (const text of asked) {
    const [, file] = /^json(?:=(.*))?$/s.exec(text) ?? ['', ''];
    if (file === undefined || file === '-') targets.set(undefined, undefined);
    else if (file !== '' && !targets.has(resolve(file))) targets.set(resolve(file), file);
  }
  return [...targets.values()];
}
