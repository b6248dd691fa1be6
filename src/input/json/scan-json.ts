/**
 * A JSON scanner over chunks of bytes that hands over the values a route asks for and passes the rest by at
 * hundreds of MB/s; stream-json builds a token object per value and reaches 10 to 20.
 */
import { DriftlockError } from '../../errors.ts';
import type { Route, Span } from './route.ts';
import { ACTION, BEGIN, PLAIN, SKIM, STATE, TRANSITIONS } from './scan-table.ts';

export interface ScanOptions {
  /** The name of the input, for errors. */
  readonly where: string;
  /** Offset of the first byte written. */
  readonly offset?: number;
  /** Stop at the end of the first value, whatever follows; null passes there. */
  readonly single?: boolean;
  /** An entered object names a key again: as in JSON.parse the last one counts, so all in `earlier` is void. */
  readonly superseded?: (earlier: Span) => void;
}

export interface Scanner {
  /** Scans one chunk; returns true once the value is complete (what follows must be blank, unless `single`). */
  write(chunk: Buffer): boolean;
  /** Throws where the document is not complete. */
  end(): void;
}

interface Frame {
  readonly route: Route;
  readonly spans: Map<string, Span> | undefined;
  index: number;
  key: string;
}

interface Scan extends ScanOptions {
  readonly root: Route;
  state: number;
  depth: number;
  /** Per depth 1 for an object, 0 for a list. */
  kinds: Uint8Array;
  readonly frames: Frame[];
  /** The route of the value that is being captured or about to be entered. */
  taking: Route | undefined;
  entering: Route | undefined;
  valueStart: number;
  /** Where in the current chunk the pending bytes (a captured value, or a key of an entered object) begin; -1 for none. */
  pending: number;
  parts: Buffer[];
  base: number;
}

/**
 * A scanner for one document, UTF-8 without byte order mark.
 * @throws DriftlockError input-unreadable with the byte offset, for exactly what JSON.parse refuses
 */
export function createScanner(root: Route, options: ScanOptions): Scanner {
  const scan: Scan = {
    ...options,
    root,
    state: STATE.value,
    depth: 0,
    kinds: new Uint8Array(64),
    frames: [],
    taking: undefined,
    entering: undefined,
    valueStart: 0,
    pending: -1,
    parts: [],
    base: options.offset ?? 0,
  };
  return { write: (chunk) => write(scan, chunk), end: () => end(scan) };
}

function write(scan: Scan, chunk: Buffer): boolean {
  if (scan.pending !== -1) scan.pending = 0;
  let at = 0;
  while (at < chunk.length) {
    if (scan.single === true && scan.state === STATE.done) return true;
    if (scan.depth > scan.frames.length) {
      at = skim(scan, chunk, at);
      continue;
    }
    const next = TRANSITIONS[scan.state * 256 + (chunk[at] as number)] as number;
    if (next < ACTION.error) {
      scan.state = next;
      at++;
    } else at = act(scan, next, chunk, at);
  }
  if (scan.pending !== -1) scan.parts.push(Buffer.from(chunk.subarray(scan.pending)));
  scan.base += chunk.length;
  return scan.state === STATE.done;
}

/** Goes on inside a container that is passed by or captured, to its end or that of the chunk. */
function skim(scan: Scan, chunk: Buffer, from: number): number {
  const length = chunk.length;
  const floor = scan.frames.length;
  let state = scan.state;
  let depth = scan.depth;
  let kinds = scan.kinds;
  let at = from;
  while (at < length) {
    if (state === STATE.string || state === STATE.keyString) {
      while (at < length && PLAIN[chunk[at] as number] === 1) at++;
      if (at === length) break;
    }
    const byte = chunk[at] as number;
    const next = SKIM[state * 256 + byte] as number;
    if (next < ACTION.error) state = next;
    else if (next === ACTION.comma) state = kinds[depth] === 1 ? STATE.key : STATE.value;
    else if (next === ACTION.open) {
      if (++depth === kinds.length) kinds = widen(scan);
      kinds[depth] = byte === 0x7b ? 1 : 0;
      state = byte === 0x7b ? STATE.firstKey : STATE.firstElement;
    } else if (next === ACTION.close && (byte === 0x7d) === (kinds[depth] === 1)) {
      state = STATE.after;
      if (--depth === floor) {
        scan.depth = depth;
        finish(scan, chunk, at + 1);
        return at + 1;
      }
    } else unexpected(scan, chunk, at, state);
    at++;
  }
  scan.state = state;
  scan.depth = depth;
  return at;
}

function widen(scan: Scan): Uint8Array {
  const wider = new Uint8Array(scan.kinds.length * 2);
  wider.set(scan.kinds);
  scan.kinds = wider;
  return wider;
}

function end(scan: Scan): void {
  if (scan.depth === 0 && scan.state >= STATE.zero && scan.state <= STATE.exponentDigits) {
    if (scan.state !== STATE.point && scan.state !== STATE.exponent && scan.state !== STATE.exponentSign)
      return;
  }
  if (scan.state !== STATE.done) refuse(scan, 'it ends too early', scan.base);
}

/** Carries out one action at `chunk[at]` and returns where to go on. */
function act(scan: Scan, action: number, chunk: Buffer, at: number): number {
  switch (action) {
    case ACTION.beginValue:
      begin(scan, chunk, at);
      scan.state = BEGIN[chunk[at] as number] as number;
      return at + 1;
    case ACTION.beginKey:
      scan.pending = at;
      scan.state = STATE.keyString;
      return at + 1;
    case ACTION.endKey:
      setKey(scan, chunk, at + 1);
      scan.state = STATE.colon;
      return at + 1;
    case ACTION.endString:
    case ACTION.endLiteral:
      finish(scan, chunk, at + 1);
      return at + 1;
    case ACTION.endNumber:
      finish(scan, chunk, at);
      return at;
    case ACTION.open:
      return open(scan, chunk, at);
    case ACTION.close:
      return close(scan, chunk, at);
    case ACTION.comma:
      scan.state = scan.kinds[scan.depth] === 1 ? STATE.key : STATE.value;
      return at + 1;
    default:
      return unexpected(scan, chunk, at, scan.state);
  }
}

function open(scan: Scan, chunk: Buffer, at: number): number {
  begin(scan, chunk, at);
  const isObject = chunk[at] === 0x7b;
  scan.depth++;
  if (scan.depth === scan.kinds.length) widen(scan);
  scan.kinds[scan.depth] = isObject ? 1 : 0;
  if (scan.entering !== undefined) {
    scan.frames.push({
      route: scan.entering,
      spans: isObject ? new Map() : undefined,
      index: 0,
      key: '',
    });
    scan.entering = undefined;
  }
  scan.state = isObject ? STATE.firstKey : STATE.firstElement;
  return at + 1;
}

function close(scan: Scan, chunk: Buffer, at: number): number {
  if ((chunk[at] === 0x7d) !== (scan.kinds[scan.depth] === 1))
    return unexpected(scan, chunk, at, STATE.after);
  scan.frames.pop()?.route.leave?.();
  scan.depth--;
  finish(scan, chunk, at + 1);
  return at + 1;
}

/** A value begins at an entered level. */
function begin(scan: Scan, chunk: Buffer, at: number): void {
  const offset = scan.base + at;
  const frame = scan.frames[scan.frames.length - 1];
  scan.valueStart = offset;
  const route = frame === undefined ? scan.root : routeOf(frame, offset);
  if (route === undefined) return;
  if (route.take !== undefined) {
    scan.taking = route;
    scan.pending = at;
    return;
  }
  const byte = chunk[at];
  if ((byte === 0x7b && route.member !== undefined) || (byte === 0x5b && route.element !== undefined)) {
    scan.entering = route;
  } else if (byte !== 0x6e || (frame === undefined && scan.single !== true)) {
    refuse(scan, route.member === undefined ? 'a list was expected' : 'an object was expected', offset);
  }
}

function routeOf(frame: Frame, offset: number): Route | undefined {
  if (frame.spans === undefined) return frame.route.element?.(frame.index++, offset);
  return frame.route.member?.(frame.key, offset);
}

/** A value has ended before `chunk[at]`. */
function finish(scan: Scan, chunk: Buffer, at: number): void {
  scan.state = scan.depth === 0 ? STATE.done : STATE.after;
  if (scan.taking !== undefined) {
    const route = scan.taking;
    scan.taking = undefined;
    route.take?.(takePending(scan, chunk, at), scan.valueStart);
  }
  const frame = scan.frames[scan.frames.length - 1];
  if (frame?.spans === undefined) return;
  const earlier = frame.spans.get(frame.key);
  if (earlier !== undefined) scan.superseded?.(earlier);
  frame.spans.set(frame.key, { start: scan.valueStart, end: scan.base + at });
}

function setKey(scan: Scan, chunk: Buffer, at: number): void {
  const frame = scan.frames[scan.frames.length - 1] as Frame;
  frame.key = JSON.parse(takePending(scan, chunk, at).toString('utf8')) as string;
}

function takePending(scan: Scan, chunk: Buffer, at: number): Buffer {
  const tail = chunk.subarray(scan.pending, at);
  scan.pending = -1;
  if (scan.parts.length === 0) return tail;
  const whole = Buffer.concat([...scan.parts, tail]);
  scan.parts = [];
  return whole;
}

function unexpected(scan: Scan, chunk: Buffer, at: number, state: number): never {
  const byte = chunk[at] as number;
  const printable = byte > 0x20 && byte < 0x7f ? ` '${String.fromCharCode(byte)}'` : '';
  if (state === STATE.done) refuse(scan, 'there is more after its end', scan.base + at);
  if (state === STATE.string || state === STATE.keyString)
    refuse(scan, 'a string is broken off', scan.base + at);
  refuse(scan, `unexpected byte${printable}`, scan.base + at);
}

function refuse(scan: Scan, what: string, offset: number): never {
  throw new DriftlockError('input-unreadable', `not readable as JSON: ${what} at byte ${offset}`, {
    where: scan.where,
    hint: 'make the file again with `terraform show -json`',
  });
}
