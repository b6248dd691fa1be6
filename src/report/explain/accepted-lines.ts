/** Why a finding is accepted, and what is about it and does not hold. */
import type { ExplainedWaivers, ExplanationDocument } from '../../finding/explanation.ts';
import type { FindingWaiver } from '../../finding/waiver.ts';
import { labelled, labelledList, type Page } from '../table/layout.ts';
import { counted, countText } from '../table/words.ts';
import { waiverReason, waiverSource } from '../waiver-texts.ts';

const NONE: ExplainedWaivers = { expired: [], pending: [], refused: [], gaps: [] };

/** Below the verdict and what is said of it. */
export function acceptedLines(page: Page, { finding, waivers = NONE }: ExplanationDocument): string[] {
  const { waiver, verdict } = finding;
  const told = waiver === undefined ? [] : [waiverReason(waiver), waiverSource(waiver)];
  return [
    ...labelledList(page, verdict === 'waived' ? 'waived' : 'accepted', told),
    ...idleTexts(waivers).flatMap((text) => labelled(page, 'note', text)),
    ...waivers.gaps.flatMap((gap) => gapLines(page, gap)),
  ];
}

function idleTexts({ expired, pending, refused }: ExplainedWaivers): string[] {
  return [
    ...expired.map((one) => `a waiver has expired, ${described(one)}`),
    ...pending.map((one) => `a waiver does not hold yet, ${described(one)}`),
    ...refused.map(
      (one) =>
        `a waiver is about ${counted(one.resources, 'resource')}, more than ${countText(one.most)}, and does not hold without \`broad: true\`, ${described(one)}`,
    ),
  ];
}

function described(waiver: FindingWaiver): string {
  return `${waiverReason(waiver)} (${waiverSource(waiver)})`;
}

/** What is accepted of a gap is that the evidence lacks it: the verdict stays. */
function gapLines(page: Page, { holds, ...gap }: ExplainedWaivers['gaps'][number]): string[] {
  const text = described({ ...gap, kind: 'file' });
  if (holds === 'valid') return labelled(page, 'accepted', `that it could not be read, ${text}`);
  return labelled(
    page,
    'note',
    `an accepted gap ${holds === 'expired' ? 'has expired' : 'does not hold yet'}, ${text}`,
  );
}
