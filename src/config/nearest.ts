/** The known name nearest to one that is not known: what an error offers. */
import { distance } from 'fastest-levenshtein';

/** Edits between the names, as a share of the longer one: 0 the same, 1 nothing in common. */
function strangeness(left: string, right: string): number {
  const edits = areSwapped(left, right) ? 1 : distance(left, right);
  return edits / Math.max(left.length, right.length, 1);
}

/** Two neighbouring letters in the other order are one slip of the fingers, not two. */
function areSwapped(left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  const at = [...left].findIndex((letter, index) => letter !== right[index]);
  if (at < 0 || left[at] !== right[at + 1] || left[at + 1] !== right[at]) return false;
  return left.slice(at + 2) === right.slice(at + 2);
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

/** More names than this nobody reads in a line. */
const FEW_NAMES = 12;

/**
 * A hint for an unknown name: the nearest where one is alike, and all known names where they are few; else what lists
 * them (`driftlock policy list`), and without such a thing their number.
 */
export function suggestion(name: string, known: readonly string[], listedBy?: string): string {
  const found = nearest(name, known);
  const offer = found === undefined ? [] : [`did you mean "${found}"?`];
  if (listedBy !== undefined) return [...offer, `${listedBy} names them all`].join(' ');
  if (known.length <= FEW_NAMES) return [...offer, `known: ${known.join(', ')}`].join(' ');
  return offer[0] ?? `none of the ${known.length} that are known is like it`;
}
