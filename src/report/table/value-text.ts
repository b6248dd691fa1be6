/** A value on one line, compact and bounded, whatever its size. */

interface Room {
  left: number;
}

function take(room: Room, text: string): string {
  room.left -= text.length;
  return text;
}

function stringText(value: string, room: Room): string {
  const most = Math.max(room.left, 8);
  if (value.length <= most) return take(room, JSON.stringify(value));
  return take(room, `${JSON.stringify(value.slice(0, most))}…(${value.length - most} more)`);
}

function partsText(parts: Iterable<[string, unknown]>, count: number, room: Room): string {
  const shown: string[] = [];
  for (const [label, value] of parts) {
    if (room.left <= 0) break;
    shown.push(take(room, label === '' ? '' : `${label}: `) + valueText(value, room));
  }
  if (shown.length < count) shown.push(`…(${count - shown.length} more)`);
  return shown.join(', ');
}

function keyText(key: string): string {
  return /^[A-Za-z_][\w:/-]*$/.test(key) ? key : JSON.stringify(key);
}

function* elementsOf(list: readonly unknown[]): Iterable<[string, unknown]> {
  for (const element of list) yield ['', element];
}

function* entriesOf(
  record: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): Iterable<[string, unknown]> {
  for (const key of keys) yield [keyText(key), record[key]];
}

function valueText(value: unknown, room: Room): string {
  if (typeof value === 'string') return stringText(value, room);
  if (typeof value !== 'object' || value === null) return take(room, String(value));
  if (Array.isArray(value)) return `[${partsText(elementsOf(value), value.length, room)}]`;
  const record = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(record);
  return `{${partsText(entriesOf(record, keys), keys.length, room)}}`;
}

/**
 * A JSON value in about `limit` characters: strings quoted, objects as `{Effect: "Allow", …(3 more)}`. Work and size
 * are bounded by the limit, not by the value.
 */
export function compactValue(value: unknown, limit: number): string {
  return valueText(value, { left: limit });
}
