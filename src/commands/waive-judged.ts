/** Looks whether a run has anything to be accepted by, without loading what accepts. */
import type { Tally } from '../evaluate/tally.ts';
import type { Finding } from '../finding/finding.ts';
import type { Summary } from '../finding/report.ts';
import type { DeclaringSource } from '../source/finding-location.ts';
import type { DeclaringSources, WaiveOptions } from './waive-findings.ts';

export interface PlacedFindings {
  /** Those of the tally, in its order. */
  readonly findings: Finding[];
  readonly declared: DeclaringSources;
}

/** What stands in configurations in which somebody accepts something. */
const MARK = /(?:driftlock|trivy|tfsec):ignore|(?:checkov|bridgecrew|cortex):skip=/;

/** Those of files that hold such a comment; JSON holds none. */
export function commentedOf(declared: DeclaringSources): DeclaringSources {
  const files = new Map<string, boolean>();
  const isCommented = ({ source: { file, text, syntax } }: DeclaringSource) => {
    const known = files.get(file) ?? (syntax === 'native' && MARK.test(text));
    files.set(file, known);
    return known;
  };
  return new Map([...declared].map(([finding, sources]) => [finding, sources.filter(isCommented)]));
}

/** Once all is judged, since how much a waiver is about shows only then. */
export async function waiveJudged(
  options: WaiveOptions,
  tally: Tally,
  { findings, declared }: PlacedFindings,
  chosen: ReadonlySet<string>,
): Promise<{ readonly findings: Finding[] } & Pick<Summary, 'waivers'>> {
  const commented = options.inline === undefined ? new Map() : commentedOf(declared);
  const isCommented = [...commented.values()].some((sources) => sources.length > 0);
  if (options.waiving === undefined && !isCommented) return { findings };
  const { waiveFindings } = await import('./waive-findings.ts');
  return waiveFindings({ tally, findings, chosen, commented }, options);
}
