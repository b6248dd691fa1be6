/** A finding as a SARIF result. */
import type { Finding } from '../../finding/finding.ts';
import type { Region } from '../finding-region.ts';
import { type FindingTexts, outcomeText } from '../finding-texts.ts';
import { artifactUri } from './artifact-uri.ts';
import { levelOf } from './sarif-level.ts';
import { sarifMessage } from './sarif-text.ts';

/** Where results and the places in files that they speak of come from. */
export interface ResultPlaces {
  readonly rule: { readonly id: string; readonly index: number };
  /** As SARIF names files, and its index among the artifacts, where it is one. */
  readonly file: { readonly uri: string; readonly index: number | undefined; readonly region: Region };
  /** How often a result of this fingerprint was met before. */
  readonly times: number;
}

export interface ResultWords {
  /** The run counts what is unknown as a failure. */
  readonly unknownFails: boolean;
  /** For a site that knows failures alone: what is not settled is a note, and no kind is told. */
  readonly asAlert: boolean;
}

/** Neither failed nor settled. */
export function isOpen({ verdict }: Finding, unknownFails: boolean): boolean {
  return verdict === 'error' || (verdict === 'unknown' && !unknownFails);
}

/** SARIF 2.1.0 §3.27.9: `open` is what could not be decided, `review` what a person must look at. */
function kindAndLevel(finding: Finding, { unknownFails, asAlert }: ResultWords) {
  if (asAlert) return { level: isOpen(finding, unknownFails) ? 'note' : levelOf(finding) };
  switch (finding.verdict) {
    case 'fail':
    case 'waived':
      return { kind: 'fail', level: levelOf(finding) };
    case 'unknown':
      return unknownFails ? { kind: 'fail', level: levelOf(finding) } : { kind: 'open', level: 'none' };
    case 'error':
      return { kind: 'review', level: 'none' };
    case 'pass':
      return { kind: 'pass', level: 'none' };
    case 'not-applicable':
      return { kind: 'notApplicable', level: 'none' };
  }
}

function locations({ subject }: FindingTexts, { file: { uri, index, region } }: ResultPlaces) {
  return [
    {
      physicalLocation: {
        artifactLocation: { uri, ...(index === undefined ? {} : { index }) },
        region,
      },
      logicalLocations: [{ fullyQualifiedName: subject, kind: 'resource' }],
    },
  ];
}

/** Lists that say something, in words. */
function properties(
  { verdict, severity, enforcement, fingerprints, status, plan }: Finding,
  texts: FindingTexts,
) {
  const lists = {
    decidedBy: texts.decisions,
    unknown: texts.unknown,
    failsIf: texts.failsIf,
    toKnow: texts.toKnow,
    assumes: texts.assumes,
    fix: texts.fix === undefined ? [] : [texts.fix],
    formerFingerprints: fingerprints.slice(1),
  };
  return {
    verdict,
    severity,
    ...(enforcement === undefined ? {} : { enforcement }),
    ...(status === undefined ? {} : { status }),
    ...(plan === undefined ? {} : { plan }),
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
  };
}

/**
 * SARIF 2.1.0 §3.35: a comment in the configuration is `inSource` and has its place; a raw policy's exception has neither
 * reason nor place.
 */
function suppressions({ verdict, waiver }: Finding, [why, source]: readonly string[]) {
  if (waiver === undefined)
    return verdict === 'waived' ? { suppressions: [{ kind: 'external', status: 'accepted' }] } : {};
  const { kind, file, line } = waiver;
  const place = {
    physicalLocation: {
      artifactLocation: { uri: artifactUri(file) },
      ...(line === undefined ? {} : { region: { startLine: line } }),
    },
  };
  return {
    suppressions: [
      {
        kind: kind === 'inline' ? 'inSource' : 'external',
        status: 'accepted',
        justification: `${why} (${source})`,
        location: place,
      },
    ],
  };
}

export function sarifResult(finding: Finding, texts: FindingTexts, places: ResultPlaces, words: ResultWords) {
  const [current = ''] = finding.fingerprints;
  return {
    ruleId: places.rule.id,
    ruleIndex: places.rule.index,
    ...kindAndLevel(finding, words),
    message: { text: sarifMessage(`'${texts.subject}': ${outcomeText(finding, texts)}`) },
    locations: locations(texts, places),
    ...(finding.status === undefined
      ? {}
      : { baselineState: finding.status === 'new' ? 'new' : 'unchanged' }),
    fingerprints: { 'driftlock/v1': current },
    // A hash of the line, which is what others put here, would make one of all instances of a block.
    partialFingerprints: { primaryLocationLineHash: `${current.slice(0, 16)}:${places.times + 1}` },
    ...suppressions(finding, texts.waived),
    properties: properties(finding, texts),
  };
}
