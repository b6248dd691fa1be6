/** Runs a WebAssembly program that is called a few times only by code that is made fast, not fast code. */
import { setFlagsFromString } from 'node:v8';

/**
 * While `action` runs, V8 compiles WebAssembly with its baseline compiler alone. A Go program runs a large part of itself
 * once: optimizing what it runs costs more than all else (Node 20: 2.0 s of CPU, 0.5 s without; Node 24 gains little).
 */
export function quickly<Result>(action: () => Result): Result {
  setFlagsFromString('--liftoff-only');
  try {
    return action();
  } finally {
    setFlagsFromString('--no-liftoff-only');
  }
}
