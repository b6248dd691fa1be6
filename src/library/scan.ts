/** `scan` of the library: judges inputs and gives the report that `driftlock scan -f json` prints. */
import { scan as judged } from '../commands/scan.ts';
import type { BundledProfile } from '../config/bundled-profiles.ts';
import { VERSION } from '../config/version.ts';
import { VERDICTS, type Verdict } from '../finding/finding.ts';
import type { Report } from '../finding/report.ts';
import { paramValues } from '../policy/param-values.ts';
import { checkNamedFolders } from '../source/find-configuration.ts';
import {
  checkNames,
  invalid,
  numberOf,
  oneOf,
  optionalTexts,
  paramsOf,
  switchOf,
  textsOf,
} from './check-options.ts';
import { comparingOf } from './comparing-of.ts';
import { idsOf, inProfile, loadedOf, policiesOf } from './kept-policies.ts';
import { loadPolicies, type Policies } from './load-policies.ts';
import { runWaiversOf } from './run-waivers-of.ts';
import type { WaiversOptions } from './waivers-options.ts';

export interface ScanOptions {
  /** What `loadPolicies` gave; the bundled ones where left out. */
  readonly policies?: Policies;
  /** Ids or globs (`aws.s3.*`) of the policies to judge by; all where left out. */
  readonly select?: string | readonly string[];
  /** Which of the bundled policies count where `select` names none: a profile of the package; `recommended` where left out. */
  readonly profile?: BundledProfile;
  /** Parameters by policy id. */
  readonly params?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Verdicts to list beside `fail`, `unknown`, `error` and `waived`; `summary` counts all of them whatever is listed. */
  readonly show?: 'all' | readonly Verdict[];
  /** Judge only what a plan changes; false where left out. */
  readonly onlyChanged?: boolean;
  /** Let verdicts lean on what is assumed; true where left out. */
  readonly assumptions?: boolean;
  /** Turn a binary plan into JSON by running `terraform show -json`; false where left out. */
  readonly terraform?: boolean;
  /** Root modules that plans and states were made of, for the line of each finding; those beside and above each input where left out. */
  readonly source?: string | readonly string[];
  /** What is accepted: waiver files, or these with what waivers may be; false for nothing, comments in the configuration neither. */
  readonly waivers?: false | string | readonly string[] | WaiversOptions;
  /** An earlier report, or the name of its file: only failures that it does not have count for `exitCode`. */
  readonly baseline?: string | Report;
  /** Judge what is there before each plan as well: only what the plan introduces counts for `exitCode`; false where left out. */
  readonly introduced?: boolean;
  /** The clock that policies see; that of the machine where left out. */
  readonly now?: Date;
  /** Milliseconds after which a team's own policy is ended; 10 seconds where left out, at most a day. */
  readonly policyTimeoutMs?: number;
  /** Told in one line, for people, what is worth knowing and no part of the report. */
  readonly onNotice?: (line: string) => void;
}

const NAMES = [
  'policies',
  'select',
  'profile',
  'params',
  'show',
  'onlyChanged',
  'assumptions',
  'terraform',
  'source',
  'waivers',
  'baseline',
  'introduced',
  'now',
  'policyTimeoutMs',
  'onNotice',
] satisfies (keyof ScanOptions)[];

/** What is listed whatever is asked for. */
const LISTED: readonly Verdict[] = ['fail', 'unknown', 'error', 'waived'];
const DAY_MS = 86_400_000;

/**
 * Judges plans, states and snapshots together. `inputs` are names of files and folders, as `driftlock scan` takes them.
 * What fails is in the report, and no error.
 *
 * @example
 * const report = await scan('tfplan.json');
 * for (const { policy, resource } of report.findings) console.log(policy, resource.address);
 *
 * @throws DriftlockError for what its caller or the user can mend: an input that cannot be read, an unknown policy, an
 * option that does not exist
 */
export async function scan(inputs: string | readonly string[], options: ScanOptions = {}): Promise<Report> {
  checkNames('scan', options, NAMES);
  const names = namesOf(inputs);
  const { onNotice: notice = () => undefined } = options;
  const limit = { otherwise: 10_000, least: 1, most: DAY_MS, whole: false };
  const settings = {
    select: textsOf('select', options.select ?? []),
    show: shownOf(options.show),
    onlyChanged: switchOf('onlyChanged', options.onlyChanged, false),
    terraform: switchOf('terraform', options.terraform, false),
    assumptions: switchOf('assumptions', options.assumptions, true),
    source: sourceOf(options.source),
    now: clockOf(options.now),
    policyLimitMs: numberOf('policyTimeoutMs', options.policyTimeoutMs, limit),
  };
  const loaded = inProfile(
    loadedOf(options.policies ?? (await loadPolicies([], { onNotice: notice }))),
    options.profile,
  );
  const params = paramValues(loaded, paramsOf(options.params, idsOf(loaded)), 'params');
  const accepted = await runWaiversOf(options.waivers, policiesOf(loaded), settings.now);
  const compared = await comparingOf(options, names, notice);
  const run = { ...settings, ...accepted, ...compared, inputs: names, params, toolVersion: VERSION, notice };
  return await judged(run, loaded);
}

function namesOf(inputs: unknown): readonly string[] {
  const names = optionalTexts('inputs', inputs) ?? [];
  if (names.length === 0 || names.includes(''))
    throw invalid('inputs', 'names no file', 'scan("tfplan.json"), or a list of files and snapshots');
  if (names.filter((name) => name === '-').length > 1)
    throw invalid('inputs', 'names standard input (-) twice', 'it can be read only once');
  return names;
}

function sourceOf(source: unknown): readonly string[] {
  const folders = optionalTexts('source', source) ?? [];
  checkNamedFolders(folders, process.cwd());
  return folders;
}

function shownOf(show: unknown): ReadonlySet<Verdict> {
  if (show === 'all') return new Set(VERDICTS);
  const named = show === undefined ? [] : textsOf('show', show);
  return new Set([...LISTED, ...named.map((one) => oneOf('show', one, VERDICTS))]);
}

/** Epoch seconds. */
function clockOf(now: unknown): number {
  if (now === undefined) return Math.floor(Date.now() / 1000);
  if (now instanceof Date && !Number.isNaN(now.getTime())) return Math.floor(now.getTime() / 1000);
  throw invalid('now', 'is not a date', 'now: new Date("2026-01-31T12:00:00Z")');
}
