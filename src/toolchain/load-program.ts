/** Reads a Go program as the package carries it: WebAssembly, packed with brotli. */
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { DriftlockError } from '../errors.ts';
import { type GoProgram, goProgram } from './go-program.ts';

type Compile = (bytes: BufferSource) => WebAssembly.Module | Promise<WebAssembly.Module>;

/**
 * Unpacks and compiles the program; `title` is what it is called in errors.
 * @throws DriftlockError `toolchain` where its file is missing or broken
 */
export async function loadProgram(
  file: URL,
  title: string,
  compile: Compile = (bytes) => WebAssembly.compile(bytes),
): Promise<GoProgram> {
  try {
    const bytes = await promisify(brotliDecompress)(await readFile(file));
    return goProgram(await compile(bytes as BufferSource));
  } catch (cause) {
    throw new DriftlockError('toolchain', `${title} of this installation cannot be loaded`, {
      hint: 'install the package again',
      cause,
    });
  }
}
