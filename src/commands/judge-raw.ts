/** Judges plans by raw policies: the answers of OPA, in words without sensitive values, as findings. */
import { basename, dirname, resolve } from 'node:path';
import { DriftlockError } from '../errors.ts';
import { addRawFindings, type RawSubject, type RawUnknown } from '../evaluate/raw-findings.ts';
import type { Tally } from '../evaluate/tally.ts';
import type { Verdict } from '../finding/finding.ts';
import type { RawPolicy } from '../finding/raw-policy.ts';
import type { Input } from '../input/input.ts';
import { maskedPlan } from '../input/plan/masked-plan.ts';
import { unknownPlaces } from '../input/plan/unknown-places.ts';
import { isList, text } from '../resource/json-kind.ts';
import type { JsonObject, Reason } from '../resource/resource.ts';
import type { RawRuleAnswer } from '../toolchain/rego-types.ts';
import type { OpenedRawPolicies } from './open-raw-policies.ts';

interface Judging {
  readonly policies: readonly RawPolicy[];
  /** Epoch seconds. */
  readonly now: number;
  readonly show: ReadonlySet<Verdict>;
  readonly notice: (line: string) => void;
}

/**
 * Judges all plans and adds to the tally; gives what the summary says of it. `inputs` have their bytes. Throws
 * DriftlockError where a rule gives what is no message.
 */
export async function judgeRaw(
  { judge }: OpenedRawPolicies,
  inputs: readonly Input[],
  tally: Tally,
  judging: Judging,
): Promise<{ readonly policies: number; readonly unknownValues: number }> {
  if (judging.policies.length === 0) return { policies: 0, unknownValues: 0 };
  const secrets = new Set(inputs.flatMap(({ sensitiveTexts }) => [...sensitiveTexts]));
  const values = new Set<string>();
  for (const input of inputs) {
    const document = parsed(input);
    const plan = { ...document, masked: maskedText(document.json, secrets, input.about.name) };
    const answers = await answersOf(judge, input, plan, judging);
    const subject = subjectOf(document.json, input, inputs.length > 1);
    for (const { value } of subject.unknown) values.add(`${input.about.name} ${value}`);
    for (const [index, policy] of judging.policies.entries()) {
      const { answer, masked } = answers[index] as Answers;
      for (const line of (masked ?? answer).output.split('\n')) if (line !== '') judging.notice(line);
      addRawFindings(
        tally,
        policy,
        { answer, ...(masked === undefined ? {} : { masked }) },
        subject,
        judging.show,
      );
    }
  }
  return { policies: judging.policies.length, unknownValues: values.size };
}

interface Document {
  readonly text: string;
  readonly json: JsonObject;
}

function parsed({ bytes }: Input): Document {
  const text = (bytes ?? Buffer.from('{}')).toString('utf8');
  return { text, json: JSON.parse(text) as JsonObject };
}

/** Undefined where nothing is sensitive. */
function maskedText(plan: JsonObject, secrets: ReadonlySet<string>, name: string): string | undefined {
  try {
    const masked = maskedPlan(plan, secrets);
    return masked === plan ? undefined : JSON.stringify(masked);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new DriftlockError('input-unreadable', 'nested too deeply', { where: name, cause });
  }
}

interface Answers {
  readonly answer: RawRuleAnswer;
  /** Where placeholders stand for sensitive values. */
  readonly masked?: RawRuleAnswer;
}

async function answersOf(
  judge: OpenedRawPolicies['judge'],
  { about }: Input,
  { text: whole, masked }: { readonly text: string; readonly masked: string | undefined },
  { policies, now }: Judging,
): Promise<Answers[]> {
  const file = resolve(about.name);
  const document = { name: basename(file), folder: dirname(file), now };
  const answers = await judge.judge({ ...document, text: whole }, policies);
  if (masked === undefined) return answers.map((answer) => ({ answer }));
  const others = await judge.judge({ ...document, text: masked }, policies);
  return answers.map((answer, index) => ({ answer, masked: others[index] as RawRuleAnswer }));
}

function subjectOf(plan: JsonObject, input: Input, tellsFile: boolean): RawSubject {
  const types = new Map<string, string>();
  const changes = plan.resource_changes;
  for (const change of isList(changes) ? changes : []) {
    const address = text(change, 'address');
    if (address !== undefined) types.set(address, text(change, 'type') ?? '');
  }
  return {
    name: input.about.name,
    configurationRoot: input.configurationRoot,
    types,
    unknown: unknownOf(plan, input),
    tellsFile,
  };
}

function unknownOf(plan: JsonObject, input: Input): RawUnknown[] {
  const reasons = new Map<string, Reason>();
  for (const { address, declared, unknown } of input.resources())
    for (const { path, reason } of declared === undefined ? unknown : [])
      if (path[0] === 'values') reasons.set(`${address} ${path[1]}`, reason);
  return unknownPlaces(plan).map(({ path, address, inner }) => ({
    path,
    ...(address === undefined ? {} : { address }),
    reason: reasons.get(`${address} ${inner[0]}`) ?? 'after-apply',
    value: JSON.stringify([address ?? path[1], inner]),
  }));
}
