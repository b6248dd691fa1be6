/** A snapshot as an input of a run, with what it lacks of the types that links need. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { CoverageEntry } from '../finding/coverage.ts';
import type { Manifest } from '../finding/manifest.ts';
import type { Input } from '../input/input.ts';
import { isGlobalType } from '../resource/scope.ts';
import { MANIFEST } from '../snapshot/manifest.ts';
import { openSnapshot, type Snapshot } from '../snapshot/open-snapshot.ts';
import { unfinished } from '../snapshot/unfinished.ts';

/** Whether the name is that of a folder of a snapshot; of one that is not whole `refuseUnfinished` tells. */
export function isSnapshot(name: string): boolean {
  return existsSync(path.join(name, MANIFEST));
}

/** Throws DriftlockError (input-missing) for a folder in which a collect was interrupted, or is still under way. */
export function refuseUnfinished(name: string): void {
  if (unfinished(name) !== undefined) openSnapshot(name);
}

/**
 * `needed` are the types that policies judge and links look for: those of them that are not wholly collected are open.
 * `snapshot` is what the folder of that name holds, where it is open already.
 */
export function snapshotInput(
  name: string,
  needed: ReadonlySet<string>,
  snapshot: Snapshot = openSnapshot(name),
): Input {
  const { manifest, sha256 } = snapshot;
  const coverage = [
    ...manifest.coverage.map((entry) => ({ ...entry, source: name })),
    ...notAsked(name, snapshot, needed),
  ];
  const gaps = coverage.filter(({ status, listed }) => status !== 'complete' && listed !== true);
  return {
    about: {
      name,
      kind: 'snapshot',
      formatVersion: manifest.format_version,
      complete: coverage.every(({ status }) => status === 'complete' || status === 'not-asked'),
      errored: false,
      sha256,
    },
    coverage,
    notices: [],
    // Findings of what lives have keys, and secrets were taken out before they were written.
    configurationRoot: '.',
    sensitiveTexts: new Set(),
    openTypes: new Set(gaps.map(({ type }) => type)),
    isListed: listedIn(manifest),
    openElsewhere: new Set(manifest.asked.all_regions === true ? [] : regionalTypes(manifest)),
    *resources(types, shaped) {
      for (const resource of snapshot.resources(types)) {
        if (shaped?.has(resource.type) === false)
          yield { ...resource, values: {}, tags: {}, unknown: [], sensitive: [] };
        else yield resource;
      }
    },
  };
}

/** Of a global scope all regions must have been asked, unless the account as a whole was. */
function listedIn({ coverage, asked }: Manifest): NonNullable<Input['isListed']> {
  const byType = new Map<string, Manifest['coverage'][number][]>();
  for (const entry of coverage) {
    const known = byType.get(entry.type);
    if (known === undefined) byType.set(entry.type, [entry]);
    else known.push(entry);
  }
  return (type, { account, region }) => {
    const entries = (byType.get(type) ?? []).filter(({ scope }) => scope.account === account);
    if (!entries.every(({ status, listed }) => status === 'complete' || listed === true)) return false;
    const isWhole = entries.some(({ scope }) => scope.region === undefined || scope.region === 'global');
    if (isWhole) return true;
    if (region === undefined || region === 'global') return entries.length > 0 && asked.all_regions === true;
    return entries.some(({ scope }) => scope.region === region);
  };
}

/** What is read region by region: where some were left out, an account may have more of it. */
function regionalTypes({ coverage }: Manifest): readonly string[] {
  return coverage.filter(({ scope }) => scope.region !== undefined).map(({ type }) => type);
}

/** Types that the run needs and that nobody asked the cloud for. */
function notAsked(source: string, { manifest }: Snapshot, needed: ReadonlySet<string>): CoverageEntry[] {
  const asked = new Set(manifest.coverage.map(({ type }) => type));
  const [account] = manifest.asked.accounts;
  return [...needed]
    .filter((type) => !asked.has(type) && !type.startsWith('driftlock_'))
    .map((type) => ({
      source,
      scope: { ...(account !== undefined && { account }), ...(isGlobalType(type) && { region: 'global' }) },
      type,
      status: 'not-asked' as const,
      count: 0,
    }));
}
