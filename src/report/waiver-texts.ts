/** What is to be said of waivers in words: why a finding is accepted and until when, and which waivers hold no longer. */
import type { FindingWaiver, GapUse, WaiversSummary } from '../finding/waiver.ts';
import { safe } from './table/layout.ts';
import { counted, countText, listed } from './table/words.ts';

const LONGEST_REASON = 300;
const LONGEST_NAME = 120;
/** Waivers that one text names. */
const FEW = 6;

/** `until 2027-03-31`, `without an end`. */
function term({ expires }: Pick<FindingWaiver, 'expires'>): string {
  return expires === undefined ? 'without an end' : `until ${safe(expires, 40)}`;
}

/** `driftlock.waivers.yaml:12`. */
export function waiverPlace({ file, line }: Pick<FindingWaiver, 'file' | 'line'>): string {
  return safe(line === undefined ? file : `${file}:${line}`, 300);
}

/** Why and until when: `until 2027-03-31: moved away by March`. */
export function waiverReason(waiver: FindingWaiver): string {
  return `${term(waiver)}: ${safe(waiver.reason, LONGEST_REASON)}`;
}

/** Who, and where it stands: `legacy-buckets by platform, approved by ciso, SEC-12, driftlock.waivers.yaml:2`. */
export function waiverSource(waiver: FindingWaiver): string {
  const { id, owner, approver, ticket } = waiver;
  const name = safe(id, LONGEST_NAME);
  return [
    owner === undefined ? name : `${name} by ${safe(owner, LONGEST_NAME)}`,
    ...(approver === undefined ? [] : [`approved by ${safe(approver, LONGEST_NAME)}`]),
    ...(ticket === undefined ? [] : [safe(ticket, LONGEST_NAME)]),
    waiverPlace(waiver),
  ].join(', ');
}

function expiredText({ id, expires = '', findings }: WaiversSummary['expired'][number]): string {
  const about = findings === 0 ? '' : `, ${counted(findings, 'finding')}`;
  return `${safe(id, LONGEST_NAME)} (${safe(expires, 40)}${about})`;
}

function gapText(gap: GapUse): string {
  return `${safe(gap.id, LONGEST_NAME)} ${term(gap)}`;
}

function isMet({ coverage, reads }: GapUse): boolean {
  return coverage + reads > 0;
}

type Headed = readonly (readonly [head: string, texts: readonly string[]])[];

function headed(groups: Headed): string[] {
  return groups
    .filter(([, texts]) => texts.length > 0)
    .map(([head, texts]) => `${head}: ${listed(texts, FEW)}`);
}

function gapTexts(gaps: readonly GapUse[]): string[] {
  const held = gaps.filter((gap) => gap.holds === 'valid' && isMet(gap));
  const unused = gaps.filter((gap) => gap.holds === 'valid' && !isMet(gap));
  const expired = gaps.filter(({ holds }) => holds === 'expired');
  return headed([
    [
      `${counted(held.length, 'gap in the evidence is', 'gaps in the evidence are')} accepted`,
      held.map(gapText),
    ],
    [`${counted(expired.length, 'accepted gap has', 'accepted gaps have')} expired`, expired.map(gapText)],
    [`${counted(unused.length, 'accepted gap was', 'accepted gaps were')} not met`, unused.map(gapText)],
  ]);
}

/** A text for each thing that waivers no longer do, or never did, in this run; what accepts findings stands at these. */
export function waiverTexts(waivers: WaiversSummary | undefined): string[] {
  if (waivers === undefined) return [];
  const { expired, pending, refused, unused, gaps } = waivers;
  const groups: Headed = [
    [counted(expired.length, 'waiver has expired', 'waivers have expired'), expired.map(expiredText)],
    [
      `${counted(refused.length, 'waiver does', 'waivers do')} not hold without \`broad: true\``,
      refused.map(
        ({ id, resources, most }) =>
          `${safe(id, LONGEST_NAME)} (${counted(resources, 'resource')}, more than ${countText(most)})`,
      ),
    ],
    [
      `${counted(pending.length, 'waiver does', 'waivers do')} not hold yet`,
      pending.map(({ id }) => safe(id, LONGEST_NAME)),
    ],
    [
      counted(unused.length, 'waiver is about nothing here', 'waivers are about nothing here'),
      unused.map(({ id }) => safe(id, LONGEST_NAME)),
    ],
  ];
  return [...headed(groups), ...gapTexts(gaps)];
}
