/** Skip comments as waivers: which policies they name, and which findings stand in what they are about. */
import type { Finding } from '../../finding/finding.ts';
import type { Policy } from '../../finding/policy.ts';
import type { InlineRule } from '../apply-waivers.ts';
import type { Lines, PlacedSkip } from './skips-in-file.ts';

/** A block that declares a finding's resource, or calls a module that it lies in. */
export interface DeclaringBlock extends Lines {
  readonly file: string;
}

export interface InlineReading {
  readonly policies: readonly Pick<Policy, 'id' | 'aliases'>[];
  /** As for a waiver file. */
  readonly policiesNamed: (name: { readonly pattern: string; readonly where: string }) => ReadonlySet<string>;
  readonly blocksOf: (finding: Finding) => readonly DeclaringBlock[];
}

/** Ids as trivy has them: what its star stands for. */
const TRIVY_ID = /^[A-Z]+-\d{4}$/;

/** Another tool's check that none of our policies stands for is nothing to us. */
function peerPolicies(names: readonly string[], { policies }: InlineReading): Set<string> {
  const wanted = new Set(names.map((name) => name.toUpperCase()));
  const fits = (alias: string) =>
    wanted.has(alias.toUpperCase()) || (wanted.has('*') && TRIVY_ID.test(alias));
  return new Set(policies.filter(({ aliases }) => aliases.some(fits)).map(({ id }) => id));
}

function ownPolicies(skip: PlacedSkip, file: string, { policiesNamed }: InlineReading): Set<string> {
  const where = `${file}:${skip.line}:${skip.column}`;
  return new Set(skip.names.flatMap((pattern) => [...policiesNamed({ pattern, where })]));
}

/** `file` is relative to the repository. Throws DriftlockError (policy-unknown) for a comment of our own that names none. */
export function inlineRules(
  file: string,
  skips: readonly PlacedSkip[],
  reading: InlineReading,
): InlineRule[] {
  return skips.flatMap((skip): InlineRule[] => {
    const { tool, said, names, target, line, column: _, ...told } = skip;
    const policies = tool === 'driftlock' ? ownPolicies(skip, file, reading) : peerPolicies(names, reading);
    if (policies.size === 0) return [];
    return [
      {
        told: { id: said, kind: 'inline', ...told, file, line },
        isPeer: tool !== 'driftlock',
        fits: (finding) => policies.has(finding.policy) && standsIn(finding, file, skip, reading),
      },
    ];
  });
}

function standsIn(
  finding: Finding,
  file: string,
  { target: { block, lines } }: PlacedSkip,
  { blocksOf }: InlineReading,
): boolean {
  const isThere = blocksOf(finding).some((one) => one.file === file && one.startLine === block.startLine);
  if (!isThere || lines === undefined) return isThere;
  const { location } = finding;
  const line = location?.file === file ? location.startLine : undefined;
  return line !== undefined && lines.startLine <= line && line <= lines.endLine;
}
