/** Collects from a simulator: the resources of the registered collectors, by key. */
import { AWS_COLLECTORS } from '../../../src/collect/aws/registry.ts';
import type { AwsCollector, AwsRun } from '../../../src/collect/aws/run.ts';
import { openSession } from '../../../src/collect/aws/session.ts';
import type { Job } from '../../../src/collect/run-collectors.ts';
import { runCollectors } from '../../../src/collect/run-collectors.ts';
import type { CoverageEntry } from '../../../src/finding/coverage.ts';
import type { Resource } from '../../../src/resource/resource.ts';

export const AWS = 'registry.terraform.io/hashicorp/aws';

export interface Collected {
  readonly account: string;
  readonly resources: readonly Resource[];
  readonly coverage: readonly CoverageEntry[];
  readonly collectors: readonly AwsCollector[];
  readonly requests: ReadonlyMap<string, number>;
}

/** Runs the collectors whose ids start with one of `prefixes` (all by default) in us-east-1. */
export async function collected(prefixes: readonly string[] = ['']): Promise<Collected> {
  const session = await openSession({ concurrency: 16, now: Date.now() / 1000 });
  try {
    const chosen = Object.entries(AWS_COLLECTORS).filter(([id]) =>
      prefixes.some((prefix) => id.startsWith(prefix)),
    );
    const collectors = await Promise.all(chosen.map(([, { load }]) => load()));
    const jobs: Job<AwsRun>[] = collectors.map((collector) => {
      const region = collector.per === 'account' ? session.homeRegion : 'us-east-1';
      return { collector, region, run: session.run(region) };
    });
    const resources: Resource[] = [];
    const coverage = await runCollectors(jobs, {
      provider: AWS,
      account: session.account,
      concurrency: 8,
      clock: () => new Date(),
      take: (resource) => void resources.push(resource),
      done: () => undefined,
    });
    return { account: session.account, resources, coverage, collectors, requests: session.requests };
  } finally {
    session.close();
  }
}
