/** A Go program built as a WebAssembly reactor, called operation by operation; made anew after it ended itself. */
import { ProgramExit, wasiImports } from './wasi.ts';

export interface GoProgram {
  /**
   * Runs one operation: JSON in, JSON out. Throws ProgramFailure when the program ends itself; the next call then
   * starts a fresh one.
   */
  call(operation: string, request: string): string;
}

/** A Go fatal error: out of memory, a deadlock, a stack overflow. */
export class ProgramFailure extends Error {
  /** The last of what the program wrote. */
  readonly output: string;

  constructor(message: string, output: string, cause: unknown) {
    super(message, { cause });
    this.name = 'ProgramFailure';
    this.output = output;
  }
}

interface Exports extends WebAssembly.Exports {
  readonly memory: WebAssembly.Memory;
  readonly _initialize: () => void;
  readonly driftlock_alloc: (size: number) => number;
  readonly driftlock_call: (name: number, nameLength: number, request: number, length: number) => bigint;
}

const MOST_OUTPUT = 20_000;

/** Prepares the program; an instance is started by the first call. */
export function goProgram(module: WebAssembly.Module): GoProgram {
  let running: Exports | undefined;
  let output = '';
  const keep = (text: string) => {
    output = (output + text).slice(-MOST_OUTPUT);
  };
  return {
    call(operation, request) {
      output = '';
      try {
        running ??= start(module, keep);
        return callExports(running, operation, request);
      } catch (thrown) {
        // After a trap or an exit the program's state is in no defined order.
        running = undefined;
        if (!isEnd(thrown)) throw thrown;
        const first = output.split('\n').find((line) => line.trim() !== '');
        throw new ProgramFailure(first ?? thrown.message, output, thrown);
      }
    },
  };
}

/** An exit, a trap, or the host's own stack at its end: Go's deep recursion runs on it. */
function isEnd(thrown: unknown): thrown is Error {
  return (
    thrown instanceof ProgramExit ||
    thrown instanceof WebAssembly.RuntimeError ||
    thrown instanceof RangeError
  );
}

function start(module: WebAssembly.Module, output: (text: string) => void): Exports {
  const instance: WebAssembly.Instance = new WebAssembly.Instance(
    module,
    wasiImports(module, () => (instance.exports as Exports).memory, output),
  );
  const exports = instance.exports as Exports;
  exports._initialize();
  return exports;
}

function callExports(program: Exports, operation: string, request: string): string {
  const [name, nameLength] = put(program, operation);
  const [body, length] = put(program, request);
  const answer = BigInt.asUintN(64, program.driftlock_call(name, nameLength, body, length));
  const at = Number(answer >> 32n);
  const size = Number(answer & 0xffffffffn);
  return Buffer.from(program.memory.buffer, at, size).toString('utf8');
}

/** Copies text into the program; memory may grow at each allocation, so its buffer is taken afterwards. */
function put(program: Exports, text: string): [at: number, length: number] {
  const bytes = Buffer.from(text, 'utf8');
  const at = program.driftlock_alloc(bytes.length) >>> 0;
  new Uint8Array(program.memory.buffer, at, bytes.length).set(bytes);
  return [at, bytes.length];
}
