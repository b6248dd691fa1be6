/** What a definite verdict leans on: links that no record of the input settles. */
import { compareText } from '../finding/compare-text.ts';
import { type ReadPath, touches } from '../resource/read-path.ts';
import type { Assumption, JsonObject, Links, Path } from '../resource/resource.ts';

/** The lists of links that a read walks through, with the part of the read that names each. */
function emptyLists(read: ReadPath, values: JsonObject, links: Links, prefix: Path): Path[] {
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

function along(records: Links['refs'][string], rest: ReadPath, path: Path, emptyLeans: boolean): Path[] {
  if (records.length === 0) return emptyLeans ? [path] : [];
  return records.flatMap((record, index) =>
    record.links === undefined ? [] : emptyLists(rest, record.values, record.links, [...path, index]),
  );
}

/**
 * The assumptions of a verdict whose policy has these reads: every list of links that is read and empty and was not asked
 * of the cloud whole ("nothing elsewhere"), and the links that were settled by something weaker than an equal value.
 */
export function assumptionsOf(reads: readonly ReadPath[], values: JsonObject, links: Links): Assumption[] {
  const seen = new Set<string>();
  const found: Assumption[] = [];
  for (const read of reads) {
    if (read[0] !== 'refs' && read[0] !== 'referrers') continue;
    for (const path of emptyLists(read, values, links, [])) {
      const name = JSON.stringify(path);
      if (seen.has(name)) continue;
      seen.add(name);
      found.push({ kind: 'nothing-elsewhere', path });
    }
  }
  if (links.assumes.length === 0) return found;
  const settled = links.assumes.filter((assumption) => reads.some((read) => touches(read, assumption.path)));
  return [...found, ...inOrder(settled)];
}

/** The order of links is that of all policies of a run, so that each verdict's own has to be made. */
function inOrder(assumptions: readonly Assumption[]): readonly Assumption[] {
  if (assumptions.length < 2) return assumptions;
  return assumptions
    .map((assumption) => ({ assumption, text: JSON.stringify(assumption.path) }))
    .sort((left, right) => compareText(left.text, right.text))
    .map(({ assumption }) => assumption);
}
