/** What is to be said of a finding in words, for every format: each text on one line, bounded, nothing in it hidden. */
import type { Decision, Finding, UnknownRead } from '../finding/finding.ts';
import type { PolicyHelp } from './reporter.ts';
import { assumptionTexts } from './table/assumption-texts.ts';
import { safe } from './table/layout.ts';
import { linkPlace, noneText, placeText } from './table/link-place.ts';
import { subjectName } from './table/subject.ts';
import { rawUnknownTexts, settlingTexts, unknownTexts } from './table/unknown-texts.ts';
import { compactValue } from './table/value-text.ts';
import { waiverReason, waiverSource } from './waiver-texts.ts';

/** Characters of a value: about two lines of a usual terminal. */
const LONGEST_VALUE = 120;
/** Characters of a list of places or types. */
const LONGEST_LIST = 900;
const LONGEST_NAME = 400;
const LONGEST_ID = 200;

export interface FindingTexts {
  /** What it is about: the address, or the account or region. */
  readonly subject: string;
  readonly policy: string;
  /** Of the policy; its id where it has none. */
  readonly title: string;
  /** What the policy says, without what its title says already. */
  readonly messages: readonly string[];
  /** The places that decided, with their values. */
  readonly decisions: readonly string[];
  readonly unknown: readonly string[];
  /** Conditions under which it would fail: ``values.encrypted` is false`. */
  readonly failsIf: readonly string[];
  /** What settles what is unknown. */
  readonly toKnow: readonly string[];
  readonly assumes: readonly string[];
  /** A sentence; left out where none is known. */
  readonly fix?: string;
  readonly links: readonly string[];
  /** Why it is accepted and until when, then by whom and where that stands; nothing where it is not. */
  readonly waived: readonly string[];
}

/** `values.encrypted = false`; of a sensitive place no value. */
export function decisionText({ path, address, value, sensitive }: Decision): string {
  const place = safe(placeText(path, address), 300);
  if (sensitive) return `${place} (sensitive)`;
  if (value === undefined || (Array.isArray(value) && value.length === 0)) {
    const { list, owner } = linkPlace(path);
    if (list !== undefined) return safe(noneText(list, owner), 300);
  }
  if (value === undefined) return `${place} is not set`;
  return `${place} = ${safe(compactValue(value, LONGEST_VALUE), 3 * LONGEST_VALUE)}`;
}

/** Nothing where no condition is known. */
export function conditionText({ condition }: UnknownRead): string[] {
  return condition === undefined ? [] : [safe(condition.replace(/^fails if /, ''))];
}

/** A raw policy is mostly known by what it says alone. */
export function titleOf(
  { raw, policy, verdict, messages: [message] }: Finding,
  { title }: PolicyHelp,
): string {
  const isTold = raw === true && title === policy && (verdict === 'fail' || verdict === 'waived');
  return isTold ? (message ?? title) : title;
}

/** What is known of a policy; undefined where a run tells nothing of it. */
export function helpOf(
  policies: Readonly<Record<string, PolicyHelp>>,
  policy: string,
): PolicyHelp | undefined {
  return Object.hasOwn(policies, policy) ? policies[policy] : undefined;
}

/** A remediation that is a sentence is shown; an identifier is for tools. */
function fixOf(finding: Finding, help: PolicyHelp | undefined): Pick<FindingTexts, 'fix'> {
  const told = finding.remediation ?? help?.remediation ?? '';
  return told.includes(' ') ? { fix: safe(told) } : {};
}

/** `source` is what was read, in words: `this plan`. */
export function findingTexts(
  finding: Finding,
  help: PolicyHelp | undefined,
  source: string,
  limit = LONGEST_NAME,
): FindingTexts {
  const title = help === undefined ? undefined : titleOf(finding, help);
  const unknown = finding.unknown ?? [];
  const policy = safe(finding.policy, LONGEST_ID).trim() || '(a policy without a name)';
  // Each is worked out where it is asked for: no format says all of them of every finding.
  return {
    policy,
    title: (title === undefined ? '' : safe(title).trim()) || policy,
    messages: finding.messages.filter((message) => message !== title).map((one) => safe(one)),
    ...fixOf(finding, help),
    get subject() {
      return safe(subjectName(finding.resource), limit);
    },
    get decisions() {
      return finding.decidedBy.map(decisionText);
    },
    get unknown() {
      const texts = finding.raw === true ? rawUnknownTexts(unknown) : unknownTexts(unknown);
      return texts.map((text) => safe(text, LONGEST_LIST));
    },
    get failsIf() {
      return [...new Set(unknown.flatMap(conditionText))];
    },
    get toKnow() {
      // No raw policy judges a state.
      return finding.raw === true ? [] : settlingTexts(unknown);
    },
    get assumes() {
      return assumptionTexts(finding.assumes ?? [], source).map((text) => safe(text, LONGEST_LIST));
    },
    get links() {
      return (help?.relatedResources ?? []).map((link) => safe(link));
    },
    get waived() {
      const { waiver } = finding;
      return waiver === undefined ? [] : [waiverReason(waiver), waiverSource(waiver)];
    },
  };
}

/** The verdict in a line, without the subject: `the volume is not encrypted`, `cannot know: …`. */
export function outcomeText(finding: Finding, texts: FindingTexts): string {
  const [why] = texts.waived;
  const said = verdictText(finding, texts);
  if (why === undefined) return said;
  return finding.verdict === 'waived' ? `${said} (waived ${why})` : `${said} (accepted ${why})`;
}

function verdictText({ verdict }: Finding, texts: FindingTexts): string {
  const said = texts.messages.length === 0 ? texts.title : texts.messages.join('; ');
  switch (verdict) {
    case 'fail':
      return said;
    case 'waived':
      return `waived: ${said}`;
    case 'error':
      return `could not be evaluated: ${said}`;
    case 'unknown': {
      const conditions = texts.failsIf.map((condition) => `fails if ${condition}`);
      const why = [...texts.messages, ...texts.unknown, ...conditions];
      return `cannot know: ${why.length === 0 ? texts.title : why.join('; ')}`;
    }
    case 'pass':
      return `passes: ${texts.title}`;
    case 'not-applicable':
      return `does not apply: ${texts.title}`;
  }
}
