/** Lets S3 Control be asked at an endpoint that is a bare IP address, as of simulators and of private endpoints. */
import { isIP } from 'node:net';
import type { EndpointV2 } from '@smithy/types';
import type { AnyClient } from './run.ts';

type EndpointProvider = (parameters: Parameters, context?: object) => EndpointV2;
interface Parameters {
  readonly Endpoint?: string;
}
interface Resolved {
  readonly serviceId?: string;
  endpointProvider?: EndpointProvider;
}

/** Any name: the rules put the account before it, and the address that was given takes the place of both. */
const NAME = 'https://localhost';

/**
 * The rules of S3 Control put the account before the host (`123456789012.127.0.0.1`), which of an address makes no URL,
 * and the client then prints a stack and fails. An address has no names below it: it is asked as it is, and the account
 * stands in the header `x-amz-account-id` all the same.
 */
export function takeIpEndpoint(client: AnyClient): void {
  const config = client.config as Resolved;
  const byRules = config.endpointProvider;
  if (config.serviceId !== 'S3 Control' || byRules === undefined) return;
  config.endpointProvider = (parameters, context) => {
    const url = addressed(parameters.Endpoint);
    if (url === undefined) return byRules(parameters, context);
    return { ...byRules({ ...parameters, Endpoint: NAME }, context), url };
  };
}

function addressed(endpoint: string | undefined): URL | undefined {
  if (endpoint === undefined || !URL.canParse(endpoint)) return undefined;
  const url = new URL(endpoint);
  return isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0 ? undefined : url;
}
