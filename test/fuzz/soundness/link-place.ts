/** Places behind links: the list itself, and where a record's own values begin. */
import type { Path } from '../../../src/resource/resource.ts';

/** Steps from a record to the list of a link. */
const LIST_STEPS: Readonly<Record<string, number>> = { refs: 2, referrers: 3 };

/** Whether the path is that of a list of links, of the judged resource or of a linked one. */
export function isLinkList(path: Path): boolean {
  const steps = LIST_STEPS[String(path[0])];
  if (steps === undefined || path.length < steps) return false;
  return path.length === steps || isLinkList(path.slice(steps + 1));
}

/**
 * The path as it is in the product's own records: there a linked record's further links lie below `links`, which a
 * policy does not see.
 */
export function recordPath(path: Path): Path {
  const steps = LIST_STEPS[String(path[0])];
  if (steps === undefined || path.length <= steps + 1) return path;
  const rest = path.slice(steps + 1);
  const isFurther = LIST_STEPS[String(rest[0])] !== undefined;
  return [...path.slice(0, steps + 1), ...(isFurther ? ['links'] : []), ...recordPath(rest)];
}
