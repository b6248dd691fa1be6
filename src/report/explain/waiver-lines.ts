/** The entry of a waiver file that would accept a failure, but for what only people can say. */
import type { Finding } from '../../finding/finding.ts';
import { visibleText } from '../../visible-text.ts';
import type { Page } from '../table/layout.ts';
import { subjectName } from '../table/subject.ts';

/** Left open on purpose: an entry without them is an error. */
const OPEN = [
  'reason:   # why it is accepted',
  'owner:    # who answers for it',
  'expires:  # the last day on which it is, as 2027-01-31',
];

/** None of what a name that nobody can see stands for (waive/named-resource.ts says what a resource goes by). */
export function waiverLines({ paint }: Page, finding: Finding): string[] {
  const { verdict, policy, raw, resource } = finding;
  const name = resource.address === undefined ? (resource.key ?? resource.id) : subjectName(resource);
  if (verdict !== 'fail' || raw === true || name === undefined) return [];
  const values = [policy, name.replaceAll('*', '\\*')];
  if (values.some((value) => visibleText(value) !== value)) return [];
  const [rule, subject] = values.map((value) => `'${value.replaceAll("'", "''")}'`);
  const lines = ['- id:       # a name of its own', `  policy: ${rule}`, `  resource: ${subject}`];
  return [
    '',
    paint.quiet('    waived by an entry of driftlock.waivers.yaml, below `waivers:`'),
    '',
    ...[...lines, ...OPEN.map((line) => `  ${line}`)].map((line) => `    ${line}`),
  ];
}
