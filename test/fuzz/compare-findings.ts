/** Findings in a form in which those of two runs can be held against each other. */
import type { Finding, Verdict } from '../../src/finding/finding.ts';
import type { Report } from '../../src/finding/report.ts';

function sorted(lines: readonly string[]): string[] {
  return [...lines].sort();
}

/** The same findings in the same words, in whatever order; places of linked records may have moved. */
export function findingLines({ findings }: Report): string[] {
  return sorted(
    findings.map(({ policy, verdict, severity, resource, messages, unknown, assumes, fingerprints }) =>
      JSON.stringify({
        policy,
        resource,
        verdict,
        severity,
        fingerprints,
        messages,
        unknown: sorted((unknown ?? []).map((one) => JSON.stringify([one.reason, withoutPlaces(one.path)]))),
        assumes: sorted((assumes ?? []).map((one) => JSON.stringify([one.kind, withoutPlaces(one.path)]))),
      }),
    ),
  );
}

function withoutPlaces(path: readonly (string | number)[]): readonly (string | number)[] {
  return path.map((step) => (typeof step === 'number' ? '#' : step));
}

/** Which policy says what of which place of which resource, and no more. */
export function verdictLines(
  { findings }: Report,
  name: (address: string) => string = (address) => address,
): string[] {
  return sorted(
    findings.map(({ policy, verdict, resource }) =>
      JSON.stringify([policy, name(resource.address ?? ''), resource.type, resource.path ?? [], verdict]),
    ),
  );
}

/** What is in one and not in the other. */
export function difference(left: readonly string[], right: readonly string[]): string[] {
  const rest = [...right];
  const only = left.filter((line) => {
    const place = rest.indexOf(line);
    if (place >= 0) rest.splice(place, 1);
    return place < 0;
  });
  return [...only.map((line) => `- ${line}`), ...rest.map((line) => `+ ${line}`)];
}

const WORST_FIRST: readonly Verdict[] = ['error', 'fail', 'unknown', 'pass', 'not-applicable', 'waived'];

/** By policy and resource the worst verdict over the places of the resource; accounts and regions are left out. */
export function worstVerdicts({ findings }: Report): Map<string, Verdict> {
  const worst = new Map<string, Verdict>();
  for (const { policy, verdict, resource } of findings as readonly Finding[]) {
    if (resource.address === undefined) continue;
    const name = `${policy} ${resource.address}`;
    const known = worst.get(name);
    if (known === undefined || WORST_FIRST.indexOf(verdict) < WORST_FIRST.indexOf(known))
      worst.set(name, verdict);
  }
  return worst;
}
