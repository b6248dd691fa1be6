/** Places as a tree: an account may have thousands of open ones, and each operand of a condition asks for some. */
import type { ReadPath } from '../../resource/read-path.ts';
import type { Path, PathSegment } from '../../resource/resource.ts';

export interface PlaceTree {
  /** Places that end here, in the order of the list. */
  readonly places: readonly Path[];
  readonly below: ReadonlyMap<PathSegment, PlaceTree>;
  /** Of the keys below, numbers at which a place ends. */
  readonly numbers: readonly number[];
}

interface Growing extends PlaceTree {
  readonly places: Path[];
  readonly below: Map<PathSegment, Growing>;
  readonly numbers: number[];
}

const trees = new WeakMap<readonly Path[], PlaceTree>();

/** The tree of a list that nobody changes. */
export function placeTree(places: readonly Path[]): PlaceTree {
  const known = trees.get(places);
  if (known !== undefined) return known;
  const root = grown();
  for (const place of places) add(root, place);
  trees.set(places, root);
  return root;
}

function grown(): Growing {
  return { places: [], below: new Map(), numbers: [] };
}

function add(root: Growing, place: Path): void {
  let at = root;
  for (const [depth, step] of place.entries()) {
    const next = at.below.get(step) ?? grown();
    at.below.set(step, next);
    if (depth === place.length - 1 && typeof step === 'number') at.numbers.push(step);
    at = next;
  }
  at.places.push(place);
}

/** Whether reading `read` (and all below it) sees anything at or below one of the places, or the reverse. */
export function touchesAny(read: ReadPath, tree: PlaceTree, depth = 0): boolean {
  const step = read[depth];
  if (step === undefined) return tree.places.length > 0 || tree.below.size > 0;
  if (tree.places.length > 0) return true;
  if (step !== null) {
    const next = tree.below.get(step);
    return next !== undefined && touchesAny(read, next, depth + 1);
  }
  for (const next of tree.below.values()) if (touchesAny(read, next, depth + 1)) return true;
  return false;
}

/** Whether all that the read may see lies at or below one of the places. */
export function liesInAny(read: ReadPath, tree: PlaceTree): boolean {
  let at: PlaceTree | undefined = tree;
  for (const step of read) {
    if (at === undefined || at.places.length > 0 || step === null) break;
    at = at.below.get(step);
  }
  return at !== undefined && at.places.length > 0;
}

/** The places that the reads touch. */
export function touchedBy(reads: Iterable<ReadPath>, tree: PlaceTree): ReadonlySet<Path> {
  const touched = new Set<Path>();
  const whole = new Set<PlaceTree>();
  for (const read of reads) collect(read, 0, tree, touched, whole);
  return touched;
}

function collect(
  read: ReadPath,
  depth: number,
  { places, below }: PlaceTree,
  touched: Set<Path>,
  whole: Set<PlaceTree>,
): void {
  for (const place of places) touched.add(place);
  const step = read[depth];
  if (step !== undefined && step !== null) {
    const next = below.get(step);
    if (next !== undefined) collect(read, depth + 1, next, touched, whole);
    return;
  }
  for (const next of below.values()) {
    if (whole.has(next)) continue;
    if (step === undefined) whole.add(next);
    collect(read, depth + 1, next, touched, whole);
  }
}

/** The places below, as they are seen from here. */
export function placesBelow(tree: PlaceTree, depth: number): readonly Path[] {
  const found: Path[] = [];
  const visit = ({ places, below }: PlaceTree): void => {
    for (const place of places) found.push(place.slice(depth));
    for (const next of below.values()) visit(next);
  };
  for (const next of tree.below.values()) visit(next);
  return found;
}
