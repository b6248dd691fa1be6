/** Parses a document in memory but for its planned values: a third of a plan, which only a plan without changes needs. */
import { randomUUID } from 'node:crypto';
import type { Json } from '../../resource/resource.ts';
import type { Route, Span } from '../json/route.ts';
import { createScanner } from '../json/scan-json.ts';
import { SECTIONS } from './document.ts';

const PLANNED = 'planned_values';
/** Of smaller documents nothing is left out: that costs more than it spares. */
const WORTHWHILE = 256 * 1024;
const CHUNK = 64 * 1024;

export interface WholeJson {
  readonly json: Json;
  /** The value of `planned_values`, where it was left out of `json`. */
  readonly planned?: () => Json;
}

/**
 * The document in `bytes` (UTF-8). Throws the SyntaxError of JSON.parse for what is not JSON, or DriftlockError
 * input-unreadable where the scanner meets it first.
 */
export function parseWhole(name: string, bytes: Buffer): WholeJson {
  const span = bytes.length < WORTHWHILE ? undefined : plannedSpan(name, bytes);
  if (span === undefined) return { json: JSON.parse(bytes.toString('utf8')) as Json };
  const { start, end } = span;
  // No file can hold what is drawn now.
  const mark = randomUUID();
  const json = JSON.parse(
    `${bytes.toString('utf8', 0, start)}"${mark}"${bytes.toString('utf8', end)}`,
  ) as Record<string, Json>;
  // Of two like keys the last counts.
  if (json[PLANNED] !== mark) return { json };
  return { json, planned: () => JSON.parse(bytes.toString('utf8', start, end)) as Json };
}

/** Where the planned values lie, if they come before all other sections, as Terraform writes them. */
function plannedSpan(name: string, bytes: Buffer): Span | undefined {
  if (!startsObject(bytes)) return undefined;
  let span: Span | undefined;
  let isOver = false;
  const take = (value: Buffer, start: number): void => {
    span = { start, end: start + value.length };
    isOver = true;
  };
  function member(key: string): Route | undefined {
    if (!isOver && key === PLANNED) return { take };
    isOver ||= key === 'configuration' || SECTIONS.some((section) => section === key);
    return undefined;
  }
  const scanner = createScanner({ member }, { where: name });
  for (let at = 0; at < bytes.length && !isOver; at += CHUNK) scanner.write(bytes.subarray(at, at + CHUNK));
  return span;
}

function startsObject(bytes: Buffer): boolean {
  let at = 0;
  while (at < bytes.length && (bytes[at] as number) <= 0x20) at++;
  return bytes[at] === 0x7b;
}
