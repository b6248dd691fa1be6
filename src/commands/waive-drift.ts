/** Waivers in a comparison of states and the cloud: both sides go by the addresses and the configuration of the states. */
import { emptyTally } from '../evaluate/tally.ts';
import type { Finding } from '../finding/finding.ts';
import type { WaiversSummary } from '../finding/waiver.ts';
import type { Input } from '../input/input.ts';
import type { Resource } from '../resource/resource.ts';
import type { DeclaringSource } from '../source/finding-location.ts';
import { sourcePlaces } from '../source/source-places.ts';
import { NO_RULES, type Waiving, waivingBy } from '../waive/waiving.ts';
import { placeFindings } from './place-findings.ts';
import { blocksOf, blocksSeen, emptyPlacing } from './placing.ts';
import { type WaiveOptions, waiveFindings } from './waive-findings.ts';
import { commentedOf, type PlacedFindings } from './waive-judged.ts';

/** What policies say of one side. */
export interface DriftSide {
  readonly findings: readonly Finding[];
  /** Of what fails or is unknown. */
  readonly resources: ReadonlyMap<Finding, Resource>;
  /** Ids of the policies that judged. */
  readonly judgedBy: readonly string[];
}

export interface WaivedSide {
  /** Each under its address in the states. */
  readonly findings: readonly Finding[];
  readonly told: WaiversSummary;
}

/** A waiving that accepts nothing and remembers of what a scan told it. */
export function remembering(resources: Map<Finding, Resource>): Waiving {
  return {
    ...waivingBy(NO_RULES, { now: 0, mostResources: 0 }),
    keep: (finding, resource) => {
      if (finding.verdict === 'fail' || finding.verdict === 'unknown') resources.set(finding, resource);
    },
  };
}

/**
 * `addressOf` gives the address in the states; undefined for what no state has, which is not in question. Throws
 * DriftlockError for a comment of our own that is not of its form.
 */
export async function waiveSide(
  side: DriftSide,
  addressOf: (finding: Finding) => string | undefined,
  states: readonly Input[],
  { inline, notice, now, ...options }: WaiveOptions,
): Promise<WaivedSide> {
  const waiving = options.waiving ?? waivingBy(NO_RULES, { now, mostResources: 0 });
  const resources = new Map<Finding, Resource>();
  const findings = named(side.findings, addressOf, states, (finding, original) => {
    const resource = side.resources.get(original);
    if (resource === undefined) return;
    resources.set(finding, resource);
    waiving.keep(finding, resource);
  });
  const placed =
    inline === undefined
      ? { findings, declared: new Map() }
      : placedByStates(findings, resources, states, notice);
  const judged = {
    tally: { ...emptyTally(), findings },
    findings: placed.findings,
    chosen: new Set(side.judgedBy),
    commented: commentedOf(placed.declared),
  };
  const comments = inline === undefined ? {} : { inline };
  const waived = await waiveFindings(judged, { waiving, ...comments, now, notice: () => undefined });
  return { findings: waived.findings, told: waived.waivers };
}

/** Where several states hold an address, the first does. */
function named(
  findings: readonly Finding[],
  addressOf: (finding: Finding) => string | undefined,
  states: readonly Input[],
  told: (finding: Finding, original: Finding) => void,
): Finding[] {
  const names = new Set(states.map(({ about }) => about.name));
  const holders = states.length > 1 ? holdersOf(states) : new Map<string, string>();
  return findings.flatMap((original): Finding[] => {
    const address = addressOf(original);
    if (address === undefined) return [];
    const { input: own = '', ...rest } = original;
    const input = names.has(own) ? own : holders.get(address);
    const resource = { ...original.resource, address };
    const finding = { ...rest, resource, ...(input === undefined ? {} : { input }) };
    told(finding, original);
    return [finding];
  });
}

function holdersOf(states: readonly Input[]): Map<string, string> {
  const holders = new Map<string, string>();
  for (const { about, resources } of states)
    for (const { address } of resources(undefined, new Set()))
      if (address !== undefined && !holders.has(address)) holders.set(address, about.name);
  return holders;
}

/** What lives is declared where its state's configuration says. */
function placedByStates(
  findings: readonly Finding[],
  resources: ReadonlyMap<Finding, Resource>,
  states: readonly Input[],
  notice: (line: string) => void,
): PlacedFindings {
  const declared = new Map<Finding, readonly DeclaringSource[]>();
  if (!findings.some(({ verdict }) => verdict === 'fail')) return { findings: [...findings], declared };
  const placing = emptyPlacing();
  for (const state of states)
    for (const _ of blocksSeen(state.resources(undefined, new Set()), blocksOf(placing, state)));
  for (const [finding, resource] of resources) placing.placed.set(finding, sourcePlaces(finding, resource));
  const looking = { named: [], notice, declared: declared.set.bind(declared) };
  return { findings: placeFindings(findings, states, placing, looking), declared };
}

/** A waiver is about something if it is about that on either side; what it is about twice counts once. */
export function toldTogether(before: WaiversSummary, after: WaiversSummary): WaiversSummary {
  const used = new Set(
    [before, after].flatMap(({ applied, refused }) => [...applied, ...refused].map(keyOf)),
  );
  return {
    files: after.files,
    applied: merged(before.applied, after.applied),
    expired: merged(before.expired, after.expired),
    pending: merged(before.pending, after.pending),
    refused: merged(before.refused, after.refused),
    unused: after.unused.filter((one) => !used.has(keyOf(one))),
    gaps: after.gaps,
  };
}

type Told = WaiversSummary['unused'][number];

function keyOf({ kind, id, file, line }: Told): string {
  return JSON.stringify([kind, id, file, line]);
}

function merged<T extends Told & { readonly findings: number }>(
  before: readonly T[],
  after: readonly T[],
): readonly T[] {
  const all = new Map(after.map((one) => [keyOf(one), one]));
  for (const one of before) {
    const other = all.get(keyOf(one));
    if (other === undefined || other.findings < one.findings) all.set(keyOf(one), one);
  }
  return [...all.values()];
}
