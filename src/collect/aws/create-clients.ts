/** Makes the clients of a run: one per service and region, all calls through one limit, retries on throttling only. */
import { lookup } from 'node:dns';
import { Agent } from 'node:http';
import type { LookupFunction } from 'node:net';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type {
  FinalizeRequestMiddleware,
  HandlerExecutionContext,
  InitializeMiddleware,
  MetadataBearer,
  Provider,
} from '@smithy/types';
import { ExponentialBackoff, fullJitterGenerator, handleWhen, retry } from 'cockatiel';
import pLimit from 'p-limit';
import { CallError } from '../call-error.ts';
import { callError } from './call-failure.ts';
import { createExpiryStop } from './expiry-stop.ts';
import { takeIpEndpoint } from './ip-endpoint.ts';
import type { AnyClient, ClientConfig, Credentials } from './run.ts';

export interface ClientsOptions {
  readonly credentials: Provider<Credentials>;
  /** Calls under way at once, over all services and regions. */
  readonly concurrency: number;
  /** How often a throttled call is made in all. */
  readonly attempts: number;
  /** Milliseconds; waits are drawn evenly from 0 to a limit that doubles from `firstDelay` to `longestDelay`. */
  readonly firstDelay: number;
  readonly longestDelay: number;
  /** Once it is aborted no call is made any more. */
  readonly signal?: AbortSignal | undefined;
}

export interface Clients {
  client<C extends AnyClient>(service: new (config: ClientConfig) => C, region: string): C;
  /** Requests sent by operation (`s3:GetBucketVersioning`), each attempt counted. */
  readonly requests: ReadonlyMap<string, number>;
  /** Ends connections that are kept open. */
  close(): void;
}

const CONNECTION_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;

/** Clients with these credentials. */
export function createClients(options: ClientsOptions): Clients {
  const requestHandler = new NodeHttpHandler({
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    throwOnRequestTimeout: true,
    httpAgent: new Agent({ keepAlive: true, maxSockets: options.concurrency, lookup: lookupLoopback }),
    httpsAgent: { keepAlive: true, maxSockets: options.concurrency },
  });
  const made = new Map<unknown, Map<string, AnyClient>>();
  const requests = new Map<string, number>();
  const through = callPolicy(options);
  function client<C extends AnyClient>(service: new (config: ClientConfig) => C, region: string): C {
    const known = made.get(service)?.get(region);
    if (known !== undefined) return known as C;
    const created = new service({ region, credentials: options.credentials, maxAttempts: 1, requestHandler });
    takeIpEndpoint(created);
    created.middlewareStack.add(limited(through), {
      step: 'initialize',
      name: 'driftlockLimit',
      priority: 'high',
    });
    created.middlewareStack.add(counted(requests), { step: 'finalizeRequest', name: 'driftlockCount' });
    const ofService = made.get(service) ?? new Map<string, AnyClient>();
    made.set(service, ofService.set(region, created));
    return created;
  }
  return { client, requests, close: () => requestHandler.destroy() };
}

type Through = <Output>(api: string, call: () => Promise<Output>) => Promise<Output>;

/** The place in the queue is given back while a throttled call waits. */
function callPolicy({ concurrency, attempts, firstDelay, longestDelay, signal }: ClientsOptions): Through {
  const limit = pLimit(concurrency);
  const isThrottled = (error: Error): boolean =>
    error instanceof CallError && error.failure.reason === 'throttled';
  const policy = retry(handleWhen(isThrottled), {
    maxAttempts: attempts - 1,
    backoff: new ExponentialBackoff({
      generator: fullJitterGenerator,
      initialDelay: firstDelay,
      maxDelay: longestDelay,
    }),
  });
  const stop = createExpiryStop();
  return async (api, call) => {
    const told = async () => {
      signal?.throwIfAborted();
      try {
        return await call();
      } catch (error) {
        throw callError(api, error);
      }
    };
    return await policy.execute(() => limit(() => stop.through(api, told)), signal);
  };
}

// biome-ignore-start lint/suspicious/noExplicitAny: middleware of every client, whose inputs differ
function limited(through: Through): InitializeMiddleware<any, MetadataBearer> {
  return (next, context) => (args) => through(operationOf(context), () => next(args));
}

function counted(requests: Map<string, number>): FinalizeRequestMiddleware<any, MetadataBearer> {
  return (next, context) => (args) => {
    const api = operationOf(context);
    requests.set(api, (requests.get(api) ?? 0) + 1);
    return next(args);
  };
}

// biome-ignore-end lint/suspicious/noExplicitAny: see above

/** Names of clients that are not the prefix of their service's actions. */
const PREFIXES: Readonly<Record<string, string>> = { s3control: 's3', cloudwatchlogs: 'logs' };

/** `S3Client`, `GetBucketVersioningCommand` → `s3:GetBucketVersioning`. */
function operationOf({ clientName = '', commandName = '' }: HandlerExecutionContext): string {
  const service = clientName.replace(/Client$/, '').toLowerCase();
  return `${PREFIXES[service] ?? service}:${commandName.replace(/Command$/, '')}`;
}

/** Names below `localhost` are this machine (RFC 6761 §6.3), which not every resolver knows. */
const lookupLoopback: LookupFunction = (hostname, options, callback) => {
  lookup(hostname.endsWith('.localhost') ? 'localhost' : hostname, options, callback);
};
