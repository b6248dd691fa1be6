/** A finding as a SARIF result. */
import type { Finding } from '../../finding/finding.ts';
import { type FindingTexts, outcomeText } from '../finding-texts.ts';
import { artifactUri } from './artifact-uri.ts';
import { levelOf } from './sarif-level.ts';
import { sarifMessage } from './sarif-text.ts';

/** Where results and the places in files that they speak of come from. */
export interface ResultPlaces {
  readonly rule: { readonly id: string; readonly index: number };
  /** Of the configuration or as given on the command line, and its index among the artifacts, where it is one. */
  readonly file: { readonly name: string; readonly index: number | undefined };
  /** How often a result of this fingerprint was met before. */
  readonly times: number;
}

/** SARIF 2.1.0 §3.27.9: `open` is what could not be decided, `review` what a person must look at. */
function kindAndLevel(finding: Finding, unknownFails: boolean) {
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

/** Where the line of the Terraform block is not known, the first of the file that was read stands for it. */
function regionOf({ location: { startLine = 1, startColumn, endLine, endColumn } = { file: '' } }: Finding) {
  return {
    startLine,
    ...(startColumn === undefined ? {} : { startColumn }),
    ...(endLine === undefined ? {} : { endLine }),
    ...(endColumn === undefined ? {} : { endColumn }),
  };
}

function locations(finding: Finding, { subject }: FindingTexts, { file: { name, index } }: ResultPlaces) {
  return [
    {
      physicalLocation: {
        artifactLocation: { uri: artifactUri(name), ...(index === undefined ? {} : { index }) },
        region: regionOf(finding),
      },
      logicalLocations: [{ fullyQualifiedName: subject, kind: 'resource' }],
    },
  ];
}

/** Lists that say something, in words. */
function properties({ verdict, severity, enforcement, fingerprints }: Finding, texts: FindingTexts) {
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

/** `unknownFails`: the run counts what is unknown as a failure. */
export function sarifResult(
  finding: Finding,
  texts: FindingTexts,
  places: ResultPlaces,
  unknownFails: boolean,
) {
  const [current = ''] = finding.fingerprints;
  return {
    ruleId: places.rule.id,
    ruleIndex: places.rule.index,
    ...kindAndLevel(finding, unknownFails),
    message: { text: sarifMessage(`'${texts.subject}': ${outcomeText(finding, texts)}`) },
    locations: locations(finding, texts, places),
    fingerprints: { 'driftlock/v1': current },
    // A hash of the line, which is what others put here, would make one of all instances of a block.
    partialFingerprints: { primaryLocationLineHash: `${current.slice(0, 16)}:${places.times + 1}` },
    ...suppressions(finding, texts.waived),
    properties: properties(finding, texts),
  };
}
