/** What a run gives to those who fetch. */
import type { FetchLimits } from './fetched-files.ts';

export interface FetchContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly limits: FetchLimits;
  /** An empty folder for what is in the way; it is removed by whoever made it. */
  readonly workFolder: string;
  /** Told in one line what a user should know and what is no error. */
  readonly notice: (line: string) => void;
  /** Aborted when the run is interrupted or the time is up, with the error to throw. */
  readonly signal: AbortSignal;
}
