/** Accepted gaps: what could not be read, and does not make the evidence incomplete for all that. */
import type { CoverageEntry } from '../finding/coverage.ts';
import type { UnknownRead } from '../finding/finding.ts';
import type { GapUse } from '../finding/waiver.ts';
import type { Scope } from '../resource/resource.ts';
import { validityOf } from './day.ts';
import { fitsScope } from './fits-scope.ts';
import type { GapCause, GapRule } from './waiver-rule.ts';

/** What was met, and what stands in the way. */
interface Gap {
  readonly types: readonly string[];
  readonly scope: Scope;
  readonly cause: string;
  readonly api: string | undefined;
}

export interface GapAcceptance {
  /** Entries that are accepted name their gap. */
  readonly coverage: (entries: readonly CoverageEntry[]) => readonly CoverageEntry[];
  /** Whether that read of such a resource is accepted; counted where it is. */
  readonly read: (read: UnknownRead, resource: { readonly type: string; readonly scope: Scope }) => boolean;
  /** Gaps in the order of the files. */
  readonly used: () => readonly GapUse[];
}

function fits(rule: GapRule, { types, scope, cause, api }: Gap): boolean {
  return (
    rule.causes.has(cause as GapCause) &&
    rule.types.some((glob) => types.some((type) => glob.test(type))) &&
    (rule.actions === undefined || (api !== undefined && rule.actions.some((glob) => glob.test(api)))) &&
    fitsScope(rule.scope, scope)
  );
}

/** Of a record that refers to the resource, its own type too. */
function typesOf({ path }: UnknownRead, type: string): readonly string[] {
  return path[0] === 'referrers' && typeof path[1] === 'string' ? [path[1], type] : [type];
}

/** `now` in epoch seconds: what holds no longer, or not yet, accepts nothing. */
export function acceptGaps(rules: readonly GapRule[], now: number): GapAcceptance {
  const counts = new Map(rules.map((rule) => [rule, { coverage: 0, reads: 0 }]));
  const holds = new Map(
    rules.map((rule) => [rule, validityOf({ granted: rule.granted, expires: rule.told.expires }, now)]),
  );

  function accepting(gap: Gap, what: 'coverage' | 'reads'): GapRule | undefined {
    const fitting = rules.filter((rule) => fits(rule, gap));
    for (const rule of fitting) {
      const count = counts.get(rule);
      if (count !== undefined) count[what] += 1;
    }
    return fitting.find((rule) => holds.get(rule) === 'valid');
  }

  return {
    coverage: (entries) =>
      entries.map((entry) => {
        const { status, scope, type, api } = entry;
        if (status === 'complete' || status === 'not-asked') return entry;
        const rule = accepting({ types: [type], scope, cause: status, api }, 'coverage');
        return rule === undefined ? entry : { ...entry, accepted: rule.told.id };
      }),
    read: (read, { type, scope }) =>
      accepting({ types: typesOf(read, type), scope, cause: read.reason, api: read.api }, 'reads') !==
      undefined,
    used: () =>
      rules.map((rule) => ({
        ...rule.told,
        holds: holds.get(rule) ?? 'expired',
        ...(counts.get(rule) ?? { coverage: 0, reads: 0 }),
      })),
  };
}
