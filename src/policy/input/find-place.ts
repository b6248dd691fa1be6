/** Follows a path down from an input; tells what can lie there, or why nothing can. */
import type { ReadPath } from '../../resource/read-path.ts';
import { type InputNode, options } from './input-node.ts';

/** Where a path ends that leads nowhere: the step that nothing has, and what it was looked for in. */
export interface Lack {
  readonly step: number;
  readonly inside: readonly InputNode[];
}

export type Found =
  | { readonly nodes: readonly InputNode[]; readonly always: boolean; readonly lack?: undefined }
  | { readonly lack: Lack };

/**
 * What may lie at the path below any of the starts. `always`: wherever the start is, and what lies above it, the last step
 * is there too.
 */
export function findPlace(starts: readonly InputNode[], path: ReadPath): Found {
  let nodes = starts.flatMap(options);
  let always = true;
  for (const [step, name] of path.entries()) {
    const inside = nodes;
    always = inside.every((node) => name === null || (node.kind === 'object' && node.always(String(name))));
    nodes = inside.flatMap((node) => below(node, name)).flatMap(options);
    if (nodes.length === 0) return { lack: { step, inside } };
  }
  return { nodes, always };
}

/** What lies one step below; nothing where no value can. */
function below(node: InputNode, step: string | number | null): readonly InputNode[] {
  switch (node.kind) {
    case 'any':
      return [node];
    case 'array':
      return typeof step === 'string' ? [] : [node.element()];
    case 'map':
      return [node.element()];
    case 'object': {
      const names = step === null ? node.names() : [String(step)];
      return names.map((name) => node.child(name)).filter((child) => child !== undefined);
    }
    default:
      return [];
  }
}

/** Rego's names of the kinds that may lie there; undefined where it may be anything. */
export function kindsAt(nodes: readonly InputNode[]): ReadonlySet<string> | undefined {
  if (nodes.some(({ kind }) => kind === 'any')) return undefined;
  return new Set(nodes.map(({ kind }) => (kind === 'map' ? 'object' : kind)));
}
