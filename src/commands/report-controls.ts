/** Adds to a report what it says of the controls of frameworks. */
import { controlResults } from '../evaluate/control-results.ts';
import type { PoliciesByType } from '../evaluate/select.ts';
import type { Tally } from '../evaluate/tally.ts';
import type { Framework } from '../finding/framework.ts';
import type { Report } from '../finding/report.ts';

interface Judged {
  readonly tally: Tally;
  /** One for each catalogue. */
  readonly byTypes: readonly PoliciesByType[];
}

export function reportControls(
  { findings, ...report }: Report,
  frameworks: readonly Framework[],
  { tally, byTypes }: Judged,
): Report {
  const { waiting, disabled } = report.summary;
  const left = new Map([
    ...waiting.map(({ policy, needs }): [string, string] => [policy, `waits for ${needs.join(', ')}`]),
    ...disabled.map(({ policy, where }): [string, string] => [policy, `is disabled by ${where}`]),
  ]);
  const evidence = { tally, types: typesOf(byTypes), coverage: report.coverage, left };
  return { ...report, frameworks: controlResults(frameworks, evidence), findings };
}

function typesOf(byTypes: readonly PoliciesByType[]): ReadonlyMap<string, ReadonlySet<string>> {
  const types = new Map<string, Set<string>>();
  for (const byType of byTypes)
    for (const [type, policies] of byType)
      for (const { id } of policies) types.set(id, (types.get(id) ?? new Set()).add(type));
  return types;
}
