/** One finding of an earlier report, checked: a file that people may have edited. */
import type { EarlierFinding } from '../../finding/earlier-report.ts';
import { type Finding, SEVERITIES, VERDICTS } from '../../finding/finding.ts';
import { isList, isObject } from '../../resource/json-kind.ts';
import type { Json, Path } from '../../resource/resource.ts';

/** Of a finding, as people read it. */
const MOST_MESSAGES = 6;

function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== '';
}

function optionalText<K extends string>(object: Record<string, Json>, key: K): { [P in K]?: string } {
  const value = object[key];
  return (isText(value) ? { [key]: value } : {}) as { [P in K]?: string };
}

function pathOf(value: Json | undefined): Path | undefined {
  if (value === undefined || !isList(value)) return undefined;
  const isStep = (step: Json) =>
    typeof step === 'string' || (typeof step === 'number' && Number.isInteger(step) && step >= 0);
  return value.every(isStep) ? (value as Path) : undefined;
}

function resourceOf(value: Json | undefined): Finding['resource'] | undefined {
  if (!isObject(value)) return undefined;
  const { type, scope, path } = value as Record<string, Json>;
  if (!isText(type)) return undefined;
  const inside = pathOf(path);
  const lies = isObject(scope) ? (scope as Record<string, Json>) : {};
  return {
    ...optionalText(value as Record<string, Json>, 'address'),
    type,
    ...optionalText(value as Record<string, Json>, 'key'),
    ...optionalText(value as Record<string, Json>, 'id'),
    scope: { ...optionalText(lies, 'account'), ...optionalText(lies, 'region') },
    ...(inside === undefined ? {} : { path: inside }),
  };
}

/** The finding, or what it lacks, in words that follow "has". */
export function earlierFinding(json: Json): EarlierFinding | string {
  if (!isObject(json)) return 'no members';
  const { fingerprints, policy, severity, verdict, messages, enforcement, raw } = json as Record<
    string,
    Json
  >;
  if (fingerprints === undefined || !isList(fingerprints) || fingerprints.length === 0)
    return 'no fingerprints';
  if (!fingerprints.every(isText)) return 'a fingerprint that is no text';
  if (!isText(policy)) return 'no policy';
  const known = {
    severity: SEVERITIES.find((one) => one === severity),
    verdict: VERDICTS.find((one) => one === verdict),
  };
  if (known.severity === undefined) return 'no severity that is known';
  if (known.verdict === undefined) return 'no verdict that is known';
  const resource = resourceOf(json.resource);
  if (resource === undefined) return 'no resource with a type';
  const texts = messages !== undefined && isList(messages) ? messages.filter(isText) : [];
  return {
    fingerprints,
    policy,
    severity: known.severity,
    verdict: known.verdict,
    resource,
    messages: texts.slice(0, MOST_MESSAGES),
    ...(enforcement === 'warn' ? { enforcement } : {}),
    ...(raw === true ? { raw } : {}),
  };
}
