/** The known name nearest to one that is not known: what an error offers. */
import { distance } from 'fastest-levenshtein';

/** Edits between the names, as a share of the longer one: 0 the same, 1 nothing in common. */
function strangeness(left: string, right: string): number {
  return distance(left, right) / Math.max(left.length, right.length, 1);
}

/** A dotted id may be asked for by its last part alone. */
function strangenessOf(name: string, known: string): number {
  const last = known.slice(known.lastIndexOf('.') + 1);
  return Math.min(strangeness(name, known), strangeness(name, last));
}

/** The nearest of the known names, letter case aside; undefined where nothing is alike (more than half differs). */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let least = 0.5;
  for (const candidate of known) {
    const found = strangenessOf(wanted, candidate.toLowerCase());
    if (found < least || (found === least && best === undefined)) [best, least] = [candidate, found];
  }
  return best;
}

/** A hint for an unknown name: the nearest where one is alike, else all known names. */
export function suggestion(name: string, known: readonly string[]): string {
  const found = nearest(name, known);
  const all = `known: ${known.join(', ')}`;
  return found === undefined ? all : `did you mean "${found}"? ${known.length > 12 ? '' : all}`.trimEnd();
}
