/** What a collector of AWS runs with: where it is, and clients whose calls are limited, retried and told apart. */
import type { Client, HttpHandlerOptions, MetadataBearer, Provider, RequestHandler } from '@smithy/types';
import type { Collector } from '../collector.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** What every client is made with. */
export interface ClientConfig {
  readonly region: string;
  readonly credentials: Provider<Credentials>;
  readonly maxAttempts: number;
  // biome-ignore lint/suspicious/noExplicitAny: each client has its own request and response types
  readonly requestHandler: RequestHandler<any, any, HttpHandlerOptions>;
}

// biome-ignore lint/suspicious/noExplicitAny: each client has its own inputs and outputs
export type AnyClient = Client<any, MetadataBearer, any>;

export interface AwsRun {
  /** `aws`, `aws-us-gov`, `aws-cn`. */
  readonly partition: string;
  readonly account: string;
  /** The region that is asked; for collectors of the whole account the one that global services are asked in. */
  readonly region: string;
  /** Epoch seconds: the same for the whole run. */
  readonly now: number;
  /**
   * The client of a service in this region, or in another one; the same one each time. What it sends waits for its
   * turn, is tried again where it is throttled, and fails with a CallError.
   */
  client<C extends AnyClient>(service: new (config: ClientConfig) => C, region?: string): C;
}

export type AwsCollector = Collector<AwsRun>;
