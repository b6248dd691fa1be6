/** What `collect` prints for people: what was collected, and by name what was not. */
import type { CoverageEntry } from '../../finding/coverage.ts';
import type { Manifest } from '../../finding/manifest.ts';
import { visibleText } from '../../visible-text.ts';
import { type Paint, paintOf } from '../table/paint.ts';
import { counted } from '../table/words.ts';
import { wrap } from '../table/wrap.ts';
import type { CollectRenderOptions } from './index.ts';

/** More regions than this are named by the first few. */
const MOST_REGIONS = 6;
const NAMED_REGIONS = 4;

type Entry = Omit<CoverageEntry, 'source'>;

/** The same gap in many places is one line. */
interface Gap {
  readonly entry: Entry;
  readonly types: Set<string>;
  readonly regions: Set<string>;
}

export function collectTable(manifest: Manifest, { colour, width, folder }: CollectRenderOptions): string {
  const paint = paintOf(colour);
  const gaps = gapsOf(manifest.coverage.filter(({ status }) => status !== 'complete'));
  const lines = [
    `${paint.strong(visibleText(folder))}  snapshot of AWS account ${visibleText(manifest.asked.accounts.join(', '))}`,
    ...summaryLines(manifest),
    ...gaps.flatMap((gap) => gapLines(gap, manifest.asked.regions.length, paint, width)),
    `Next: driftlock scan ${visibleText(folder)}`,
  ];
  return `${lines.join('\n')}\n`;
}

function summaryLines({ resources, coverage, asked, requests }: Manifest): string[] {
  const types = new Set(coverage.filter(({ count }) => count > 0).map(({ type }) => type));
  const sent = Object.values(requests).reduce((sum, count) => sum + count, 0);
  return [
    `${counted(resources, 'resource')} of ${counted(types.size, 'type')} in ${counted(asked.regions.length, 'region')}, ${counted(sent, 'request')}`,
  ];
}

function gapsOf(entries: readonly Entry[]): readonly Gap[] {
  const gaps = new Map<string, Gap>();
  for (const entry of entries) {
    const name = JSON.stringify([entry.status, entry.api, causeWords(entry.error ?? '')]);
    const gap = gaps.get(name) ?? { entry, types: new Set(), regions: new Set() };
    gaps.set(name, gap);
    gap.types.add(entry.type);
    if (entry.scope.region !== undefined) gap.regions.add(entry.scope.region);
  }
  return [...gaps.values()];
}

function gapLines({ entry, types, regions }: Gap, asked: number, paint: Paint, width: number): string[] {
  const where = placeWords([...regions].sort(), asked);
  const text = `${entry.status}: ${[...types].sort().join(', ')}${where}: ${entry.api ?? ''} ${causeWords(entry.error ?? '')}`;
  return wrap(visibleText(text.trim()), width - 4).map((line, place) =>
    place === 0 ? `  ${paint.alarm('!')} ${line}` : `    ${line}`,
  );
}

/** Few regions by name, many by number: the manifest has all. */
function placeWords(regions: readonly string[], asked: number): string {
  if (regions.length === 0) return '';
  if (regions.length > 1 && regions.length === asked) return ` in all ${asked} regions`;
  if (regions.length <= MOST_REGIONS) return ` in ${regions.join(', ')}`;
  const left = regions.length - NAMED_REGIONS;
  return ` in ${regions.slice(0, NAMED_REGIONS).join(', ')} and ${counted(left, 'more region')}`;
}

/** AWS repeats who asked for what, which the lines around it say: what is left is why it was denied. */
function causeWords(error: string): string {
  return error.replace(
    /: (?:[^:]* )?User: \S+ is not authorized to perform: \S+(?: on resource: \S+)? (?=because |with )/,
    ' ',
  );
}
