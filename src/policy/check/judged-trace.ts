/** A policy on its way through the checks: what it judges, where it does what, and what its input looks like. */
import type { PolicyTrace } from '../../toolchain/rego-trace.ts';
import type { InputNode } from '../input/input-node.ts';
import type { PolicyMetadata } from '../metadata.ts';

export interface JudgedTrace {
  readonly id: string;
  readonly file: string;
  readonly metadata: PolicyMetadata;
  readonly types: readonly string[];
  readonly trace: PolicyTrace;
  /** The input for each of the types, in their order. */
  readonly inputs: readonly InputNode[];
}

/** Notes of one place and, where `more` tells them apart, of one thing there. */
export function byPlace<T extends { readonly file: string; readonly row: number; readonly col: number }>(
  notes: readonly T[],
  more: (note: T) => string = () => '',
): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const note of notes) {
    const key = `${note.file}:${note.row}:${note.col} ${more(note)}`;
    groups.set(key, [...(groups.get(key) ?? []), note]);
  }
  return [...groups.values()];
}
