/** The scan pipeline: open inputs, link, judge, report. */
import { statSync } from 'node:fs';
import path from 'node:path';
import {
  type EvaluateOptions,
  evaluateResources,
  type PolicySet,
  type Watch,
} from '../evaluate/evaluate-resources.ts';
import { type Evaluator, localEvaluator } from '../evaluate/evaluator.ts';
import { type PoliciesByType, policiesByType } from '../evaluate/select.ts';
import { emptyTally, sortFindings, summaryOf, type Tally } from '../evaluate/tally.ts';
import type { CoverageEntry } from '../finding/coverage.ts';
import type { Finding, Verdict } from '../finding/finding.ts';
import type { Framework } from '../finding/framework.ts';
import type { Report, ReportInput, Summary } from '../finding/report.ts';
import type { Input, OpenOptions } from '../input/input.ts';
import {
  choosePolicies,
  disabledPolicies,
  enabledPolicies,
  outsideProfiles,
  servingPolicies,
  waitingPolicies,
} from '../policy/choose-policies.ts';
import type { LoadedPolicies } from '../policy/load-policy-sets.ts';
import type { JsonObject, Resource } from '../resource/resource.ts';
import type { Snapshot } from '../snapshot/open-snapshot.ts';
import type { DeclaringSource } from '../source/finding-location.ts';
import type { Waiving } from '../waive/waiving.ts';
import { checkRawInputs } from './check-raw-inputs.ts';
import { type LinkedInputs, openLinked } from './linked-inputs.ts';
import type { OpenedRawPolicies } from './open-raw-policies.ts';
import { blocksOf, blocksSeen, emptyPlacing, type Placing } from './placing.ts';
import type { Comparing, ScanComparison } from './scan-comparison.ts';
import type { InlineOptions } from './waive-findings.ts';
import { type PlacedFindings, waiveJudged } from './waive-judged.ts';

export interface ScanOptions {
  /** File names, `-` for standard input. */
  readonly inputs: readonly string[];
  /** All of them, where they are open already with the links that the policies read. */
  readonly linked?: LinkedInputs;
  /** Snapshots among the inputs that are open already, by name. */
  readonly opened?: ReadonlyMap<string, Snapshot>;
  /** Ids or globs; empty for all. */
  readonly select: readonly string[];
  /** Judge by what serves their controls, instead of what is selected, and report of each control. */
  readonly frameworks?: readonly Framework[];
  /** Parameters by policy id. */
  readonly params: JsonObject;
  readonly show: ReadonlySet<Verdict>;
  readonly onlyChanged: boolean;
  /** Run `terraform show -json` on binary plans. */
  readonly terraform: boolean;
  /** What folders of configuration are evaluated with. */
  readonly configuration?: OpenOptions['configuration'];
  /** Let a verdict lean on what is assumed. */
  readonly assumptions: boolean;
  /** Those of the package where left out. */
  readonly defaults?: EvaluateOptions['defaults'];
  /** What waiver files accept; left out where there are none. */
  readonly waiving?: Waiving;
  /** What comments in the configuration may accept; left out for nothing. */
  readonly inline?: InlineOptions;
  /** Epoch seconds. */
  readonly now: number;
  readonly policyLimitMs: number;
  readonly toolVersion: string;
  /** Folders of configurations that findings are to be placed in; those beside and above each input where none is named, none at all where left out. */
  readonly source?: readonly string[];
  /** Lines for stderr. */
  readonly notice: (line: string) => void;
  /** What failures are held against; left out where they are to count alike. */
  readonly comparing?: Comparing;
}

/** Teams' policies may not end, so they are judged in a worker; bundled ones in this thread. */
export async function evaluatorOf(
  loaded: LoadedPolicies,
  options: Pick<ScanOptions, 'params' | 'policyLimitMs'>,
): Promise<Evaluator> {
  if (loaded.origin === 'bundled') return localEvaluator(loaded, options.params);
  const { teamEvaluator } = await import('../evaluate/team-evaluator.ts');
  return teamEvaluator(loaded, options.params, options.policyLimitMs);
}

/** OPA itself, for a team's policies that may fail; it is loaded when the first of them passes. */
async function strictOf(
  loaded: LoadedPolicies,
  byType: PoliciesByType,
  options: ScanOptions,
): Promise<Pick<PolicySet, 'strict'>> {
  const chosen = [...byType.values()].flat();
  if (loaded.origin === 'bundled' || chosen.every(({ fallible }) => fallible === undefined)) return {};
  const { strictAnswers } = await import('../evaluate/strict-answers.ts');
  const { strictJudge } = await import('../evaluate/strict-judge.ts');
  const data = async () => {
    const { sources, packages } = await loaded.details();
    return { policies: { ...sources, policies: packages }, params: options.params };
  };
  const { folder = '.', built } = loaded;
  const isFile = built !== true && statSync(folder).isFile();
  const judge = strictJudge(data, options.policyLimitMs);
  return { strict: strictAnswers(judge, isFile ? path.dirname(folder) : folder) };
}

function coverageOf(inputs: readonly Input[], { waiving }: ScanOptions): readonly CoverageEntry[] {
  const coverage = inputs.flatMap((input) => input.coverage);
  return waiving?.coverage(coverage) ?? coverage;
}

function gapLines(coverage: readonly CoverageEntry[]): string[] {
  return coverage
    .filter(
      ({ status, accepted }) => status !== 'complete' && status !== 'not-asked' && accepted === undefined,
    )
    .map(
      ({ source, type, status, error }) => `${source}: ${type === '*' ? '' : `${type} `}${error ?? status}`,
    );
}

/** Raw policies come after all others; what they say stands in the same tally. */
async function judgeByRaw(
  raw: OpenedRawPolicies,
  chosen: ReadonlySet<string>,
  inputs: readonly Input[],
  tally: Tally,
  { now, show, notice }: ScanOptions,
): Promise<Pick<Summary, 'raw'>> {
  const policies = raw.policies.filter(({ id }) => chosen.has(id));
  const { judgeRaw } = await import('./judge-raw.ts');
  return { raw: await judgeRaw(raw, inputs, tally, { policies, now, show, notice }) };
}

/**
 * Judges the inputs by the chosen ones of the loaded policies; findings come sorted. Throws DriftlockError for what
 * the user can mend.
 */
export async function scan(
  options: ScanOptions,
  loaded: readonly LoadedPolicies[],
  raw?: OpenedRawPolicies,
): Promise<Report> {
  const catalogues = loaded.map(({ catalogue }) => catalogue);
  const { frameworks } = options;
  const select = frameworks === undefined ? options.select : servingPolicies(frameworks);
  const chosen =
    frameworks === undefined
      ? choosePolicies([...catalogues, { policies: raw?.policies ?? [] }], select)
      : enabledPolicies(catalogues, select);
  const waiting = waitingPolicies(catalogues, chosen, options.params);
  for (const { policy } of waiting) chosen.delete(policy);
  const chosenOf = loaded.map((one) => ({ one, byType: policiesByType(one.catalogue, chosen) }));
  const byTypes = chosenOf.map(({ byType }) => byType);
  const opening = { ...options, keepBytes: raw !== undefined };
  const linked = options.linked ?? (await openLinked(options.inputs, byTypes, opening));
  if (raw !== undefined) checkRawInputs(linked.inputs);
  const sets: PolicySet[] = [];
  try {
    for (const { one, byType } of chosenOf)
      if (byType.size > 0)
        sets.push({
          evaluator: await evaluatorOf(one, options),
          byType,
          ...(await strictOf(one, byType, options)),
        });
    const comparison = await comparisonOf(options, linked, sets);
    const judged = await judgeInputs(options, linked, sets, comparison?.watch);
    const { tally } = judged;
    const byRaw = raw === undefined ? {} : await judgeByRaw(raw, chosen, linked.inputs, tally, options);
    const outside = outsideProfiles(catalogues, select);
    const left = {
      judgedBy: [...chosen].sort(),
      ...(options.onlyChanged ? { onlyChanged: true as const } : {}),
      waiting,
      disabled: disabledPolicies(catalogues, select),
      ...(outside === undefined ? {} : { outsideProfiles: outside }),
    };
    const coverage = coverageOf(linked.inputs, options);
    const placed = await placedFindings(options, linked.inputs, judged);
    const { findings, ...waived } = await waiveJudged(options, tally, placed, chosen);
    const summary = { ...summaryOf(tally, chosen.size, left, gapLines(coverage)), ...byRaw, ...waived };
    tellOutside(summary, options.notice);
    const plain = reportOf(options, linked.inputs, { ...judged, findings }, { coverage, summary });
    const report = comparison?.settled(plain) ?? plain;
    if (frameworks === undefined) return report;
    const { reportControls } = await import('./report-controls.ts');
    return reportControls(report, frameworks, { tally, byTypes });
  } finally {
    await Promise.all(sets.flatMap(({ evaluator, strict }) => [evaluator.close(), strict?.close()]));
  }
}

/** A path names what a configuration declares; a snapshot tells nothing of that. */
function tellOutside({ outsidePaths: { withoutAddress } }: Summary, notice: ScanOptions['notice']): void {
  if (withoutAddress === 0) return;
  const what =
    withoutAddress === 1 ? '1 resource has' : `${withoutAddress.toLocaleString('en')} resources have`;
  notice(`${what} no address to hold against \`paths\` of the configuration, and policies left them out`);
}

interface Judged {
  readonly tally: Tally;
  /** Resources of each input. */
  readonly counts: readonly number[];
  /** Left out where nothing is to be placed. */
  readonly placing?: Placing;
}

/** The lines of what is reported, from the configuration of each input. */
async function placedFindings(
  { source, inline, notice }: ScanOptions,
  inputs: readonly Input[],
  { tally: { findings }, placing }: Judged,
): Promise<PlacedFindings> {
  const declared = new Map<Finding, readonly DeclaringSource[]>();
  if (source === undefined || placing === undefined || findings.length === 0) return { findings, declared };
  const { placeFindings } = await import('./place-findings.ts');
  const looking = { named: source, notice };
  const wanted = { declared: declared.set.bind(declared) };
  const placed = placeFindings(findings, inputs, placing, {
    ...looking,
    ...(inline === undefined ? {} : wanted),
  });
  return { findings: placed, declared };
}

/** Loaded only where something is to be compared. */
async function comparisonOf(
  options: ScanOptions,
  linked: LinkedInputs,
  sets: readonly PolicySet[],
): Promise<ScanComparison | undefined> {
  if (options.comparing === undefined) return undefined;
  const { scanComparison } = await import('./scan-comparison.ts');
  const { source: _, waiving: __, ...rest } = options;
  const asBefore = { ...rest, show: new Set<Verdict>(), onlyChanged: false };
  return scanComparison(options.comparing, linked, options.notice, async (before, watch) => {
    await judgeInputs(asBefore, before, sets, watch);
  });
}

/** `watchOf`: who is told of the verdicts on the input of that place. */
async function judgeInputs(
  options: ScanOptions,
  linked: LinkedInputs,
  sets: readonly PolicySet[],
  watchOf?: (place: number) => Watch | undefined,
): Promise<Judged> {
  const tally = emptyTally();
  const counts: number[] = [];
  const placing = options.source === undefined ? undefined : emptyPlacing();
  for (const [place, input] of linked.inputs.entries()) {
    const before = tally.resources;
    const resources = input.resources(undefined, linked.judged);
    await evaluateResources(
      placing === undefined ? resources : blocksSeen(resources, blocksOf(placing, input)),
      sets,
      {
        linksOf: (resource: Resource) => linked.linksOf(input, resource),
        referencesOf: (record) => linked.referencesOf(input, record),
        declares: linked.declares,
        assumptions: options.assumptions,
        defaults: options.defaults,
        now: options.now,
        show: options.show,
        onlyChanged: options.onlyChanged,
        onPlan: input.about.kind === 'terraform-plan' || input.about.kind === 'terraform-source',
        configurationRoot: input.configurationRoot,
        watch: watchOf?.(place),
        ...(linked.inputs.length > 1 ? { file: input.about.name } : {}),
        ...(placing === undefined ? {} : { placed: placing.placed }),
        ...(options.waiving === undefined
          ? {}
          : { accepts: options.waiving.read, onFinding: options.waiving.keep }),
      },
      tally,
    );
    counts.push(tally.resources - before);
  }
  return { tally, counts, ...(placing === undefined ? {} : { placing }) };
}

function reportOf(
  options: ScanOptions,
  inputs: readonly Input[],
  { findings, counts }: Pick<Judged, 'counts'> & { readonly findings: Finding[] },
  { coverage, summary }: Pick<Report, 'coverage' | 'summary'>,
): Report {
  return {
    schema: 'https://driftlock.dev/schemas/report-1.json',
    tool: { name: 'driftlock', version: options.toolVersion },
    input: inputs.map(({ about }, place): ReportInput => ({ ...about, resources: counts[place] ?? 0 })),
    coverage,
    summary,
    findings: sortFindings(findings),
  };
}
