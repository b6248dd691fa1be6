import { expect, test } from 'vitest';
import { callError } from '../../../../src/collect/aws/call-failure.ts';

function failed(name: string, message: string, status: number) {
  const error = Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
  return callError('s3:ListBuckets', error).failure;
}

test.each([
  ['AccessDenied', 403, 'denied'],
  ['Unheard', 403, 'denied'],
  ['SlowDown', 503, 'throttled'],
  ['Unheard', 429, 'throttled'],
  ['ExpiredToken', 403, 'failed'],
  ['InternalError', 500, 'failed'],
])('%s with %d is %s', (name, status, reason) => {
  expect(failed(name, 'why', status)).toEqual({ reason, api: 's3:ListBuckets', message: `${name}: why` });
});

test('a session token that the service repeats is left out', () => {
  const header = failed(
    'SignatureDoesNotMatch',
    "The Canonical String should have been 'POST\n/\n\nx-amz-date:20261121T000000Z\nx-amz-security-token:IQoJb3JpZ2luX2VjEXAMPLE//==\n\nhost'",
    403,
  );
  expect(header.message).toContain("x-amz-security-token:… host'");
  expect(header.message).not.toContain('IQoJ');
  const query = failed('InvalidToken', 'GET /?X-Amz-Security-Token=IQoJb3JpZ2lu%2F&X-Amz-Date=1', 400);
  expect(query.message).toBe('InvalidToken: GET /?X-Amz-Security-Token=…&X-Amz-Date=1');
});
