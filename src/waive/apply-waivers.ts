/** Puts waivers to the findings of a run: what failed and is accepted is waived, what is unknown stays so. */
import type { Finding } from '../finding/finding.ts';
import type { FindingWaiver, WaiversSummary } from '../finding/waiver.ts';
import { validityOf } from './day.ts';
import { resourceIdentity } from './named-resource.ts';
import { type WaivableFinding, waiverMatcher } from './waiver-matcher.ts';
import type { WaiverRule } from './waiver-rule.ts';

/** A waiver that is about findings that are known already: a comment above their block. */
export interface InlineRule {
  readonly told: FindingWaiver;
  /** Of another tool: that it is about nothing here says nothing. */
  readonly isPeer: boolean;
  /** Whether it is about that finding; only what fails is asked about. */
  readonly fits: (finding: Finding) => boolean;
}

export interface Applying {
  readonly rules: readonly WaiverRule[];
  readonly inline?: readonly InlineRule[];
  /** Epoch seconds. */
  readonly now: number;
  /** Resources that one may be about without `broad`. */
  readonly mostResources: number;
  /** Ids of the policies that judged: of the others nothing can be said. */
  readonly judged: ReadonlySet<string>;
}

export interface Applied {
  /** In the order given, each as it was or accepted. */
  readonly findings: readonly Finding[];
  readonly told: Pick<WaiversSummary, 'applied' | 'expired' | 'pending' | 'refused' | 'unused'>;
}

/** What one rule was found to be about. */
interface Use {
  findings: number;
  readonly resources: Set<string>;
}

function useOf<R>(uses: Map<R, Use>, rule: R): Use {
  const known = uses.get(rule);
  if (known !== undefined) return known;
  const use = { findings: 0, resources: new Set<string>() };
  uses.set(rule, use);
  return use;
}

function note<R>(uses: Map<R, Use>, rules: readonly R[], finding: Finding): void {
  for (const rule of rules) {
    const use = useOf(uses, rule);
    use.findings += 1;
    use.resources.add(resourceIdentity(finding));
  }
}

function accepted(finding: Finding, waiver: FindingWaiver | undefined): Finding {
  if (waiver === undefined) return finding;
  return { ...finding, verdict: finding.verdict === 'fail' ? 'waived' : finding.verdict, waiver };
}

type State = 'applied' | 'expired' | 'pending' | 'refused' | 'unused' | 'not-judged';

function stateOf(rule: WaiverRule, use: Use | undefined, { now, mostResources, judged }: Applying): State {
  const validity = validityOf({ granted: rule.granted, expires: rule.told.expires }, now);
  if (validity !== 'valid') return validity;
  if (use === undefined) return [...rule.policies].some((id) => judged.has(id)) ? 'unused' : 'not-judged';
  return rule.broad || use.resources.size <= mostResources ? 'applied' : 'refused';
}

function inlineState(rule: InlineRule, use: Use | undefined, { now }: Applying): State {
  if (use === undefined && rule.isPeer) return 'not-judged';
  const validity = validityOf({ expires: rule.told.expires }, now);
  if (validity !== 'valid') return validity;
  return use === undefined ? 'unused' : 'applied';
}

interface Entry {
  readonly state: State;
  readonly told: FindingWaiver;
  readonly use: Use;
}

function summaryOf(entries: readonly Entry[], mostResources: number): Applied['told'] {
  const of = (state: State) =>
    entries
      .filter((entry) => entry.state === state)
      .map(({ told, use }) => ({ ...told, findings: use.findings }));
  return {
    applied: of('applied'),
    expired: of('expired'),
    pending: of('pending'),
    refused: entries
      .filter(({ state }) => state === 'refused')
      .map(({ told, use }) => ({
        ...told,
        findings: use.findings,
        resources: use.resources.size,
        most: mostResources,
      })),
    unused: entries.filter(({ state }) => state === 'unused').map(({ told }) => told),
  };
}

/**
 * Of several waivers that are about a finding, the first of a file is told, else the first comment. What has failed
 * becomes waived; nothing else changes its verdict.
 */
export function applyWaivers(waivables: readonly WaivableFinding[], applying: Applying): Applied {
  const { rules, inline = [], mostResources } = applying;
  const matching = waiverMatcher(rules);
  const uses = new Map<WaiverRule | InlineRule, Use>();
  const found = waivables.map((waivable) => {
    const { finding } = waivable;
    const ofFile = matching(waivable);
    const comments = finding.verdict === 'fail' ? inline.filter((rule) => rule.fits(finding)) : [];
    note(uses, [...ofFile, ...comments], finding);
    return [...ofFile, ...comments];
  });
  const entries = new Map<WaiverRule | InlineRule, Entry>();
  const none: Use = { findings: 0, resources: new Set() };
  for (const rule of rules) {
    const use = uses.get(rule);
    entries.set(rule, { state: stateOf(rule, use, applying), told: rule.told, use: use ?? none });
  }
  for (const rule of inline) {
    const use = uses.get(rule);
    entries.set(rule, { state: inlineState(rule, use, applying), told: rule.told, use: use ?? none });
  }
  return {
    findings: waivables.map(({ finding }, place) => {
      const holding = found[place]?.find((rule) => entries.get(rule)?.state === 'applied');
      return accepted(finding, holding?.told);
    }),
    told: summaryOf([...entries.values()], mostResources),
  };
}
