/** A found block as `declared main.tf:3-5`; undefined where nothing is found. */
import type { FoundBlock } from '../../../src/source/configuration.ts';
import { regionOf } from '../../../src/source/source-file.ts';

export function shown(found: FoundBlock | undefined): string | undefined {
  if (found === undefined) return undefined;
  const { source, block } = found.declaration;
  const { startLine, endLine } = regionOf(source, block.range);
  return `${found.as} ${source.file}:${startLine}-${endLine}`;
}
