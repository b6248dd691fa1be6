/** Runs the collectors into a snapshot, to its end or until it is aborted, which leaves nothing that is not whole. */

import type { AwsRun } from '../collect/aws/run.ts';
import type { Session } from '../collect/aws/session.ts';
import { type Job, runCollectors } from '../collect/run-collectors.ts';
import type { CoverageEntry } from '../finding/coverage.ts';
import type { Manifest } from '../finding/manifest.ts';
import { AWS_PROVIDER } from '../resource/aws-provider.ts';
import { SNAPSHOT_FORMAT } from '../snapshot/manifest.ts';
import { createSnapshot, type Section, type SnapshotWriter } from '../snapshot/write-snapshot.ts';
import { type CollectProgress, createProgress, type Progress } from './progress.ts';
import { unlessAborted } from './unless-aborted.ts';

export interface Target {
  readonly folder: string;
  /** What sensitive values are hashed with. */
  readonly key: string;
  readonly notice: (line: string) => void;
  readonly progress: (progress: CollectProgress) => void;
  readonly signal: AbortSignal;
}

/** What is known of the manifest before anything is read. */
export type Known = Pick<Manifest, 'tool' | 'asked' | 'started' | 'redaction_key' | 'not_filled'>;

const JOBS_AT_ONCE = 16;

/** The manifest of the whole snapshot; where the signal is aborted, its reason is thrown, once all is tidy and told. */
export async function collectInto(
  { folder, key, notice, progress: tell, signal }: Target,
  jobs: readonly Job<AwsRun>[],
  session: Session,
  wanted: ReadonlySet<string>,
  known: Known,
): Promise<Manifest> {
  signal.throwIfAborted();
  const writer = await createSnapshot(folder, 'aws', { key });
  const progress = createProgress(jobs.map(nameOf), tell);
  try {
    const coverage = await unlessAborted(signal, coverageOf(writer, progress, jobs, session, wanted));
    progress.end();
    return await finished(writer, session, known, coverage);
  } catch (error) {
    progress.end();
    if (signal.aborted && error === signal.reason) notice(leftWords(folder, await writer.abandon()));
    // What stands in the way of writing may stand in the way of tidying up: the first is what has to be told.
    else await writer.abandon().catch(() => undefined);
    throw error;
  }
}

async function coverageOf(
  writer: SnapshotWriter,
  progress: Progress,
  jobs: readonly Job<AwsRun>[],
  session: Session,
  wanted: ReadonlySet<string>,
): Promise<readonly CoverageEntry[]> {
  const sections = new Map<Job<unknown>, Section>();
  const sectionOf = (job: Job<unknown>): Section => {
    const section = sections.get(job) ?? writer.section();
    sections.set(job, section);
    return section;
  };
  return await runCollectors(jobs, {
    provider: AWS_PROVIDER,
    account: session.account,
    concurrency: JOBS_AT_ONCE,
    wants: (type) => wanted.has(type),
    clock: () => new Date(),
    async take(resource, job) {
      await sectionOf(job).add(resource);
      progress.resource();
    },
    async done(job) {
      await sectionOf(job).close();
      progress.done(nameOf(job));
    },
  });
}

function nameOf({ collector, region }: Job<unknown>): string {
  return collector.per === 'account' ? collector.id : `${collector.id} ${region}`;
}

async function finished(
  writer: SnapshotWriter,
  session: Session,
  known: Known,
  coverage: readonly CoverageEntry[],
): Promise<Manifest> {
  return await writer.finish({
    schema: 'https://driftlock.dev/schemas/snapshot-1.json',
    format_version: SNAPSHOT_FORMAT,
    cloud: 'aws',
    identity: session.identity,
    ...known,
    ended: new Date().toISOString(),
    coverage: coverage.map(({ source: _, ...entry }) => entry),
    requests: Object.fromEntries([...session.requests].sort()),
  });
}

function leftWords(folder: string, shards: number): string {
  if (shards === 0) return `interrupted: nothing is left in ${folder}`;
  const files = shards === 1 ? '1 file' : `${shards} files`;
  return `interrupted: ${folder} is an unfinished snapshot (${files}), which nothing reads; remove it or choose another folder`;
}
