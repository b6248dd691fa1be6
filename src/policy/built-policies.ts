/** A team's policies as one file that is judged by without the compiler: what `driftlock policy build` writes. */
import { open, readFile } from 'node:fs/promises';
import { VERSION } from '../config/version.ts';
import { DriftlockError } from '../errors.ts';
import type { PolicyCatalogue } from '../finding/policy.ts';
import { COMPILER } from '../toolchain/rego-identity.ts';
import type { CompiledPolicies } from './compile-policies.ts';
import { compiledBytes, fromCompiledBytes, sha256 } from './compiled-bytes.ts';
import type { KnownType } from './policy-groups.ts';
import { sourcesDigest } from './sources-digest.ts';

/** How every built file begins, whatever its layout. */
const BEGINNING = 'driftlock-built-policies ';
const LAYOUT = '1';
/** The longest first line that is looked at. */
const LINE = 1024;

/** The first line: layout, version of the tool, name and digest of the compiler, and the SHA-256 of all that follows it. */
interface Header {
  readonly layout: string;
  readonly tool: string;
  readonly compiler: string;
  readonly sha256: string;
}

/** The bytes of the file; the same for the same sources and the same driftlock. */
export async function builtBytes(compiled: CompiledPolicies): Promise<Buffer> {
  const rest = await compiledBytes(compiled);
  const words = [LAYOUT, VERSION, COMPILER.digest, sha256(rest)];
  return Buffer.concat([Buffer.from(`${BEGINNING}${words.join(' ')}\n`), rest]);
}

/** Whether that is a file of built policies; throws the system's error where a file cannot be read. */
export async function isBuilt(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const bytes = Buffer.alloc(BEGINNING.length);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    return bytes.toString('latin1', 0, bytesRead) === BEGINNING;
  } finally {
    await handle.close();
  }
}

/**
 * The policies of a built file. Throws DriftlockError `policy-invalid` for one whose content is not what was written, and
 * for one that another driftlock or another compiler built, which could judge otherwise.
 */
export async function readBuilt(file: string, types: readonly KnownType[]): Promise<CompiledPolicies> {
  const bytes = await readFile(file);
  const end = bytes.subarray(0, LINE).indexOf('\n');
  const header = headerOf(bytes.toString('latin1', BEGINNING.length, Math.max(end, BEGINNING.length)));
  if (header !== undefined) checkMakers(file, header);
  const rest = bytes.subarray(end + 1);
  const found = sha256(rest);
  if (header === undefined || header.sha256 !== found) throw damaged(file, header?.sha256, found);
  const { compiled, sources } = await decoded(rest).catch(() => {
    throw damaged(file, undefined, found);
  });
  // Of a driftlock between two versions, say: everything that a compilation depends on is in that digest.
  if (sourcesDigest({ folder: file, modules: sources.modules }, { types }) !== compiled.catalogue.digest)
    throw otherMaker(file, `another build of driftlock ${VERSION}`);
  return compiled;
}

async function decoded(bytes: Buffer) {
  const compiled = fromCompiledBytes(bytes);
  return { compiled, sources: (await compiled.details()).sources };
}

function headerOf(line: string): Header | undefined {
  const [layout, tool, compiler, sha] = line.split(' ');
  if (layout === undefined || tool === undefined || compiler === undefined || sha === undefined)
    return undefined;
  return { layout, tool, compiler, sha256: sha };
}

function checkMakers(file: string, { layout, tool, compiler }: Header): void {
  if (tool !== VERSION) throw otherMaker(file, `driftlock ${tool}`);
  if (layout !== LAYOUT || compiler !== COMPILER.digest)
    throw otherMaker(file, `another build of driftlock ${VERSION}`);
}

function otherMaker(file: string, maker: string): DriftlockError {
  return new DriftlockError('policy-invalid', `the policies were built by ${maker}, and this is ${VERSION}`, {
    where: file,
    hint: 'build them again with this one: driftlock policy build <folder> -o <file>',
  });
}

/** What is in a built file, whoever built it: for showing names, not for judging. Throws for what cannot be read. */
export async function readBuiltCatalogue(file: string): Promise<PolicyCatalogue> {
  const bytes = await readFile(file);
  return fromCompiledBytes(bytes.subarray(bytes.indexOf('\n') + 1)).catalogue;
}

function damaged(file: string, said: string | undefined, found: string): DriftlockError {
  const digests =
    said === undefined ? '' : `: SHA-256 ${found.slice(0, 12)}…, built as ${said.slice(0, 12)}…`;
  return new DriftlockError('policy-invalid', `the built policies are damaged or were changed${digests}`, {
    where: file,
    hint: 'fetch the file again, or build it again: driftlock policy build <folder> -o <file>',
  });
}
