/** From what raw policies say of a plan to findings, counted beside those of other policies. */
import type { Finding, UnknownRead, Verdict } from '../finding/finding.ts';
import { rawFingerprint } from '../finding/fingerprint.ts';
import { inFile } from '../finding/in-file.ts';
import { PLAN_TYPE, type RawPolicy } from '../finding/raw-policy.ts';
import { touches } from '../resource/read-path.ts';
import type { JsonObject } from '../resource/resource.ts';
import type { RawRuleAnswer, RegoProblem } from '../toolchain/rego-types.ts';
import { type RawResult, rawResults, withoutSecrets } from './raw-results.ts';
import { type Tally, tallyVerdict } from './tally.ts';

/** A place in the document; one value may stand at several, and has one name. */
export interface RawUnknown extends UnknownRead {
  readonly value: string;
}

/** What is known of the plan that the rules were asked about. */
export interface RawSubject {
  readonly name: string;
  readonly configurationRoot: string;
  /** Type of each resource by its address: results that name one are about it. */
  readonly types: ReadonlyMap<string, string>;
  readonly unknown: readonly RawUnknown[];
  /** Findings say which file they are from. */
  readonly tellsFile: boolean;
}

/** Places that one finding names; the message has their number. */
const MOST_PLACES = 100;
const NO_MESSAGE = 'it denies without a message';
/** Members in which conftest's users name a resource, at the top of a result or in one of the objects in it. */
const NAMING = ['address', 'resource', 'resource_address'];
const HOLDERS = ['metadata', 'details'];

/**
 * Adds to the tally what a policy says; `masked` is its answer where placeholders stand for sensitive values. Throws
 * DriftlockError where the rule gives what is no message.
 */
export function addRawFindings(
  tally: Tally,
  policy: RawPolicy,
  answers: { readonly answer: RawRuleAnswer; readonly masked?: RawRuleAnswer },
  subject: RawSubject,
  show: ReadonlySet<Verdict>,
): void {
  const counts = new Map<string, number>();
  for (const one of said(policy, answers, subject)) {
    tallyVerdict(tally, one.verdict, policy.severity, policy.id, [], true);
    if (!show.has(one.verdict)) continue;
    const address = addressOf(one.result.metadata, subject.types);
    const name = JSON.stringify([address, one.result.message]);
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    tally.findings.push(finding(policy, subject, { ...one, address, count }));
  }
}

interface Said {
  readonly verdict: Verdict;
  readonly result: RawResult;
  readonly unknown?: readonly UnknownRead[];
}

function said(
  policy: RawPolicy,
  { answer, masked }: { readonly answer: RawRuleAnswer; readonly masked?: RawRuleAnswer },
  { unknown }: RawSubject,
): Said[] {
  const { error } = answer;
  if (error !== undefined) return [{ verdict: 'error', result: { message: placed(error, error.message) } }];
  const plain = rawResults(policy, answer.value);
  if (plain.length > 0) {
    const results =
      masked === undefined ? plain : withoutSecrets(policy, plain, rawResults(policy, masked.value));
    return results.map((result) => ({ verdict: answer.exempt ? 'waived' : 'fail', result }));
  }
  const open = openValues(policy, unknown);
  const failed = failedText(answer.failed);
  if (open.length === 0) return [{ verdict: 'pass', result: { message: failed } }];
  const values =
    open.length === 1 ? '1 value that it may read is' : `${open.length} values that it may read are`;
  const message = `it denies nothing that is known, and ${values} not known yet`;
  return [{ verdict: 'unknown', result: { message }, unknown: open.slice(0, MOST_PLACES) }];
}

/** The first place of each value that the policy may read. */
function openValues({ reads }: RawPolicy, unknown: readonly RawUnknown[]): UnknownRead[] {
  const found = new Map<string, UnknownRead>();
  for (const { value, ...place } of unknown)
    if (!found.has(value) && reads.some((read) => touches(read, place.path))) found.set(value, place);
  return [...found.values()];
}

/** Only which built-in it was: OPA quotes what it was given. */
function failedText(failed: readonly RegoProblem[]): string {
  const [first] = failed;
  if (first === undefined) return '';
  const name = /^[a-z][a-z0-9_.]*(?=: )/.exec(first.message)?.[0] ?? 'a built-in';
  const places = failed.length === 1 ? '' : ` and at ${failed.length - 1} other places`;
  return `${placed(first, name)} failed${places}, which counts as undefined`;
}

function placed({ file, row }: RegoProblem, text: string): string {
  return file === undefined ? text : `${file}:${row}: ${text}`;
}

function addressOf(metadata: JsonObject | undefined, types: RawSubject['types']): string | undefined {
  if (metadata === undefined) return undefined;
  const holders = [metadata, ...HOLDERS.map((name) => metadata[name])];
  for (const holder of holders) {
    if (typeof holder !== 'object' || holder === null) continue;
    for (const name of NAMING) {
      const given = (holder as JsonObject)[name];
      if (typeof given === 'string' && types.has(given)) return given;
    }
  }
  return undefined;
}

function finding(
  { id, severity, enforcement }: RawPolicy,
  { name, configurationRoot, types, tellsFile }: RawSubject,
  { verdict, result, unknown, address, count }: Said & { address: string | undefined; count: number },
): Finding {
  const message = result.message === '' && verdict !== 'pass' ? NO_MESSAGE : result.message;
  return {
    fingerprints: [
      rawFingerprint(id, configurationRoot, {
        ...(address === undefined ? {} : { address }),
        // What else a verdict says may change from run to run.
        message: verdict === 'fail' || verdict === 'waived' ? message : '',
        count,
      }),
    ],
    policy: id,
    severity,
    ...(enforcement === 'warn' ? { enforcement } : {}),
    verdict,
    resource: {
      ...(address === undefined ? {} : { address }),
      type: (address === undefined ? undefined : types.get(address)) ?? PLAN_TYPE,
      scope: {},
    },
    messages: message === '' ? [] : [message],
    decidedBy: [],
    ...(unknown === undefined ? {} : { unknown }),
    raw: true,
    ...(result.metadata === undefined ? {} : { metadata: result.metadata }),
    ...(tellsFile ? inFile(name) : {}),
  };
}
