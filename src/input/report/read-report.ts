/** Reads a report of an earlier run, of any size: its findings are taken one by one on the way through the file. */
import { statSync } from 'node:fs';
import { DriftlockError } from '../../errors.ts';
import type { CoverageEntry } from '../../finding/coverage.ts';
import type { EarlierFinding, EarlierReport } from '../../finding/earlier-report.ts';
import { VERDICTS, type Verdict } from '../../finding/finding.ts';
import type { Summary } from '../../finding/report.ts';
import { isList, isObject, member, text } from '../../resource/json-kind.ts';
import type { Json } from '../../resource/resource.ts';
import { fileChunks } from '../bytes/file-source.ts';
import { openSource } from '../bytes/open-source.ts';
import type { Route } from '../json/route.ts';
import { createScanner } from '../json/scan-json.ts';
import { oneLine } from '../malformed-input.ts';
import { earlierFinding } from './earlier-finding.ts';

const SCHEMA = 'https://driftlock.dev/schemas/report-1.json';
const OWN = /^https:\/\/driftlock\.dev\/schemas\/([a-z-]+)-(\d+)\.json$/;
/** Bytes, uncompressed, that are held in memory at most; a larger file is read from disk. */
const LIMIT = 32 * 1024 * 1024;
const MEMBERS: ReadonlySet<string> = new Set(['schema', 'tool', 'input', 'coverage', 'summary']);

interface Found {
  readonly keys: Set<string>;
  readonly members: Map<string, Json>;
  findings: EarlierFinding[];
  /** What is wrong with the first finding that cannot be read. */
  broken: string | undefined;
}

/**
 * Reads the report `name`: the JSON of `driftlock scan -f json`, plain or gzip, `-` for standard input. `what` is what it
 * serves as: `the baseline`.
 * @throws DriftlockError input-missing, input-unreadable or input-unsupported, one line with a hint
 */
export async function readReport(name: string, what: string): Promise<EarlierReport> {
  const hint = `${what} is what \`driftlock scan … -f json=<file>\` writes`;
  if (statSync(name, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new DriftlockError('input-missing', 'a directory, not a report', { where: name, hint });
  const found = nothingFound();
  try {
    await scanReport(name, found);
  } catch (cause) {
    if (!(cause instanceof DriftlockError)) throw cause;
    // Words about plans would lead nowhere.
    const said = cause.message.replace('not a plan or state', 'not a report');
    throw new DriftlockError(cause.code, said, { where: name, hint, cause });
  }
  checkSchema(name, found, hint);
  return reportOf(name, found, hint);
}

/**
 * The same of a report that is at hand; `name` is what it goes by in reports and errors, `hint` what such a report is.
 * @throws DriftlockError input-unreadable or input-unsupported, where it is not what a scan gives
 */
export function reportFrom(report: object, name: string, hint: string): EarlierReport {
  const found = nothingFound();
  const scanner = createScanner(topRoute(found), { where: name });
  scanner.write(jsonOf(report, name, hint));
  scanner.end();
  checkSchema(name, found, hint);
  return reportOf(name, found, hint);
}

function jsonOf(report: object, name: string, hint: string): Buffer {
  try {
    return Buffer.from(JSON.stringify(report));
  } catch (cause) {
    // It goes in a circle, holds what JSON lacks, or is longer than a text may be.
    const said = cause instanceof Error ? oneLine(cause.message) : 'not JSON';
    throw new DriftlockError('input-unreadable', said, { where: name, hint, cause });
  }
}

function nothingFound(): Found {
  return { keys: new Set(), members: new Map(), findings: [], broken: undefined };
}

async function scanReport(name: string, found: Found): Promise<void> {
  const source = await openSource(name, { limit: LIMIT, terraform: false });
  const scanner = createScanner(topRoute(found), { where: name });
  if ('bytes' in source) scanner.write(source.bytes);
  else for (const chunk of fileChunks(source.file, source.file.start)) scanner.write(chunk);
  scanner.end();
}

function topRoute(found: Found): Route {
  return {
    member(key) {
      found.keys.add(key);
      if (key === 'findings') {
        // Of two like keys the last counts.
        found.findings = [];
        found.broken = undefined;
        return { element: (index) => ({ take: (bytes) => addFinding(found, bytes, index) }) };
      }
      if (!MEMBERS.has(key)) return undefined;
      return {
        take(bytes) {
          found.members.set(key, JSON.parse(bytes.toString('utf8')) as Json);
        },
      };
    },
  };
}

function addFinding(found: Found, bytes: Buffer, index: number): void {
  const finding = earlierFinding(JSON.parse(bytes.toString('utf8')) as Json);
  if (typeof finding === 'string') found.broken ??= `finding ${index + 1} has ${finding}`;
  else found.findings.push(finding);
}

function unsupported(name: string, message: string, hint: string): DriftlockError {
  return new DriftlockError('input-unsupported', message, { where: name, hint });
}

function checkSchema(name: string, { keys, members, broken }: Found, hint: string): void {
  const schema = members.get('schema');
  if (schema !== SCHEMA) {
    const [, kind, version] = OWN.exec(typeof schema === 'string' ? schema : '') ?? [];
    if (kind === undefined) throw unsupported(name, foreign(keys), hint);
    if (kind !== 'report')
      throw unsupported(name, `a document of driftlock, but no report: ${kind}-${version}`, hint);
    throw unsupported(
      name,
      `a report of another version (report-${version}); this driftlock reads report-1`,
      hint,
    );
  }
  if (!keys.has('findings'))
    throw new DriftlockError('input-unreadable', 'a report without findings: it was cut down', {
      where: name,
      hint,
    });
  if (broken !== undefined)
    throw new DriftlockError('input-unreadable', `not as driftlock writes it: ${broken}`, {
      where: name,
      hint,
    });
}

/** Reports of other tools, as far as their keys tell. */
const FOREIGN: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['version', 'runs'], 'SARIF'],
  [['ArtifactName', 'Results'], 'a report of Trivy'],
  [['SchemaVersion', 'Results'], 'a report of Trivy'],
  [['check_type', 'results'], 'a report of Checkov'],
  [['planned_values'], 'a Terraform plan'],
  [['resource_changes'], 'a Terraform plan'],
  [['terraform_version', 'values'], 'a Terraform state'],
  [['lineage', 'serial'], 'a Terraform state'],
];

function foreign(keys: ReadonlySet<string>): string {
  const known = FOREIGN.find(([own]) => own.every((key) => keys.has(key)));
  if (known !== undefined) return `${known[1]}, not a JSON report of driftlock`;
  if (keys.size === 0) return 'JSON, but no report of driftlock: it is empty';
  const shown = [...keys].slice(0, 5).map((key) => oneLine(key).slice(0, 40));
  return `JSON, but no report of driftlock: its keys are ${shown.join(', ')}${keys.size > 5 ? ', …' : ''}`;
}

function textsOf(value: Json | undefined): readonly string[] {
  return value !== undefined && isList(value) ? value.filter((one) => typeof one === 'string') : [];
}

function reportOf(name: string, { members, findings }: Found, hint: string): EarlierReport {
  const summary = members.get('summary');
  const verdicts = member(summary, 'verdicts');
  const version = text(members.get('tool'), 'version');
  if (version === undefined || !isObject(verdicts))
    throw new DriftlockError('input-unreadable', 'a report without its tool or counts: it was cut down', {
      where: name,
      hint,
    });
  const judgedBy = member(summary, 'judgedBy');
  const input = members.get('input');
  const about = {
    file: name,
    version,
    inputs: (input !== undefined && isList(input) ? input : []).map((one) => text(one, 'name') ?? '-'),
    incomplete: textsOf(member(summary, 'incomplete')),
    judgedBy: judgedBy === undefined ? undefined : new Set(textsOf(judgedBy)),
    coverage: coverageOf(members.get('coverage')),
    outside: outsideOf(summary),
    onlyChanged: member(summary, 'onlyChanged') === true,
    tellsAll: VERDICTS.every((verdict) => isWhole(verdict, verdicts, findings)),
    findings,
  };
  return { ...about, notices: noticesOf(about, verdicts) };
}

function coverageOf(value: Json | undefined): readonly CoverageEntry[] {
  const entries = value !== undefined && isList(value) ? value : [];
  return entries.filter(
    (one) => isObject(one) && isObject(one.scope) && typeof one.type === 'string',
  ) as unknown as CoverageEntry[];
}

function outsideOf(summary: Json | undefined): ReadonlySet<string> {
  const policies = member(member(summary, 'outsidePaths'), 'policies') as
    | Summary['outsidePaths']['policies']
    | undefined;
  return new Set(Array.isArray(policies) ? policies.map(({ policy }) => policy) : []);
}

/** Listed whatever was asked for. */
const LISTED = ['fail', 'unknown', 'error', 'waived'] as const;

function isWhole(verdict: Verdict, counts: Json, findings: readonly EarlierFinding[]): boolean {
  return member(counts, verdict) === findings.filter((one) => one.verdict === verdict).length;
}

function noticesOf(
  { judgedBy, incomplete, findings, onlyChanged }: Omit<EarlierReport, 'notices'>,
  verdicts: Json,
): readonly string[] {
  const listed = LISTED.every((verdict) => isWhole(verdict, verdicts, findings));
  const current = findings.map(({ fingerprints: [first = ''] }) => first);
  const doubled = current.length - new Set(current).size;
  return [
    ...(incomplete.length > 0 ? ['its evidence is incomplete: it may lack findings'] : []),
    ...(onlyChanged ? ['it judged only what its plan changes: it may lack findings'] : []),
    ...(listed ? [] : ['it does not list as many findings as it counts: it was edited']),
    ...(doubled > 0
      ? [
          `${doubled} of its findings ${doubled === 1 ? 'has' : 'have'} a fingerprint of another: they count as one`,
        ]
      : []),
    ...(judgedBy === undefined ? ['it does not say which policies judged'] : []),
  ];
}
