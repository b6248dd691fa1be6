/** Findings by resource, the worst resource first. */
import { compareText } from '../../finding/compare-text.ts';
import { type Finding, SEVERITIES, VERDICTS } from '../../finding/finding.ts';
import { namedInput } from '../input-file.ts';

export interface Group {
  readonly resource: Finding['resource'];
  /** Lines of the configuration, worst first, then the input where there are several. */
  readonly places: readonly string[];
  readonly findings: readonly Finding[];
}

/** Smaller is worse: the verdict, then the severity. */
function rank(finding: Finding): number {
  return VERDICTS.indexOf(finding.verdict) * SEVERITIES.length + SEVERITIES.indexOf(finding.severity);
}

function numbersPadded(label: string): string {
  return label.replace(/\d+/g, (digits) => digits.padStart(12, '0'));
}

function identity(finding: Finding): string {
  const { address, type, key, id, scope, path } = finding.resource;
  return JSON.stringify([address, type, key, id, scope.account, scope.region, path, namedInput(finding)]);
}

/**
 * Groups and the findings in them: worst first, then by address (`web[9]` before `web[10]`) and policy; the same for
 * any order of `findings`.
 */
export function groupFindings(findings: readonly Finding[]): Group[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const name = identity(finding);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [finding]);
    else group.push(finding);
  }
  return [...groups]
    .map(([name, members]) => {
      members.sort(
        (a, b) =>
          rank(a) - rank(b) ||
          compareText(a.policy, b.policy) ||
          compareText(a.messages[0] ?? '', b.messages[0] ?? ''),
      );
      const [first] = members as [Finding, ...Finding[]];
      const label = numbersPadded(first.resource.address ?? first.resource.key ?? name);
      return { name, worst: rank(first), label, members, first };
    })
    .sort((a, b) => a.worst - b.worst || compareText(a.label, b.label) || compareText(a.name, b.name))
    .map(({ first, members }) => ({
      resource: first.resource,
      places: placesOf(members),
      findings: members,
    }));
}

/** Lines that are named of one resource in one file. */
const MOST_LINES = 4;

/** `main.tf:12, 15`: the first of them is that of the worst finding. */
function placesOf(findings: readonly Finding[]): string[] {
  const lines = new Map<string, Set<number>>();
  for (const { location } of findings) {
    if (location?.startLine === undefined) continue;
    const own = lines.get(location.file) ?? new Set();
    lines.set(location.file, own.add(location.startLine));
  }
  const inputs = new Set(findings.flatMap((finding) => namedInput(finding) ?? []));
  return [...[...lines].map(([file, numbers]) => `${file}:${lineList([...numbers])}`), ...inputs];
}

function lineList(numbers: readonly number[]): string {
  const more = numbers.length > MOST_LINES ? ', …' : '';
  return `${numbers.slice(0, MOST_LINES).join(', ')}${more}`;
}
