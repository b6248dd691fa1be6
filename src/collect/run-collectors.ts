/** Runs collectors over regions: shapes what they yield, and tells how complete each type is. */
import pLimit from 'p-limit';
import type { CoverageEntry } from '../finding/coverage.ts';
import type { Resource, Scope } from '../resource/resource.ts';
import { shape } from '../resource/shape.ts';
import { typeSchema } from '../resource/type-schema.ts';
import { CallError } from './call-error.ts';
import { type Collector, type Failure, type LiveRecord, type Wants, wantsAll } from './collector.ts';
import { toRawResource } from './to-raw-resource.ts';

/** One collector in one place. */
export interface Job<Run> {
  readonly collector: Collector<Run>;
  /** The region that it asks. */
  readonly region: string;
  readonly run: Run;
}

export interface RunOptions {
  readonly provider: string;
  readonly account: string;
  /** Collectors under way at once. */
  readonly concurrency: number;
  /** Types to collect and to tell the coverage of: all that the collectors have, by default. */
  readonly wants?: Wants | undefined;
  readonly clock: () => Date;
  /** Takes each resource; records of one job come in order, those of several jobs as they come. */
  readonly take: (resource: Resource, job: Job<unknown>) => void | Promise<void>;
  /** After each job, and with it all that it gave. */
  readonly done: (job: Job<unknown>, entries: readonly CoverageEntry[]) => void | Promise<void>;
}

/** Coverage of all jobs in their order; nothing that a cloud answers makes it throw. */
export async function runCollectors<Run>(
  jobs: readonly Job<Run>[],
  options: RunOptions,
): Promise<readonly CoverageEntry[]> {
  const limit = pLimit(options.concurrency);
  const entries = await Promise.all(
    jobs.map((job) =>
      limit(async () => {
        const coverage = await runJob(job, options);
        await options.done(job, coverage);
        return coverage;
      }),
    ),
  );
  return entries.flat();
}

interface TypeTally {
  count: number;
  /** False once a record stands for such as nobody could list. */
  isListed: boolean;
  /** The first failure of each call, with how many there were. */
  readonly failures: Map<string, { readonly failure: Failure; count: number }>;
}

async function runJob<Run>(job: Job<Run>, options: RunOptions): Promise<readonly CoverageEntry[]> {
  const { collector, region, run } = job;
  const { wants = wantsAll } = options;
  const tallies = new Map<string, TypeTally>(
    collector.types.filter(wants).map((type) => [type, { count: 0, isListed: true, failures: new Map() }]),
  );
  let stopped: Failure | undefined;
  try {
    for await (const record of collector.collect(run, wants)) {
      const tally = tallies.get(record.type);
      if (tally === undefined) {
        if (collector.types.includes(record.type)) continue;
        throw new Error(`${collector.id} yields ${record.type}, which it does not declare`);
      }
      tally.count++;
      // A call may be made several times for one record, which it fails once.
      const failures = new Map(record.unread?.map(({ failure }) => [failure.api, failure]));
      for (const failure of failures.values()) note(tally, failure);
      const resources = shaped(record, region, options);
      // Whose key a failed call would have told may be none or several.
      if (failures.size > 0 && resources.some(({ type, key }) => type === record.type && key === undefined))
        tally.isListed = false;
      for (const resource of resources) await options.take(resource, job);
    }
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    stopped = error.failure;
  }
  return [...tallies].map(([type, tally]) => entryOf(type, tally, stopped, scopeOf(job, options)));
}

function note({ failures }: TypeTally, failure: Failure): void {
  const known = failures.get(failure.api);
  if (known === undefined) failures.set(failure.api, { failure, count: 1 });
  else known.count++;
}

function shaped(record: LiveRecord, region: string, { provider, account, clock }: RunOptions): Resource[] {
  const raw = toRawResource(record, { provider, account, region, at: clock().toISOString() });
  const resources = shape(raw, typeSchema(provider, record.type));
  return resources.map(({ address: _, ...rest }) =>
    record.origin === undefined ? rest : { ...rest, origin: record.origin },
  );
}

function scopeOf({ collector, region }: Job<unknown>, { account }: RunOptions): Scope {
  return collector.per === 'account' ? { account } : { account, region };
}

/** A listing that ended early covers what came before it; calls about single resources leave the others whole. */
function entryOf(
  type: string,
  { count, failures, isListed }: TypeTally,
  stopped: Failure | undefined,
  scope: Scope,
): CoverageEntry {
  const entry = { source: '', scope, type, count };
  if (stopped !== undefined) {
    const status = count > 0 ? ('partial' as const) : stopped.reason;
    return { ...entry, status, api: stopped.api, error: stopped.message };
  }
  const [first, ...others] = failures.values();
  if (first === undefined) return { ...entry, status: 'complete' };
  const more =
    others.length === 0
      ? ''
      : `; also ${others.map(({ failure, count: times }) => `${failure.api} (${times} times)`).join(', ')}`;
  const error = `${first.count} of ${count}: ${first.failure.message}${more}`;
  const listed = isListed ? { listed: true as const } : {};
  return { ...entry, status: 'partial', ...listed, api: first.failure.api, error };
}
