/** Puts the waivers of a run to what was judged, and says at once what they no longer do. */
import { type Tally, tallyWaived } from '../evaluate/tally.ts';
import type { Finding } from '../finding/finding.ts';
import type { Policy } from '../finding/policy.ts';
import type { FindingWaiver, WaiversSummary } from '../finding/waiver.ts';
import type { PolicyNames } from '../policy/policies-named.ts';
import type { DeclaringSource } from '../source/finding-location.ts';
import type { InlineRule } from '../waive/apply-waivers.ts';
import { NO_RULES, type Waiving, waivingBy } from '../waive/waiving.ts';

/** What comments in the configuration may say. */
export interface InlineOptions {
  readonly which: 'all' | 'own';
  /** Days. */
  readonly longestTerm: number;
  /** All that are loaded. */
  readonly policies: readonly Pick<Policy, 'id' | 'aliases'>[];
  readonly named: PolicyNames;
}

/** By each failure as it is placed, the blocks that declare its resource. */
export type DeclaringSources = ReadonlyMap<Finding, readonly DeclaringSource[]>;

export interface Judged {
  readonly tally: Tally;
  /** Those of the tally, in its order, as they are placed. */
  readonly findings: readonly Finding[];
  /** Ids of the policies that judged. */
  readonly chosen: ReadonlySet<string>;
  /** Of files in which comments stand. */
  readonly commented: DeclaringSources;
}

export interface WaiveOptions {
  /** Left out where there is no waiver file. */
  readonly waiving?: Waiving;
  /** Left out where comments count for nothing. */
  readonly inline?: InlineOptions;
  /** Epoch seconds. */
  readonly now: number;
  readonly notice: (line: string) => void;
}

/** Counts of the tally change in place. Throws DriftlockError for a comment of our own that is not of its form. */
export async function waiveFindings(
  { tally, findings, chosen, commented }: Judged,
  { waiving, inline, now, notice }: WaiveOptions,
): Promise<{ readonly findings: Finding[]; readonly waivers: WaiversSummary }> {
  const rules = inline === undefined ? [] : await commentRules(commented, inline, now);
  const used = waiving ?? waivingBy(NO_RULES, { now, mostResources: 0 });
  const waived = used.apply(findings, tally.findings, chosen, rules);
  for (const [place, finding] of waived.findings.entries())
    if (findings[place]?.verdict === 'fail' && finding.verdict === 'waived') tallyWaived(tally, finding);
  for (const line of waiverNotices(waived.told)) notice(line);
  return { findings: [...waived.findings], waivers: waived.told };
}

/** What the comments of these files accept; they are parsed together, once. Throws as `waiveFindings` does. */
export async function commentRules(
  commented: DeclaringSources,
  { which, longestTerm, policies, named }: InlineOptions,
  now: number,
): Promise<readonly InlineRule[]> {
  const files = new Map([...commented.values()].flat().map(({ source }) => [source.file, source.text]));
  if (files.size === 0) return [];
  const [{ loadHcl }, { skipsInFile }, { inlineRules }] = await Promise.all([
    import('../toolchain/hcl.ts'),
    import('../waive/inline/skips-in-file.ts'),
    import('../waive/inline/inline-rules.ts'),
  ]);
  const parsed = (await loadHcl()).parse(Object.fromEntries(files));
  const reading = {
    policies,
    policiesNamed: named,
    blocksOf: (finding: Finding) =>
      (commented.get(finding) ?? []).map(({ source, startLine, endLine }) => ({
        file: source.file,
        startLine,
        endLine,
      })),
  };
  return [...files].flatMap(([file, text]) => {
    const of = parsed[file];
    if (of === undefined) return [];
    return inlineRules(file, skipsInFile(file, text, of, { which, now, longestTerm }), reading);
  });
}

function placeText({ file, line }: Omit<FindingWaiver, 'kind'>): string {
  return line === undefined ? file : `${file}:${line}`;
}

function countsAgain(findings: number): string {
  return findings === 1 ? '1 finding counts again' : `${findings.toLocaleString('en')} findings count again`;
}

/** What somebody may rely on and is so no more. */
export function waiverNotices({ expired, refused, gaps }: WaiversSummary): string[] {
  return [
    ...expired
      .filter(({ findings }) => findings > 0)
      .map(
        (one) =>
          `the waiver ${one.id} expired on ${one.expires}: ${countsAgain(one.findings)} (${placeText(one)})`,
      ),
    ...refused.map(
      (one) =>
        `the waiver ${one.id} is about ${one.resources.toLocaleString('en')} resources, more than ${one.most}, and does not hold without \`broad: true\` (${placeText(one)})`,
    ),
    ...gaps
      .filter(({ holds, coverage, reads }) => holds === 'expired' && coverage + reads > 0)
      .map(
        (one) => `the accepted gap ${one.id} expired on ${one.expires}: it counts again (${placeText(one)})`,
      ),
  ];
}
