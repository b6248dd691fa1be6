/** Times as the provider writes them. */

/** `2026-11-21T15:55:18Z` (Go's `time.RFC3339` in UTC); undefined for no time and for one that is none. */
export function timeText(time: Date | undefined): string | undefined {
  return time === undefined || Number.isNaN(time.getTime())
    ? undefined
    : time.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
