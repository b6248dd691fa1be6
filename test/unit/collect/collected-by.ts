/** Runs a collector against a fake run. */
import type { AwsCollector, AwsRun } from '../../../src/collect/aws/run.ts';
import { CallError } from '../../../src/collect/call-error.ts';
import type { Failure, LiveRecord } from '../../../src/collect/collector.ts';

/** Its records up to where it ends, and the failure that it ends with; undefined values are left out. */
export async function collectedBy(
  collector: AwsCollector,
  run: AwsRun,
): Promise<{ readonly records: readonly LiveRecord[]; readonly failure?: Failure }> {
  const records: LiveRecord[] = [];
  try {
    for await (const record of collector.collect(run)) records.push(JSON.parse(JSON.stringify(record)));
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return { records, failure: error.failure };
  }
  return { records };
}
