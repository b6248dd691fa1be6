/** All places of the input that a policy's verdict reads, with what stands there. */
import type { ReadPlace } from '../finding/explanation.ts';
import type { Policy } from '../finding/policy.ts';
import type { Assumption, Path } from '../resource/resource.ts';
import { startsWith } from '../resource/starts-with.ts';
import { valueAt } from '../resource/value-at.ts';
import { decision, distinct, mostSpecific, reached } from './decision.ts';
import { type JudgedResource, openPlaces, unknownReads } from './judge.ts';
import { cutAtSensitive, sensitivePlaces } from './sensitive.ts';

/** In the order in which the policy reads them; each is told once, as far down as the policy looks. */
export function readPlaces(
  judged: JudgedResource,
  policy: Policy,
  assumes: readonly Assumption[],
): ReadPlace[] {
  const { resource, links, input } = judged;
  const sensitive = sensitivePlaces(resource, links);
  const open = unknownReads(openPlaces(judged, policy), judged);
  const reads = [...policy.reads.applies, ...policy.reads.denies.flat()];
  const paths = distinct(
    reads.flatMap((read) => reached(input, read, [], true)).map((path) => cutAtSensitive(path, sensitive)),
  );
  const isThere = (path: Path): boolean => valueAt(input, path) !== undefined;
  const known = mostSpecific(paths).filter(
    (path) => !open.some((one) => isSaidBy(path, one.path, isThere(path))),
  );
  const filled = new Set(
    assumes
      .filter(({ kind }) => kind === 'documented-default' || kind === 'reference-set')
      .map(({ path }) => JSON.stringify(path)),
  );
  return [
    ...known.map((path): ReadPlace => {
      const told = decision(input, path, sensitive);
      if (!isRecord(path)) return told;
      const { value: _, sensitive: __, ...record } = told;
      return { ...record, present: true };
    }),
    ...open.map((one): ReadPlace => {
      const path = cutAtSensitive(one.path, sensitive);
      return { ...one, path, ...(filled.has(JSON.stringify(one.path)) ? { assumed: true as const } : {}) };
    }),
  ];
}

/** A linked record as a whole: of such a one policies ask only whether it is there. */
function isRecord(path: Path): boolean {
  const [kind, second] = [path.at(-3), path.at(-2)];
  return (
    typeof path.at(-1) === 'number' &&
    (kind === 'refs' || path.at(-4) === 'referrers') &&
    typeof second === 'string'
  );
}

/** An unknown place says all of what lies below it, and of what it lies in where nothing else is there. */
function isSaidBy(path: Path, open: Path, isThere: boolean): boolean {
  return startsWith(path, open) || (!isThere && startsWith(open, path));
}
