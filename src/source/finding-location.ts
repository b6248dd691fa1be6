/** A finding's place in the configuration, as reports have it. */
import type { Finding, SourceLocation } from '../finding/finding.ts';
import { type WrittenPlace, writtenPlace } from './attribute-range.ts';
import type { Configuration, FoundBlock } from './configuration.ts';
import { regionOf, type SourceFile } from './source-file.ts';
import type { SourcePlace } from './source-places.ts';

/** What an account's own record is called that no account id names (input/scope/account-records.ts). */
const PROVIDER = /^provider\./;

/** Undefined where the configuration does not say it: it is not declared there, or has no address. */
export function locationIn(
  configuration: Configuration,
  finding: Pick<Finding, 'resource'>,
  places: readonly SourcePlace[],
): SourceLocation | undefined {
  const placed = placedIn(configuration, finding, places);
  if (placed === undefined) return undefined;
  const { source, block, range } = placed;
  const { startLine, endLine } = regionOf(source, block.range);
  return { file: source.file, ...regionOf(source, range), block: { startLine, endLine } };
}

/** What its location is made of. */
export interface PlacedFinding extends Pick<WrittenPlace, 'source' | 'block' | 'range' | 'around'> {
  /** The block declares the resource itself. */
  readonly isDeclared: boolean;
}

export function placedIn(
  configuration: Configuration,
  { resource }: Pick<Finding, 'resource'>,
  places: readonly SourcePlace[],
): PlacedFinding | undefined {
  const found = blockOf(configuration, resource);
  if (found === undefined) return undefined;
  const { declaration, as } = found;
  const { source, block } = declaration;
  if (as !== 'declared') return { source, block, range: block.header, around: [], isDeclared: false };
  const written = writtenPlace(declaration, places);
  return { ...(written ?? { source, block, range: block.header, around: [] }), isDeclared: true };
}

/** A block and its file: that of the finding's resource, then the calls of the modules that it lies in. */
export interface DeclaringSource {
  readonly source: SourceFile;
  readonly startLine: number;
  readonly endLine: number;
}

export function declaringSources(
  configuration: Configuration,
  { resource }: Pick<Finding, 'resource'>,
): DeclaringSource[] {
  const found = blockOf(configuration, resource);
  const calls = resource.address === undefined ? [] : configuration.calls(resource.address);
  return [...(found === undefined ? [] : [found.declaration]), ...calls].map(({ source, block }) => {
    const { startLine, endLine } = regionOf(source, block.range);
    return { source, startLine, endLine };
  });
}

function blockOf(configuration: Configuration, { address, id }: Finding['resource']): FoundBlock | undefined {
  if (address !== undefined) return configuration.locate(address);
  return id !== undefined && PROVIDER.test(id)
    ? configuration.locateProvider(id.replace(PROVIDER, ''))
    : undefined;
}
