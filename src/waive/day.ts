/** Days as waivers name them: `2027-01-31`, in UTC. */
import type { Validity } from '../finding/waiver.ts';

const DAY_SECONDS = 86_400;

/** The day's beginning in epoch seconds; undefined for a text that is no day of the calendar (`2027-02-30`). */
export function dayStart(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) return undefined;
  return time / 1000;
}

/** The day of that moment (epoch seconds); of one beyond the calendar its last or first. */
export function dayOf(now: number): string {
  const last = Date.UTC(9999, 11, 31);
  return new Date(Math.min(Math.max(now * 1000, 0), last)).toISOString().slice(0, 10);
}

/** Whole days from one day to another, both of the calendar. */
export function daysBetween(from: string, to: string): number {
  return ((dayStart(to) ?? 0) - (dayStart(from) ?? 0)) / DAY_SECONDS;
}

/** A waiver holds from the beginning of `granted` to the end of `expires`; one that names neither always does. */
export function validityOf(
  { granted, expires }: { readonly granted?: string | undefined; readonly expires?: string | undefined },
  now: number,
): Validity {
  // Days in this form compare as texts.
  const today = dayOf(now);
  if (expires !== undefined && today > expires) return 'expired';
  return granted !== undefined && today < granted ? 'pending' : 'valid';
}
