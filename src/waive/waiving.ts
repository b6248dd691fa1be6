/** The waivers of one run, from what is read of resources to what the report says of them. */
import type { Finding } from '../finding/finding.ts';
import type { WaiversSummary } from '../finding/waiver.ts';
import type { Resource } from '../resource/resource.ts';
import { acceptGaps, type GapAcceptance } from './accept-gaps.ts';
import { applyWaivers, type InlineRule } from './apply-waivers.ts';
import { factsOf, type ResourceFacts } from './named-resource.ts';
import type { WaiverRules } from './waiver-rule.ts';

export interface WaivedFindings {
  /** In the order given. */
  readonly findings: readonly Finding[];
  readonly told: WaiversSummary;
}

export interface Waiving extends Pick<GapAcceptance, 'coverage' | 'read'> {
  /** Ids of the policies that waivers of files name together with that one: how much these are about depends on all of them. */
  readonly namedWith: (policy: string) => ReadonlySet<string>;
  /** To be told of each finding with its resource, as it is judged. */
  readonly keep: (finding: Finding, resource: Resource) => void;
  /**
   * When all are judged, by the policies of these ids; `kept` are the findings as `keep` was told of them, in the same
   * order, `inline` the waivers that stand in the configuration.
   */
  readonly apply: (
    findings: readonly Finding[],
    kept: readonly Finding[],
    judged: ReadonlySet<string>,
    inline?: readonly InlineRule[],
  ) => WaivedFindings;
}

export interface WaivingOptions {
  /** Epoch seconds. */
  readonly now: number;
  readonly mostResources: number;
}

/** Of a run that has no waiver file. */
export const NO_RULES: WaiverRules = { files: [], waivers: [], gaps: [] };

export function waivingBy(rules: WaiverRules, { now, mostResources }: WaivingOptions): Waiving {
  const gaps = acceptGaps(rules.gaps, now);
  const facts = new WeakMap<Finding, ResourceFacts>();
  return {
    coverage: gaps.coverage,
    read: gaps.read,
    namedWith: (policy) =>
      new Set(rules.waivers.flatMap(({ policies }) => (policies.has(policy) ? [...policies] : []))),
    keep: (finding, resource) => {
      if (finding.verdict === 'fail' || finding.verdict === 'unknown') facts.set(finding, factsOf(resource));
    },
    apply: (findings, kept, judged, inline = []) => {
      const waivables = findings.map((finding, place) => {
        const known = facts.get(kept[place] ?? finding);
        return known === undefined ? { finding } : { finding, facts: known };
      });
      const applied = applyWaivers(waivables, {
        rules: rules.waivers,
        inline,
        now,
        mostResources,
        judged,
      });
      const told = { files: rules.files, ...applied.told, gaps: gaps.used() };
      return { findings: applied.findings, told };
    },
  };
}
