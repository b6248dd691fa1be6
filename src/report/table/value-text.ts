/** A value on one line, compact and bounded, whatever its size. */

interface Room {
  left: number;
}

/** Characters of a string that are shown however little room is left. */
const LEAST_SHOWN = 16;

function take(room: Room, text: string): string {
  room.left -= text.length;
  return text;
}

function more(count: number, one: string): string {
  return `…(${count} more ${one}${count === 1 ? '' : 's'})`;
}

function stringText(value: string, most: number): string {
  if (value.length <= most) return JSON.stringify(value);
  // Half of a pair is no character.
  const end = /[\uD800-\uDBFF]/.test(value.charAt(most - 1)) ? most - 1 : most;
  return `${JSON.stringify(value.slice(0, end))}${more(value.length - end, 'character')}`;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** A name as Terraform and Rego write it stands bare; quotes keep `"a:b": 1` from looking like two. */
function keyText(key: string, room: Room): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? key : stringText(key, Math.max(room.left, LEAST_SHOWN));
}

function listText(list: readonly unknown[], room: Room): string {
  const shown: string[] = [];
  // Brackets count, so that nesting ends as well.
  room.left -= 2;
  for (const element of list) {
    if (shown.length > 0 && room.left <= 0) break;
    // Where the room is used up, one plain element says as much as its count; a nested one could be of any size.
    if (room.left <= 0 && (list.length > 1 || isContainer(element))) break;
    shown.push(valueText(element, room));
  }
  if (shown.length === 0)
    return list.length === 0 ? '[]' : `[${more(list.length, 'element').replace(' more', '')}]`;
  if (shown.length < list.length) shown.push(more(list.length - shown.length, 'element'));
  return `[${shown.join(', ')}]`;
}

function recordText(record: Readonly<Record<string, unknown>>, room: Room): string {
  const keys = Object.keys(record);
  const shown: string[] = [];
  for (const key of keys) {
    if (room.left <= 0) break;
    const label = take(room, `${keyText(key, room)}: `);
    shown.push(label + valueText(record[key], room));
  }
  if (shown.length === 0)
    return keys.length === 0 ? '{}' : `{${more(keys.length, 'key').replace(' more', '')}}`;
  if (shown.length < keys.length) shown.push(more(keys.length - shown.length, 'key'));
  return `{${shown.join(', ')}}`;
}

/** Strings inside leave room for what stands behind them. */
function valueText(value: unknown, room: Room): string {
  if (typeof value === 'string')
    return take(room, stringText(value, Math.max(Math.floor(room.left / 2), LEAST_SHOWN)));
  if (!isContainer(value)) return take(room, String(value));
  return Array.isArray(value)
    ? listText(value, room)
    : recordText(value as Readonly<Record<string, unknown>>, room);
}

/**
 * A JSON value in about `limit` characters: strings quoted, objects as `{Effect: "Allow", …(3 more keys)}`. What is
 * left out is counted. Work and size are bounded by the limit, not by the value.
 */
export function compactValue(value: unknown, limit: number): string {
  return typeof value === 'string'
    ? stringText(value, Math.max(limit, LEAST_SHOWN))
    : valueText(value, { left: limit });
}
