/** Runs the collectors into a snapshot, to its end or to an interruption, which leaves nothing that is not whole. */
import type { AwsRun } from '../collect/aws/run.ts';
import type { Session } from '../collect/aws/session.ts';
import { type Job, runCollectors } from '../collect/run-collectors.ts';
import type { CoverageEntry } from '../finding/coverage.ts';
import type { Manifest } from '../finding/manifest.ts';
import { SNAPSHOT_FORMAT } from '../snapshot/manifest.ts';
import { createSnapshot, type Section, type SnapshotWriter } from '../snapshot/write-snapshot.ts';
import { type Interrupted, untilInterrupted } from './interruption.ts';
import { notice } from './notice.ts';
import { createProgress, type Progress } from './progress.ts';

export interface Target {
  readonly folder: string;
  /** What sensitive values are hashed with. */
  readonly key: string;
}

/** What is known of the manifest before anything is read. */
export type Known = Pick<Manifest, 'tool' | 'asked' | 'started' | 'redaction_key' | 'not_filled'>;

const PROVIDER = 'registry.terraform.io/hashicorp/aws';
const JOBS_AT_ONCE = 16;

/** The manifest of the whole snapshot; where the process was told to end, its exit code, once all is tidy and told. */
export async function collectInto(
  { folder, key }: Target,
  jobs: readonly Job<AwsRun>[],
  session: Session,
  wanted: ReadonlySet<string>,
  known: Known,
): Promise<Manifest | Interrupted> {
  return await untilInterrupted(async (interrupted) => {
    const writer = await createSnapshot(folder, 'aws', { key });
    const progress = createProgress(jobs.map(nameOf));
    try {
      const coverage = coverageOf(writer, progress, jobs, session, wanted);
      const ended = await Promise.race([coverage, interrupted]);
      progress.end();
      if (!('interrupted' in ended)) return await finished(writer, session, known, ended);
      notice(leftWords(folder, await writer.abandon()));
      return ended;
    } catch (error) {
      progress.end();
      // What stands in the way of writing may stand in the way of tidying up: the first is what has to be told.
      await writer.abandon().catch(() => undefined);
      throw error;
    }
  });
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
    provider: PROVIDER,
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
