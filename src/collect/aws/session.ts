/** Opens an AWS account for collecting: who asks, which account it is, and which regions are enabled. */
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { state as sdkState } from '@aws-sdk/core/client';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { DriftlockError } from '../../errors.ts';
import { CallError } from '../call-error.ts';
import type { Read } from '../read.ts';
import { isCredentialsError } from './call-failure.ts';
import { type Clients, createClients } from './create-clients.ts';
import type { AwsRun } from './run.ts';

export interface Session {
  /** The ARN that the credentials belong to. */
  readonly identity: string;
  readonly account: string;
  /** Names of the enabled regions, sorted; where the credentials may not ask for them, why not. */
  readonly enabledRegions: Read<readonly string[]>;
  /** Where collectors of the whole account ask. */
  readonly homeRegion: string;
  readonly requests: ReadonlyMap<string, number>;
  run(region: string): AwsRun;
  close(): void;
}

export interface SessionOptions {
  readonly concurrency: number;
  /** Epoch seconds. */
  readonly now: number;
  /** Once it is aborted no call is made any more. */
  readonly signal?: AbortSignal;
}

/** IAM actions that opening an account needs; asking who one is needs none. */
export const SESSION_PERMISSIONS: readonly string[] = ['ec2:DescribeRegions'];

const ATTEMPTS = 12;
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 20_000;

/**
 * Uses the SDK's own credential chain and region settings.
 * @throws DriftlockError config for credentials that are missing, wrong or expired, or an account that cannot be asked
 */
export async function openSession({ concurrency, now, signal }: SessionOptions): Promise<Session> {
  // It would tell users of Node 20 that next year's SDK needs Node 22: it is bundled, and not theirs to update.
  sdkState.warningEmitted = true;
  const homeRegion = await configuredRegion();
  const clients = createClients({
    credentials: fromNodeProviderChain({ clientConfig: { region: homeRegion } }),
    concurrency,
    attempts: ATTEMPTS,
    firstDelay: FIRST_DELAY_MS,
    longestDelay: LONGEST_DELAY_MS,
    signal,
  });
  try {
    const { Arn: identity, Account: account } = await clients
      .client(STSClient, homeRegion)
      .send(new GetCallerIdentityCommand({}));
    if (identity === undefined || account === undefined)
      throw new DriftlockError('config', 'AWS does not say which account the credentials are for');
    const enabledRegions = await regionsOf(clients, homeRegion);
    const partition = identity.split(':')[1] ?? 'aws';
    return {
      identity,
      account,
      enabledRegions,
      homeRegion,
      requests: clients.requests,
      run: (region) => ({
        partition,
        account,
        region,
        now,
        client: (service, other = region) => clients.client(service, other),
      }),
      close: clients.close,
    };
  } catch (error) {
    clients.close();
    throw error instanceof CallError ? sessionError(error) : error;
  }
}

/** AWS_REGION, else the profile's region; global services are asked in us-east-1 by those who name none. */
async function configuredRegion(): Promise<string> {
  const probe = new STSClient({});
  try {
    return await probe.config.region();
  } catch (error) {
    if (error instanceof Error && error.message.includes('Region is missing')) return 'us-east-1';
    throw error;
  } finally {
    probe.destroy();
  }
}

/** Regions that are on by default have the status opt-in-not-required. */
async function regionsOf(clients: Clients, homeRegion: string): Promise<Read<readonly string[]>> {
  try {
    const { Regions = [] } = await clients.client(EC2Client, homeRegion).send(new DescribeRegionsCommand({}));
    const names = Regions.filter(({ OptInStatus }) => OptInStatus !== 'not-opted-in').map(
      ({ RegionName }) => RegionName,
    );
    const enabled = names.filter((name) => name !== undefined).sort();
    if (enabled.length > 0) return { value: enabled };
    throw new DriftlockError('config', 'AWS names no region that is enabled in this account', {
      hint: 'check the region (AWS_REGION) and AWS_ENDPOINT_URL',
    });
  } catch (error) {
    if (error instanceof CallError && error.failure.reason === 'denied') return { failure: error.failure };
    throw error;
  }
}

function sessionError({ failure, code, cause }: CallError): DriftlockError {
  const { api, message } = failure;
  if (code === 'CredentialsProviderError')
    return new DriftlockError('config', 'there are no AWS credentials', {
      hint: 'set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in with `aws sso login`',
      cause,
    });
  if (isCredentialsError(code))
    return new DriftlockError('config', `AWS does not accept the credentials (${message})`, {
      hint: 'sign in again: keys may be wrong, or a session token has expired',
      cause,
    });
  return new DriftlockError('config', `the AWS account cannot be asked: ${api} ${message}`, {
    hint: 'check the network, the region (AWS_REGION) and AWS_ENDPOINT_URL',
    cause,
  });
}
