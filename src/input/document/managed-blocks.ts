/** Which blocks of a configuration are managed resources, and which of those have one instance. */
import { member } from '../../resource/json-kind.ts';
import type { Json } from '../../resource/resource.ts';

/** How many of the blocks, named by module path, line break and address in the module, are managed resources. */
export function countManaged(keys: Iterable<string>): number {
  let count = 0;
  for (const key of keys) if (isManaged(key.slice(key.indexOf('\n') + 1))) count++;
  return count;
}

/** The address of the one instance of a managed block; undefined where it, or a module around it, is repeated. */
export function singleAddress(
  key: string,
  block: () => Json | undefined,
  calls: ReadonlyMap<string, Json>,
): string | undefined {
  const [path, local] = key.split('\n', 2) as [string, string];
  if (!isManaged(local) || isRepeated(block()) || isInRepeated(calls, path)) return undefined;
  return path === '' ? local : `${path}.${local}`;
}

/** `aws_vpc.v`; blocks of other modes name theirs first (`data.aws_vpc.v`, `ephemeral.…`). */
function isManaged(local: string): boolean {
  return local.indexOf('.') === local.lastIndexOf('.');
}

function isInRepeated(calls: ReadonlyMap<string, Json>, path: string): boolean {
  if (path === '') return false;
  const at = path.lastIndexOf('.module.');
  return isRepeated(calls.get(path)) || isInRepeated(calls, at === -1 ? '' : path.slice(0, at));
}

function isRepeated(block: Json | undefined): boolean {
  return (
    member(block, 'count_expression') !== undefined || member(block, 'for_each_expression') !== undefined
  );
}
