/** The scan pipeline: open inputs, link, judge, report. */
import { evaluateResources, type PolicySet } from '../evaluate/evaluate-resources.ts';
import { type Evaluator, localEvaluator } from '../evaluate/evaluator.ts';
import { policiesByType } from '../evaluate/select.ts';
import { emptyTally, sortFindings, summaryOf, type Tally } from '../evaluate/tally.ts';
import type { CoverageEntry } from '../finding/coverage.ts';
import type { Verdict } from '../finding/finding.ts';
import type { Policy } from '../finding/policy.ts';
import type { Report, ReportInput } from '../finding/report.ts';
import type { Input } from '../input/input.ts';
import { openInput } from '../input/open-input.ts';
import { choosePolicies } from '../policy/choose-policies.ts';
import { loadPolicySets, type LoadedPolicies } from '../policy/load-policy-sets.ts';
import { explicitKeys, withoutEchoes } from '../resource/carriers/echoes.ts';
import { spellings } from '../resource/carriers/index.ts';
import { buildLinkIndex, linksOf, linkTypes } from '../resource/links/link-index.ts';
import type { ReadPath } from '../resource/read-path.ts';
import type { JsonObject, Resource } from '../resource/resource.ts';

export interface ScanOptions {
  /** File names, `-` for standard input. */
  readonly inputs: readonly string[];
  /** Folders of the team's own policies. */
  readonly policyFolders: readonly string[];
  /** Ids or globs; empty for all. */
  readonly select: readonly string[];
  /** Parameters by policy id. */
  readonly params: JsonObject;
  readonly show: ReadonlySet<Verdict>;
  readonly onlyChanged: boolean;
  /** Run `terraform show -json` on binary plans. */
  readonly terraform: boolean;
  /** Epoch seconds. */
  readonly now: number;
  readonly policyLimitMs: number;
  readonly toolVersion: string;
  /** Lines for stderr. */
  readonly notice: (line: string) => void;
}

/** The reads of links that the chosen policies have, by the types that they judge. */
function wantedLinks(sets: readonly PolicySet[]): Record<string, ReadPath[]> {
  const wanted: Record<string, ReadPath[]> = {};
  for (const { byType } of sets) {
    for (const [type, policies] of byType) {
      const reads = policies.flatMap(linkReads);
      if (reads.length > 0) wanted[type] = [...(wanted[type] ?? []), ...reads];
    }
  }
  return wanted;
}

function linkReads(policy: Policy): ReadPath[] {
  return [...policy.reads.applies, ...policy.reads.all].filter(
    ([first]) => first === 'refs' || first === 'referrers' || first === undefined,
  );
}

/** Teams' policies may not end, so they are judged in a worker; bundled ones in this thread. */
async function evaluatorOf(loaded: LoadedPolicies, options: ScanOptions): Promise<Evaluator> {
  const { catalogue, wasm } = loaded;
  if (loaded.origin === 'bundled') return localEvaluator(catalogue, wasm, options.params);
  const { teamEvaluator } = await import('../evaluate/team-evaluator.ts');
  return teamEvaluator(catalogue, wasm, options.params, options.policyLimitMs);
}

function gapLines(coverage: readonly CoverageEntry[]): string[] {
  return coverage
    .filter(({ status }) => status !== 'complete' && status !== 'not-asked')
    .map(({ source, type, status, error }) => `${source}: ${type === '*' ? '' : `${type} `}${error ?? status}`);
}

/**
 * Judges the inputs by the chosen policies. Throws DriftlockError for what the user can mend; resources come out in
 * the order of the files, findings sorted.
 */
export async function scan(options: ScanOptions): Promise<Report> {
  const loaded = await loadPolicySets(options.policyFolders);
  const chosen = choosePolicies(loaded.map(({ catalogue }) => catalogue), options.select);
  const sets: PolicySet[] = [];
  for (const one of loaded) {
    const byType = policiesByType(one.catalogue, chosen);
    if (byType.size > 0) sets.push({ evaluator: await evaluatorOf(one, options), byType });
  }
  try {
    return await judgeInputs(options, sets, chosen.size);
  } finally {
    await Promise.all(sets.map(({ evaluator }) => evaluator.close()));
  }
}

async function judgeInputs(options: ScanOptions, sets: readonly PolicySet[], policies: number): Promise<Report> {
  const wanted = wantedLinks(sets);
  const keepTypes = new Set([...linkTypes(wanted)].flatMap((type) => [type, ...spellings(type)]));
  const inputs: Input[] = [];
  for (const name of options.inputs) inputs.push(await openInput(name, { keepTypes, terraform: options.terraform }));
  for (const input of inputs) for (const line of input.notices) options.notice(`${input.about.name}: ${line}`);
  const explicit = explicitKeys(inputs.map((input) => input.resources(keepTypes)));
  const sources = inputs.map((input) => ({
    ...input,
    complete: input.about.complete,
    resources: (types?: ReadonlySet<string>) => withoutEchoes(input.resources(types), explicit),
  }));
  const index = buildLinkIndex(sources, wanted);
  const tally = emptyTally();
  const counts: number[] = [];
  for (const source of sources) {
    const before = tally.resources;
    await evaluateResources(source.resources(), sets, {
      linksOf: (resource: Resource) => linksOf(index, resource),
      now: options.now,
      show: options.show,
      onlyChanged: options.onlyChanged,
      onPlan: source.about.kind === 'terraform-plan',
    }, tally);
    counts.push(tally.resources - before);
  }
  return reportOf(options, inputs, counts, policies, tally);
}

function reportOf(
  options: ScanOptions,
  inputs: readonly Input[],
  counts: readonly number[],
  policies: number,
  tally: Tally,
): Report {
  const coverage = inputs.flatMap((input) => input.coverage);
  const input: ReportInput[] = inputs.map(({ about }, place) => ({ ...about, resources: counts[place] ?? 0 }));
  return {
    schema: 'https://driftlock.dev/schemas/report-1.json',
    tool: { name: 'driftlock', version: options.toolVersion },
    input,
    coverage,
    summary: summaryOf(tally, policies, gapLines(coverage)),
    findings: sortFindings(tally.findings),
  };
}
