/** What a definite verdict leans on: links that no record of the input settles, and what the source tells beside a plan. */
import { compareText } from '../finding/compare-text.ts';
import { type ReadPath, touches } from '../resource/read-path.ts';
import type { Assumption, JsonObject, LinkedResource, Links, Path, Resource } from '../resource/resource.ts';

const NONE: readonly Assumption[] = [];

/** The empty lists of links that a read walks through, and what it reads there that a source tells. */
function leaningsOf(read: ReadPath, values: JsonObject, links: Links, prefix: Path): Assumption[] {
  const [kind, name, third] = read;
  if (kind === 'referrers' && typeof name === 'string' && typeof third === 'string') {
    const leans = !links.settled?.some((one) => one[1] === name && one[2] === third);
    const path = [...prefix, kind, name, third];
    return along(links.referrers[name]?.[third] ?? [], read.slice(4), path, leans);
  }
  if (kind === 'refs' && typeof name === 'string') {
    const path = [...prefix, kind, name];
    // An attribute that names nothing leans on nothing; one that names something that is not here does.
    return along(links.refs[name] ?? [], read.slice(3), path, values[name] !== undefined);
  }
  return [];
}

function along(
  records: Links['refs'][string],
  rest: ReadPath,
  path: Path,
  emptyLeans: boolean,
): Assumption[] {
  if (records.length === 0) return emptyLeans ? [{ kind: 'nothing-elsewhere', path }] : [];
  return records.flatMap((record, index) => {
    const { links, fromSource } = record;
    if (links === undefined && fromSource === undefined) return NONE;
    const below = links === undefined ? NONE : leaningsOf(rest, record.values, links, [...path, index]);
    return [...below, ...told(record, rest, [...path, index])];
  });
}

function told(
  { fromSource }: Pick<LinkedResource, 'fromSource'>,
  read: ReadPath,
  prefix: Path,
): Assumption[] {
  const found = fromSource?.filter((path) => touches(read, path)) ?? [];
  return found.map((path) => ({ kind: 'source', path: [...prefix, ...path] }));
}

/**
 * The assumptions of a verdict whose policy has these reads: every list of links that is read and empty and was not asked
 * of the cloud whole ("nothing elsewhere"), the links that were settled by something weaker than an equal value, and
 * values that a plan leaves open and the configuration at hand tells.
 */
export function assumptionsOf(
  reads: readonly ReadPath[],
  resource: Pick<Resource, 'values' | 'fromSource'>,
  links: Links,
): Assumption[] {
  const seen = new Set<string>();
  const found: Assumption[] = [];
  for (const read of reads) {
    for (const assumption of leanedOn(read, resource, links)) {
      const name = JSON.stringify(assumption);
      if (seen.has(name)) continue;
      seen.add(name);
      found.push(assumption);
    }
  }
  if (links.assumes.length === 0) return found;
  const settled = links.assumes.filter((assumption) => reads.some((read) => touches(read, assumption.path)));
  return [...found, ...inOrder(settled)];
}

function leanedOn(
  read: ReadPath,
  resource: Pick<Resource, 'values' | 'fromSource'>,
  links: Links,
): readonly Assumption[] {
  if (read[0] === 'refs' || read[0] === 'referrers') return leaningsOf(read, resource.values, links, []);
  return resource.fromSource === undefined ? NONE : told(resource, read, []);
}

/** The order of links is that of all policies of a run, so that each verdict's own has to be made. */
function inOrder(assumptions: readonly Assumption[]): readonly Assumption[] {
  if (assumptions.length < 2) return assumptions;
  return assumptions
    .map((assumption) => ({ assumption, text: JSON.stringify(assumption.path) }))
    .sort((left, right) => compareText(left.text, right.text))
    .map(({ assumption }) => assumption);
}
