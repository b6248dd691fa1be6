/** S3 Control at endpoints of all kinds: what is asked, and that the client prints nothing. */
import { GetPublicAccessBlockCommand, S3ControlClient } from '@aws-sdk/client-s3-control';
import { afterEach, expect, it, vi } from 'vitest';
import { takeIpEndpoint } from '../../../../src/collect/aws/ip-endpoint.ts';

afterEach(() => vi.restoreAllMocks());

interface Asked {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The request that is sent, as `https://host:port/path`, and its header that tells the account. */
async function askedAt(endpoint: string | undefined): Promise<readonly (string | undefined)[]> {
  const asked: Asked[] = [];
  const client = new S3ControlClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
    ...(endpoint === undefined ? {} : { endpoint }),
    requestHandler: {
      handle: async (request: Asked) => {
        asked.push(request);
        throw new Error('enough');
      },
    } as never,
  });
  takeIpEndpoint(client);
  await expect(client.send(new GetPublicAccessBlockCommand({ AccountId: '123456789012' }))).rejects.toThrow(
    'enough',
  );
  const [{ protocol, hostname, port, path, headers } = { headers: {} } as Asked] = asked;
  expect(headers.authorization).toMatch(/\/eu-west-1\/s3\/aws4_request/);
  return [
    `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`,
    headers['x-amz-account-id'],
  ];
}

const PATH = '/v20180820/configuration/publicAccessBlock';

it.each<[string | undefined, string]>([
  [undefined, 'https://123456789012.s3-control.eu-west-1.amazonaws.com'],
  ['http://localhost:5000', 'http://123456789012.localhost:5000'],
  ['https://aws.example', 'https://123456789012.aws.example'],
  ['http://127.0.0.1:5000', 'http://127.0.0.1:5000'],
  ['https://10.1.2.3', 'https://10.1.2.3'],
  ['http://[::1]:5000', 'http://[::1]:5000'],
  ['http://2130706433:5000', 'http://127.0.0.1:5000'],
])('at %s asks %s', async (endpoint, base) => {
  const printed = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')];
  expect(await askedAt(endpoint)).toEqual([`${base}${PATH}`, '123456789012']);
  for (const spy of printed) expect(spy).not.toHaveBeenCalled();
});
