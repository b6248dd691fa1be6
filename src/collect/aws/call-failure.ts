/** What an error of an AWS client means for the evidence. */
import { isObject } from '../../resource/json-kind.ts';
import type { Json } from '../../resource/resource.ts';
import { CallError } from '../call-error.ts';
import type { Failure } from '../collector.ts';

/** Source: "Common error types" of the services' API references, and the SDK's own list; read 2026-11. */
const THROTTLED = new Set([
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);
const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AllAccessDisabled',
  'AuthorizationError',
  'AuthorizationErrorException',
  'NotAuthorized',
  'UnauthorizedException',
  'UnauthorizedOperation',
]);
/** The credentials are at fault, and no permission. */
const CREDENTIALS = new Set([
  'AuthFailure',
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'OptInRequired',
  'RequestExpired',
  'SignatureDoesNotMatch',
  'TokenRefreshRequired',
  'UnrecognizedClientException',
]);
/** No other call will do better; EC2 calls it RequestExpired. */
const EXPIRED = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'TokenRefreshRequired',
]);
const LONGEST = 300;

/** Whether the error says that the credentials are missing, wrong or expired. */
export function isCredentialsError(code: string): boolean {
  return CREDENTIALS.has(code);
}

/** Whether the error says that the credentials were good and are no more. */
export function isExpiry(code: string): boolean {
  return EXPIRED.has(code);
}

/** The service's error code; for an error below the service (a cut connection) that of the system. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Unknown';
  const { Code, code } = error as Error & { readonly Code?: unknown; readonly code?: unknown };
  if (typeof Code === 'string') return Code;
  return error.name === 'Error' && typeof code === 'string' ? code : error.name;
}

/** The error of the call `api` (`s3:ListBuckets`) as a CallError. */
export function callError(api: string, error: unknown): CallError {
  const code = codeOf(error);
  const failure: Failure = { reason: reasonOf(code, statusOf(error)), api, message: messageOf(code, error) };
  return new CallError(failure, code, error);
}

function reasonOf(code: string, status: number | undefined): Failure['reason'] {
  if (THROTTLED.has(code) || status === 429) return 'throttled';
  if (CREDENTIALS.has(code)) return 'failed';
  return DENIED.has(code) || status === 403 ? 'denied' : 'failed';
}

function statusOf(error: unknown): number | undefined {
  const metadata = (error as { readonly $metadata?: Json } | undefined)?.$metadata;
  const status = isObject(metadata) ? metadata.httpStatusCode : undefined;
  return typeof status === 'number' ? status : undefined;
}

/** What a service repeats of a request that it could not verify holds the session token. */
function withoutTokens(message: string): string {
  return message.replace(/(x-amz-security-token\s*[:=]\s*)[^\s&'",;]+/gi, '$1…');
}

/** One line: what services say may hold anything. */
function messageOf(code: string, error: unknown): string {
  const said = error instanceof Error ? withoutTokens(error.message).replace(/\s+/g, ' ').trim() : '';
  if (said.includes('Deserialization error'))
    return `${statusOf(error) ?? 'it'} with an answer that is not the service's`;
  const text = said === '' || said === code ? code : `${code}: ${said}`;
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
