/** Holds the waivers of a run against the one finding that is explained, as a scan would. */
import type { CoverageEntry } from '../finding/coverage.ts';
import type { ExplainedWaivers } from '../finding/explanation.ts';
import type { Finding } from '../finding/finding.ts';
import type { Report } from '../finding/report.ts';
import type { FindingWaiver, WaiversSummary, WaiverUse } from '../finding/waiver.ts';
import type { Resource } from '../resource/resource.ts';
import type { DeclaringSource } from '../source/finding-location.ts';
import { NO_RULES, type Waiving, waivingBy } from '../waive/waiving.ts';
import type { RunWaivers } from './run-waivers.ts';
import { commentRules } from './waive-findings.ts';
import { commentedOf } from './waive-judged.ts';

export interface Explained {
  readonly finding: Finding;
  readonly resource: Resource;
  /** Of all inputs. */
  readonly coverage: readonly CoverageEntry[];
  /** The blocks that declare it. */
  readonly declared: readonly DeclaringSource[];
}

export interface ExplainedOptions extends RunWaivers {
  /** Epoch seconds. */
  readonly now: number;
  /** What a scan says by all policies that waivers name together with the finding's. */
  readonly scanned: () => Promise<Report>;
}

export interface WaivedFinding {
  readonly finding: Finding;
  readonly waivers?: ExplainedWaivers;
}

/** Throws DriftlockError for a comment of our own that is not of its form. */
export async function waiveExplained(
  explained: Explained,
  options: ExplainedOptions,
): Promise<WaivedFinding> {
  const { finding, resource, declared } = explained;
  const { waiving, inline, now } = options;
  if (finding.verdict !== 'fail' && finding.verdict !== 'unknown') return { finding };
  // A comment is about failures alone.
  const blocks = finding.verdict === 'fail' ? declared : [];
  const commented = commentedOf(new Map([[finding, blocks]]));
  const rules = inline === undefined ? [] : await commentRules(commented, inline, now);
  if (waiving === undefined && rules.length === 0) return { finding };
  const used: Waiving = waiving ?? waivingBy(NO_RULES, { now, mostResources: 0 });
  used.keep(finding, resource);
  askGaps(explained, used);
  const { told } = used.apply([finding], [finding], new Set([finding.policy]), rules);
  const refused = await refusedOf(told, options);
  const holding = told.applied.find(
    ({ id, kind }) => kind === 'inline' || !refused.some((one) => one.id === id),
  );
  return { finding: accepted(finding, holding), ...othersOf(told, refused) };
}

/** A listing that failed is what leaves a link open: records of that type would say what is not known. */
function askGaps({ finding: { unknown = [] }, resource, coverage }: Explained, used: Waiving): void {
  for (const read of unknown) used.read(read, resource);
  const types = new Set(unknown.flatMap(({ path: [kind, type] }) => (kind === 'referrers' ? [type] : [])));
  used.coverage(coverage.filter(({ type }) => types.has(type)));
}

/** How much a waiver is about, one finding does not tell. */
async function refusedOf(
  { applied, refused }: WaiversSummary,
  { scanned }: ExplainedOptions,
): Promise<WaiversSummary['refused']> {
  const ids = new Set([...applied, ...refused].filter(({ kind }) => kind === 'file').map(({ id }) => id));
  if (ids.size === 0) return [];
  const { summary } = await scanned();
  return (summary.waivers?.refused ?? []).filter(({ id, kind }) => kind === 'file' && ids.has(id));
}

function accepted(finding: Finding, use: WaiverUse | undefined): Finding {
  if (use === undefined) return finding;
  const waiver: FindingWaiver = uncounted(use);
  return { ...finding, verdict: finding.verdict === 'fail' ? 'waived' : finding.verdict, waiver };
}

function uncounted<U extends WaiverUse>({ findings: _, ...told }: U): Omit<U, 'findings'> {
  return told;
}

function othersOf(
  { expired, pending, gaps }: WaiversSummary,
  refused: WaiversSummary['refused'],
): Pick<WaivedFinding, 'waivers'> {
  const isAbout = ({ findings }: WaiverUse) => findings > 0;
  const waivers: ExplainedWaivers = {
    expired: expired.filter(isAbout).map(uncounted),
    pending: pending.filter(isAbout).map(uncounted),
    refused: refused.map(uncounted),
    gaps: gaps.flatMap(({ coverage, reads, ...told }) => (coverage + reads === 0 ? [] : [told])),
  };
  return Object.values(waivers).some((list) => list.length > 0) ? { waivers } : {};
}
