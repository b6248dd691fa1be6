/** One finding with its place in the configuration, and the lines that are written there. */
import type { ExplanationDocument } from '../finding/explanation.ts';
import type { Finding } from '../finding/finding.ts';
import type { Input } from '../input/input.ts';
import type { Resource } from '../resource/resource.ts';
import { type DeclaringSource, declaringSources, locationIn, placedIn } from '../source/finding-location.ts';
import { sourceExcerpt } from '../source/source-excerpt.ts';
import { sourcePlaces } from '../source/source-places.ts';
import { configurationOf, type Looking } from './place-findings.ts';
import { blocksSeen } from './placing.ts';

export interface PlacedWithLines extends Pick<Finding, 'location'>, Pick<ExplanationDocument, 'source'> {
  /** The blocks that declare its resource. */
  readonly declared?: readonly DeclaringSource[];
}

/** Empty where no configuration says it. */
export function placeWithLines(
  finding: Finding,
  resource: Resource,
  input: Input,
  looking: Looking,
): PlacedWithLines {
  const configuration = configurationOf(input, () => allBlocks(input), looking);
  if (configuration === undefined) return {};
  const places = sourcePlaces(finding, resource);
  const location = locationIn(configuration, finding, places);
  const placed = placedIn(configuration, finding, places);
  if (location === undefined || placed === undefined) return {};
  const declared = declaringSources(configuration, finding);
  return { location, source: sourceExcerpt(placed, resource.sensitive), declared };
}

/** No values are read for that. */
function allBlocks(input: Input): ReadonlySet<string> {
  const blocks = new Set<string>();
  for (const _ of blocksSeen(input.resources(undefined, new Set()), blocks));
  return blocks;
}
