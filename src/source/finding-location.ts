/** A finding's place in the configuration, as reports have it. */
import type { Finding, SourceLocation } from '../finding/finding.ts';
import { writtenPlace } from './attribute-range.ts';
import type { Configuration, FoundBlock } from './configuration.ts';
import { regionOf } from './source-file.ts';
import type { SourcePlace } from './source-places.ts';

/** What an account's own record is called that no account id names (input/scope/account-records.ts). */
const PROVIDER = /^provider\./;

/** Undefined where the configuration does not say it: it is not declared there, or has no address. */
export function locationIn(
  configuration: Configuration,
  { resource }: Pick<Finding, 'resource'>,
  places: readonly SourcePlace[],
): SourceLocation | undefined {
  const found = blockOf(configuration, resource);
  if (found === undefined) return undefined;
  const { declaration, as } = found;
  const { source, block, range } = (as === 'declared' ? writtenPlace(declaration, places) : undefined) ?? {
    ...declaration,
    range: declaration.block.header,
  };
  const { startLine, endLine } = regionOf(source, block.range);
  return { file: source.file, ...regionOf(source, range), block: { startLine, endLine } };
}

function blockOf(configuration: Configuration, { address, id }: Finding['resource']): FoundBlock | undefined {
  if (address !== undefined) return configuration.locate(address);
  return id !== undefined && PROVIDER.test(id)
    ? configuration.locateProvider(id.replace(PROVIDER, ''))
    : undefined;
}
