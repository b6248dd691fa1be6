/** `driftlock collect aws` at work: which collectors, where, into a snapshot, and what became of it. */
import { AWS_COLLECTORS } from '../collect/aws/registry.ts';
import type { AwsCollector, AwsRun } from '../collect/aws/run.ts';
import { openSession, type Session } from '../collect/aws/session.ts';
import type { Job } from '../collect/run-collectors.ts';
import { type Environment, environment } from '../config/environment.ts';
import { suggestion } from '../config/nearest.ts';
import { paramsFile } from '../config/params-file.ts';
import { redactionKey } from '../config/redaction-key.ts';
import { VERSION } from '../config/version.ts';
import { DriftlockError } from '../errors.ts';
import { policiesByType } from '../evaluate/select.ts';
import { choosePolicies, waitingPolicies } from '../policy/choose-policies.ts';
import { loadPolicySets } from '../policy/load-policy-sets.ts';
import { COLLECT_REPORTERS, type CollectFormat } from '../report/collect/index.ts';
import { keyId } from '../snapshot/redact.ts';

import { collectorsOf, typesNamed } from './chosen-collectors.ts';
import { collectInto } from './collect-into.ts';
import { neededTypes } from './needed-types.ts';
import { notice } from './notice.ts';
import { deliver, outputsOf } from './outputs.ts';

interface Flags extends Readonly<Record<string, unknown>> {
  readonly output: string;
  readonly regions?: readonly string[];
  readonly types?: readonly string[];
  readonly policy?: readonly string[];
  readonly policies?: readonly string[];
  readonly params?: string;
  readonly concurrency?: string;
  readonly format?: readonly string[];
  readonly allowIncomplete?: boolean;
  readonly color?: boolean;
}

/**
 * Collects, writes the snapshot, reports, and gives the exit code: 0, 3 where something could not be read, or 128 and the
 * number of the signal that ended it.
 */
export async function runCollect(given: Readonly<Record<string, unknown>>): Promise<number> {
  const flags = given as Flags;
  const outputs = outputsOf(flags.format ?? [], Object.keys(COLLECT_REPORTERS) as CollectFormat[]);
  const concurrency = concurrencyOf(flags.concurrency);
  const types =
    flags.types === undefined ? await policyTypes(flags) : typesNamed(AWS_COLLECTORS, flags.types);
  const key = redactionKey(environment());
  noteProfile(environment());
  const started = new Date();
  const session = await openSession({ concurrency, now: Math.floor(started.getTime() / 1000) });
  try {
    const regions = regionsOf(session, flags.regions);
    const collectors = await Promise.all(collectorsOf(AWS_COLLECTORS, types).map(({ load }) => load()));
    const collectedTypes = collectors.flatMap((one) => one.types).filter((type) => types.has(type));
    const jobs = jobsOf(collectors, regions, session);
    const manifest = await collectInto({ folder: flags.output, key }, jobs, session, types, {
      tool: { name: 'driftlock', version: VERSION },
      asked: {
        accounts: [session.account],
        regions,
        all_regions: regions.length === session.enabledRegions.value?.length,
        types: collectedTypes.sort(),
      },
      not_filled: Object.assign({}, ...collectors.map(({ notFilled }) => notFilled)),
      started: started.toISOString(),
      redaction_key: keyId(key),
    });
    if ('interrupted' in manifest) return manifest.interrupted;
    await deliver(outputs, flags.color !== false, (format: CollectFormat, terminal) =>
      COLLECT_REPORTERS[format](manifest, { ...terminal, folder: flags.output }),
    );
    const isComplete = manifest.coverage.every(({ status }) => status === 'complete');
    return isComplete || flags.allowIncomplete === true ? 0 : 3;
  } finally {
    session.close();
  }
}

/** Which of the two is meant nobody can know, and the clients' own warning is many lines. */
function noteProfile({ AWS_PROFILE, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY }: Environment): void {
  if (AWS_PROFILE && AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY)
    notice(`AWS_PROFILE and AWS_ACCESS_KEY_ID are both set: the profile ${AWS_PROFILE} is used`);
}

function concurrencyOf(text = '20'): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 500) return value;
  throw new DriftlockError('usage', `--concurrency: "${text}" is not a number from 1 to 500`);
}

async function policyTypes(flags: Flags): Promise<ReadonlySet<string>> {
  const catalogues = (await loadPolicySets(flags.policies ?? [], notice)).map(({ catalogue }) => catalogue);
  const chosen = choosePolicies(catalogues, flags.policy ?? []);
  const params = flags.params === undefined ? {} : paramsFile(flags.params);
  for (const { policy } of waitingPolicies(catalogues, chosen, params)) chosen.delete(policy);
  return neededTypes(catalogues.map((catalogue) => policiesByType(catalogue, chosen)));
}

/** Those who may not list regions can name them. */
function regionsOf({ enabledRegions }: Session, asked: readonly string[] | undefined): readonly string[] {
  const { value: enabled = [], failure } = enabledRegions;
  if (asked === undefined) {
    if (failure === undefined) return enabled;
    throw new DriftlockError('config', `the regions cannot be listed: ${failure.api} ${failure.message}`, {
      hint: `allow ${failure.api}, or name the regions: --regions us-east-1,eu-west-1`,
    });
  }
  const names = asked.flatMap((text) => text.split(',')).map((text) => text.trim());
  for (const name of names) {
    const isPossible = failure === undefined ? enabled.includes(name) : /^[a-z]{2}(-[a-z]+)+-\d+$/.test(name);
    if (isPossible) continue;
    if (failure === undefined)
      throw new DriftlockError('usage', `--regions: "${name}" is not enabled in this account`, {
        hint: suggestion(name, enabled),
      });
    throw new DriftlockError('usage', `--regions: "${name}" is not the name of a region`, {
      hint: 'as AWS writes them: us-east-1,eu-west-1',
    });
  }
  if (failure !== undefined)
    notice(`${failure.api} is denied: nobody checks that the named regions are enabled`);
  return [...new Set(names)].sort();
}

function jobsOf(
  collectors: readonly AwsCollector[],
  regions: readonly string[],
  session: Session,
): readonly Job<AwsRun>[] {
  return collectors.flatMap((collector) => {
    const places = collector.per === 'account' ? [session.homeRegion] : regions;
    return places.map((region) => ({ collector, region, run: session.run(region) }));
  });
}
