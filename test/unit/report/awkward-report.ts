/** A report in which every name that somebody else chose is an awkward one. */
import { readFileSync } from 'node:fs';
import type { Finding, Verdict } from '../../../src/finding/finding.ts';
import type { Report } from '../../../src/finding/report.ts';
import type { FindingWaiver, WaiversSummary } from '../../../src/finding/waiver.ts';
import type { PolicyHelp, RenderOptions } from '../../../src/report/reporter.ts';
import { optionsOf, reportOf } from './sample-report.ts';

interface Awkward {
  readonly what: string;
  readonly name: string;
}

/** Names of test/fixtures/awkward-names.json; `times` there makes a long one. */
export const AWKWARD: readonly Awkward[] = (
  JSON.parse(readFileSync(new URL('../../fixtures/awkward-names.json', import.meta.url), 'utf8')) as {
    what: string;
    text: string;
    times?: number;
  }[]
).map(({ what, text, times = 1 }) => ({ what, name: text.repeat(times) }));

const SHOWN: readonly Verdict[] = ['fail', 'unknown', 'error', 'waived'];

/** The name as what a finding is about; policies have names of ours, so that both can be told apart. */
function findingOf(name: string, index: number): Finding {
  const verdict = SHOWN[index % SHOWN.length] ?? 'fail';
  const unknown = {
    path: ['values', name],
    address: name,
    reason: 'after-apply' as const,
    expression: name,
    api: name,
    condition: `fails if ${name}`,
  };
  return {
    fingerprints: [index.toString(16).padStart(32, '0')],
    policy: `acme.p${index % 3}`,
    severity: 'high',
    verdict,
    resource: {
      address: name,
      type: name,
      key: name,
      id: name,
      scope: { account: name, region: name },
    },
    messages: [`said ${name}`, name],
    decidedBy: [{ path: ['values', name], value: { [name]: name } }],
    ...(verdict === 'unknown' ? { unknown: [unknown] } : {}),
    assumes: [{ kind: 'one-account', path: ['refs', name], detail: name }],
    location: { file: name },
    remediation: `do ${name}`,
    ...(verdict === 'waived' ? { waiver: waiverOf(name) } : {}),
  };
}

function waiverOf(name: string): FindingWaiver {
  return {
    id: name,
    kind: name.length % 2 === 0 ? 'file' : 'inline',
    reason: name,
    owner: name,
    approver: name,
    ticket: name,
    expires: name,
    file: name,
    line: 3,
  };
}

function waiversWith(name: string): WaiversSummary {
  const { kind: _, ...told } = waiverOf(name);
  const use = { ...waiverOf(name), findings: 2 };
  const gap = { ...told, coverage: 1, reads: 1 };
  return {
    files: [name],
    applied: [use],
    expired: [use],
    pending: [use],
    refused: [{ ...use, resources: 12, most: 10 }],
    unused: [waiverOf(name)],
    gaps: [
      { ...gap, holds: 'valid' },
      { ...gap, holds: 'expired' },
      { ...gap, holds: 'valid', coverage: 0, reads: 0 },
    ],
  };
}

function helpWith(name: string): PolicyHelp {
  return {
    title: name,
    description: name,
    remediation: `do ${name}`,
    fix: `resource "x" "y" {\n  ${name}\n${name}\n}`,
    relatedResources: [name],
    controls: [name],
  };
}

/** Names as subjects; the texts around them, of policies and of the summary, are `around`. */
export function awkwardReport(
  around: string,
  names: readonly Awkward[] = AWKWARD,
): { report: Report; options: RenderOptions } {
  const findings = names.map(({ name }, index) => findingOf(name, index));
  const types = [{ type: around, resources: 1 }];
  const report = reportOf(findings, {
    unjudged: types,
    leaving: types,
    waiting: [{ policy: around, needs: [around] }],
    disabled: [{ policy: around, where: around }],
    outsidePaths: { resources: 1, withoutAddress: 1, policies: [{ policy: around, resources: 1 }] },
    incomplete: [around],
    waivers: waiversWith(around),
  });
  const [input] = report.input;
  const policies = Object.fromEntries(
    ['acme.p0', 'acme.p1', 'acme.p2'].map((id): [string, PolicyHelp] => [id, helpWith(around)]),
  );
  return {
    report: { ...report, input: input === undefined ? [] : [{ ...input, name: around }] },
    options: optionsOf({ policies, exit: { code: 1, failOn: 'low' }, width: 100_000 }),
  };
}
