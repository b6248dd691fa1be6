/** The language of Terraform's configurations, built to WebAssembly: typed, loaded when it is first asked for. */
import { DriftlockError } from '../errors.ts';
import { askProgram } from './ask-program.ts';
import type { GoProgram } from './go-program.ts';
import type { HclProblem, ParsedFile } from './hcl-types.ts';
import { loadProgram } from './load-program.ts';

export interface Hcl {
  /**
   * Where things stand in each file, by path. Names that end in `.json` are read as JSON, all others as HCL; a broken
   * file is no error of the call.
   */
  parse(files: Readonly<Record<string, string>>): Readonly<Record<string, ParsedFile>>;
}

const READER = 'the reader of Terraform configurations';

let loading: Promise<Hcl> | undefined;

/**
 * The program, decompressed and compiled at the first call, about a tenth of a second; one for the whole process.
 * Throws DriftlockError `toolchain` where its file is missing or broken.
 */
export function loadHcl(): Promise<Hcl> {
  loading ??= loadProgram(new URL('./hcl.wasm.br', import.meta.url), READER)
    .then(hclOf)
    .catch((cause: unknown) => {
      loading = undefined;
      throw cause;
    });
  return loading;
}

function hclOf(program: GoProgram): Hcl {
  return {
    parse: (files) => ask<{ files: Record<string, ParsedFile> }>(program, 'parse', { files }).files,
  };
}

function ask<Result>(program: GoProgram, operation: string, request: object): Result {
  const answer = askProgram<Result, HclProblem>(program, READER, operation, JSON.stringify(request));
  if ('result' in answer) return answer.result;
  const lines = answer.errors.map(({ message }) => message);
  throw new DriftlockError('toolchain', `${READER} failed in ${operation}: ${lines.join('; ')}`);
}
