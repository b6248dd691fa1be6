/** Where a finding stands in the code of a repository, as sites take it that show code: a path below its root, and lines. */
import path from 'node:path';
import type { Finding } from '../finding/finding.ts';
import type { Report } from '../finding/report.ts';
import { visibleText } from '../visible-text.ts';
import { findingRegion, type Region } from './finding-region.ts';
import { fileOf, fileSegments, inputOf } from './input-file.ts';
import type { RenderOptions } from './reporter.ts';

export interface CodePlace {
  /** From the repository's root, with `/`; one that only looks like a path where `isFile` is false. */
  readonly path: string;
  readonly isFile: boolean;
  readonly region: Region;
}

/** The first line stands for a file of which no more is known. */
const FIRST_LINE: Region = { startLine: 1 };
/** Characters of a part of a path that stands for something else. */
const LONGEST_PART = 100;

/** Nothing in it begins a scheme, leads upward or ends a part. */
function part(text: string): string {
  const plain = visibleText(text)
    .replace(/[^\w.-]+/g, '_')
    .slice(0, LONGEST_PART);
  return /^\.*$/.test(plain) ? '_' : plain;
}

/** What was read of a live cloud, as a path: code scanning refuses results without one. */
function livePath({ resource: { type, scope, id, key, address } }: Finding): string {
  const [cloud = ''] = type.replace(/^driftlock_/, '').split('_');
  const { account = 'no-account', region = 'no-region' } = scope;
  return ['live', cloud, account, region, type, id ?? key ?? address ?? 'one'].map(part).join('/');
}

/** A relative name that leads nowhere above, as it is from the root. */
function fromRoot(name: string | undefined): string | undefined {
  if (name === undefined || name === '-') return undefined;
  const segments = fileSegments(name);
  const isInside = segments.length > 0 && segments[0] !== '' && !segments.includes('..');
  return isInside ? segments.join('/') : undefined;
}

/** `driftlock/…` stands for files outside of the repository: by their last name, since temporary folders change theirs. */
function outsidePath(name: string): string {
  return `driftlock/${name === '-' ? 'stdin' : part(path.basename(name))}`;
}

/** Lines are those of the block's own file; else the first of the input that was read. */
export function codePlace(
  finding: Finding,
  report: Report,
  { inRepository = (name) => name }: RenderOptions,
): CodePlace {
  const region = findingRegion(finding);
  const source = region === undefined ? undefined : fromRoot(fileOf(finding, report));
  if (region !== undefined && source !== undefined) return { path: source, isFile: true, region };
  const name = inputOf(finding, report);
  const isLive = report.input.find((input) => input.name === name)?.kind === 'snapshot';
  if (isLive) return { path: livePath(finding), isFile: false, region: FIRST_LINE };
  const file = name === '-' ? undefined : fromRoot(inRepository(name));
  if (file === undefined) return { path: outsidePath(name), isFile: false, region: FIRST_LINE };
  return { path: file, isFile: true, region: FIRST_LINE };
}
