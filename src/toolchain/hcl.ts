/** The language of Terraform's configurations, built to WebAssembly: typed, loaded when it is first asked for. */
import { askProgram } from './ask-program.ts';
import type { GoProgram } from './go-program.ts';
import type { Evaluated, EvaluateRequest, HclProblem, Outline, ParsedFile } from './hcl-types.ts';
import { loadProgram } from './load-program.ts';
import { quickly } from './quickly.ts';

export interface Hcl {
  /**
   * Where things stand in each file, by path. Names that end in `.json` are read as JSON, all others as HCL; a broken
   * file is no error of the call.
   */
  parse(files: Readonly<Record<string, string>>): Readonly<Record<string, ParsedFile>>;
  outline(files: Readonly<Record<string, string>>): Outline;
  /** What a plan of the configuration would show; throws HclError for one that is broken. */
  evaluate(request: EvaluateRequest): Evaluated;
}

/** What is wrong with the configuration, with places. */
export class HclError extends Error {
  readonly problems: readonly HclProblem[];

  constructor(problems: readonly HclProblem[]) {
    super(problems.map(({ message }) => message).join('; '));
    this.name = 'HclError';
    this.problems = problems;
  }
}

const READER = 'the reader of Terraform configurations';

let loading: Promise<Hcl> | undefined;

/**
 * The program, decompressed and compiled at the first call, about a tenth of a second; one for the whole process.
 * Throws DriftlockError `toolchain` where its file is missing or broken.
 */
export function loadHcl(): Promise<Hcl> {
  loading ??= loadProgram(new URL('./hcl.wasm.br', import.meta.url), READER, (bytes) =>
    quickly(() => new WebAssembly.Module(bytes)),
  )
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
    outline: (files) => ask(program, 'outline', { files }),
    evaluate: (request) => ask(program, 'evaluate', request),
  };
}

function ask<Result>(program: GoProgram, operation: string, request: object): Result {
  const answer = quickly(() =>
    askProgram<Result, HclProblem>(program, READER, operation, JSON.stringify(request)),
  );
  if ('result' in answer) return answer.result;
  throw new HclError(answer.errors);
}
