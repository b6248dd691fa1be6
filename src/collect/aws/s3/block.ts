/** Blocks of the provider's schema: lists that hold one element, or none. */
import type { LiveValues } from '../../collector.ts';

/** The block of a part of an answer; undefined, and so absent, where the answer has no such part. */
export function block<Part extends object>(
  part: Part | undefined,
  values: (part: Part) => LiveValues,
): readonly LiveValues[] | undefined {
  return part === undefined ? undefined : [values(part)];
}
