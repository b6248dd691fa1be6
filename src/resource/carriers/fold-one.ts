/** One carrier applied to one parent's values, which may hold unknown places. */
import type { Carrier, Folded } from './carrier.ts';
import { isMark, items, type Tree, type TreeObject, unknownMark } from './tree.ts';
import { whollyUnknown } from './wholly-unknown.ts';

const STRING_LISTS = new Set(['managed_policy_arns', 'subnet_ids']);

/** What a carrier takes out of values, unset attributes left out. */
export function foldOne(carrier: Carrier, parent: TreeObject, type: string): readonly Folded[] {
  const open: Folded[] = [];
  const rest: Record<string, Tree> = {};
  for (const name of Object.keys(parent)) {
    const value = readable(carrier, name, parent[name] as Tree);
    const reason = isMark(value) ? value.reason : undefined;
    if (!Object.hasOwn(carrier.attributes, name)) rest[name] = value;
    else if (reason === undefined) rest[name] = carrier.takesUnknown ? value : blocksOnly(value, name);
    else if (reason === 'unset') continue;
    else if (carrier.takesUnknown) rest[name] = value;
    else {
      for (const carried of carrier.attributes[name] ?? []) {
        open.push({
          type: carried,
          path: [name],
          values: whollyUnknown(carried, carrier.link(parent), reason),
        });
      }
    }
  }
  const has = carrier.alias || Object.keys(carrier.attributes).some((name) => rest[name] !== undefined);
  return has ? [...carrier.fold(rest, type), ...open] : open;
}

/** Something else than a list where a list of blocks is due cannot be read: it must not pass for an empty one. */
function readable(carrier: Carrier, name: string, value: Tree): Tree {
  if (carrier.takesUnknown || !Object.hasOwn(carrier.attributes, name)) return value;
  return isMark(value) || Array.isArray(value) ? value : unknownMark('malformed');
}

function blocksOnly(value: Tree, name: string): Tree {
  if (STRING_LISTS.has(name)) return value;
  return items(value).map((item) =>
    typeof item === 'object' && item !== null && !Array.isArray(item) ? item : unknownMark('malformed'),
  );
}
