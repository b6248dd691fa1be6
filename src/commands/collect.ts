/** The collection: which collectors, where, into a snapshot; what `driftlock collect` and the library run. */
import { AWS_COLLECTORS } from '../collect/aws/registry.ts';
import type { AwsCollector, AwsRun } from '../collect/aws/run.ts';
import { openSession, type Session } from '../collect/aws/session.ts';
import type { Job } from '../collect/run-collectors.ts';
import { type Environment, environment } from '../config/environment.ts';
import { suggestion } from '../config/nearest.ts';
import { redactionKey } from '../config/redaction-key.ts';
import { VERSION } from '../config/version.ts';
import { DriftlockError } from '../errors.ts';
import { policiesByType } from '../evaluate/select.ts';
import type { Manifest } from '../finding/manifest.ts';
import { choosePolicies, waitingPolicies } from '../policy/choose-policies.ts';
import type { LoadedPolicies } from '../policy/load-policy-sets.ts';
import type { JsonObject } from '../resource/resource.ts';
import { keyId } from '../snapshot/redact.ts';
import { collectorsOf, typesNamed } from './chosen-collectors.ts';
import { collectInto } from './collect-into.ts';
import { neededTypes } from './needed-types.ts';
import type { CollectProgress } from './progress.ts';
import { unlessAborted } from './unless-aborted.ts';

/** What policies need, where no types are named. */
export interface PolicyNeeds {
  readonly loaded: readonly LoadedPolicies[];
  /** Ids or globs; empty for all. */
  readonly select: readonly string[];
  /** Parameters by policy id: a policy that waits for its parameters needs nothing. */
  readonly params: JsonObject;
}

export interface CollectOptions {
  /** The snapshot: a folder that does not exist yet, or is empty. */
  readonly folder: string;
  /** Names, also by comma; left out for all that are enabled. */
  readonly regions?: readonly string[];
  /** Names and globs, also by comma; left out for what the policies need. */
  readonly types?: readonly string[];
  /** Asked only where no types are named. */
  readonly needs: () => Promise<PolicyNeeds>;
  /** Calls under way at once. */
  readonly concurrency: number;
  /** Lines for people. */
  readonly notice: (line: string) => void;
  /** Told now and then while it works. */
  readonly progress: (progress: CollectProgress) => void;
  /** Where it is aborted, what is not whole is taken away, and its reason thrown. */
  readonly signal: AbortSignal;
}

/**
 * Collects, writes the snapshot and gives its manifest. Throws DriftlockError for what the user can mend, and the
 * signal's reason where that was aborted.
 */
export async function collect(options: CollectOptions): Promise<Manifest> {
  const types =
    options.types === undefined
      ? policyTypes(await options.needs())
      : typesNamed(AWS_COLLECTORS, options.types);
  const key = redactionKey(environment());
  noteProfile(environment(), options.notice);
  const started = new Date();
  const session = await sessionFor(options, started);
  try {
    const regions = regionsOf(session, options);
    const collectors = await Promise.all(collectorsOf(AWS_COLLECTORS, types).map(({ load }) => load()));
    const collectedTypes = collectors.flatMap((one) => one.types).filter((type) => types.has(type));
    const jobs = jobsOf(collectors, regions, session);
    return await collectInto({ ...options, key }, jobs, session, types, {
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
  } finally {
    session.close();
  }
}

async function sessionFor({ concurrency, signal }: CollectOptions, started: Date): Promise<Session> {
  signal.throwIfAborted();
  const opening = openSession({ concurrency, now: Math.floor(started.getTime() / 1000), signal });
  try {
    return await unlessAborted(signal, opening);
  } catch (error) {
    // One that opens all the same is nobody's.
    opening.then(
      (session) => session.close(),
      () => undefined,
    );
    throw error;
  }
}

/** Which of the two is meant nobody can know, and the clients' own warning is many lines. */
function noteProfile(
  { AWS_PROFILE, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY }: Environment,
  notice: CollectOptions['notice'],
): void {
  if (AWS_PROFILE && AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY)
    notice(`AWS_PROFILE and AWS_ACCESS_KEY_ID are both set: the profile ${AWS_PROFILE} is used`);
}

function policyTypes({ loaded, select, params }: PolicyNeeds): ReadonlySet<string> {
  const catalogues = loaded.map(({ catalogue }) => catalogue);
  const chosen = choosePolicies(catalogues, select);
  for (const { policy } of waitingPolicies(catalogues, chosen, params)) chosen.delete(policy);
  return neededTypes(catalogues.map((catalogue) => policiesByType(catalogue, chosen)));
}

/** Those who may not list regions can name them. */
function regionsOf(
  { enabledRegions }: Session,
  { regions: asked, notice }: Pick<CollectOptions, 'regions' | 'notice'>,
): readonly string[] {
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
