/** A WASI preview 1 host for a Go reactor: clocks, random bytes, output to a sink; no files, arguments or environment. */

/** Thrown when the program ends itself; its instance is of no further use. */
export class ProgramExit extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`the program ended with code ${code}`);
    this.name = 'ProgramExit';
    this.code = code;
  }
}

const OK = 0;
const BAD_FILE = 8;
const NOT_SUPPORTED = 52;
const CHARACTER_DEVICE = 2;
const SUBSCRIPTION = 48;
const EVENT = 32;
const CLOCK = 0;
const ABSOLUTE = 1;

type Call = (...args: never[]) => number;

/** Views of a memory that may grow: made anew whenever the buffer was replaced. */
interface Views {
  bytes(): Uint8Array<ArrayBuffer>;
  view(): DataView;
}

function viewsOf(memory: () => WebAssembly.Memory): Views {
  let bytes = new Uint8Array(0);
  let view = new DataView(new ArrayBuffer(0));
  function refresh(): void {
    const buffer = memory().buffer as ArrayBuffer;
    if (bytes.buffer === buffer) return;
    bytes = new Uint8Array(buffer);
    view = new DataView(buffer);
  }
  return {
    bytes() {
      refresh();
      return bytes;
    },
    view() {
      refresh();
      return view;
    },
  };
}

/**
 * The imports of a Go program built with GOOS=wasip1. `memory` is asked for at each call; `output` gets what the
 * program writes to its streams: a stack trace before it ends itself, nothing otherwise.
 */
export function wasiImports(
  module: WebAssembly.Module,
  memory: () => WebAssembly.Memory,
  output: (text: string) => void,
): WebAssembly.Imports {
  const views = viewsOf(memory);
  const calls: Readonly<Record<string, Call>> = {
    ...clocks(views),
    ...streams(views, output),
    ...emptySurroundings(views),
    poll_oneoff: (subscriptions: number, events: number, count: number, made: number) =>
      waitForClocks(views, subscriptions, events, count, made),
    sched_yield: () => OK,
    proc_exit: (code: number) => {
      throw new ProgramExit(code);
    },
  };
  const imports: Record<string, Record<string, Call>> = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = calls[name] ?? (() => NOT_SUPPORTED);
  }
  return imports;
}

function clocks(views: Views): Record<string, Call> {
  return {
    clock_time_get: (id: number, _precision: bigint, at: number) => {
      const wall = BigInt(Date.now()) * 1_000_000n;
      views.view().setBigUint64(at, id === 0 ? wall : BigInt(Math.round(performance.now() * 1e6)), true);
      return OK;
    },
    random_get: (at: number, length: number) => {
      const target = views.bytes();
      const most = 65_536;
      for (let done = 0; done < length; done += most)
        crypto.getRandomValues(target.subarray(at + done, at + Math.min(done + most, length)));
      return OK;
    },
  };
}

function streams(views: Views, output: (text: string) => void): Record<string, Call> {
  const decoder = new TextDecoder();
  return {
    fd_write: (file: number, vectors: number, count: number, written: number) => {
      if (file !== 1 && file !== 2) return BAD_FILE;
      const view = views.view();
      let total = 0;
      for (let index = 0; index < count; index++) {
        const at = view.getUint32(vectors + 8 * index, true);
        const length = view.getUint32(vectors + 8 * index + 4, true);
        output(decoder.decode(views.bytes().subarray(at, at + length), { stream: true }));
        total += length;
      }
      view.setUint32(written, total, true);
      return OK;
    },
    fd_read: (_file: number, _vectors: number, _count: number, read: number) => {
      views.view().setUint32(read, 0, true);
      return OK;
    },
    fd_fdstat_get: (file: number, at: number) => {
      if (file > 2) return BAD_FILE;
      views.bytes().fill(0, at, at + 24);
      views.bytes()[at] = CHARACTER_DEVICE;
      return OK;
    },
    fd_fdstat_set_flags: () => OK,
    fd_close: () => OK,
  };
}

function emptySurroundings(views: Views): Record<string, Call> {
  function none(count: number, size: number): number {
    views.view().setUint32(count, 0, true);
    views.view().setUint32(size, 0, true);
    return OK;
  }
  return {
    args_get: () => OK,
    args_sizes_get: none,
    environ_get: () => OK,
    environ_sizes_get: none,
    fd_prestat_get: () => BAD_FILE,
    fd_prestat_dir_name: () => BAD_FILE,
  };
}

/** The test runner's timers: sleeps until the first one is due, then says that all clocks asked for are. */
function waitForClocks(views: Views, subscriptions: number, events: number, count: number, made: number) {
  const view = views.view();
  const asked = Array.from({ length: count }, (_, index) => subscriptions + SUBSCRIPTION * index).filter(
    (at) => view.getUint8(at + 8) === CLOCK,
  );
  const delays = asked.map((at) => {
    const due = Number(view.getBigUint64(at + 24, true));
    return (view.getUint16(at + 40, true) & ABSOLUTE) === 0 ? due : due - performance.now() * 1e6;
  });
  const least = Math.min(...delays);
  if (least > 0 && Number.isFinite(least))
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, least / 1e6);
  for (const [index, at] of asked.entries()) {
    const event = events + EVENT * index;
    views.bytes().fill(0, event, event + EVENT);
    view.setBigUint64(event, view.getBigUint64(at, true), true);
  }
  view.setUint32(made, asked.length, true);
  return OK;
}
