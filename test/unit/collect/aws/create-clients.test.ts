/** Clients against a server that answers as AWS does on a bad day. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type Clients,
  type ClientsOptions,
  createClients,
} from '../../../../src/collect/aws/create-clients.ts';
import { CallError } from '../../../../src/collect/call-error.ts';

type Answer = 'ok' | 'throttled' | 'denied' | 'broken' | 'cut' | 'expired';

let server: Server;
let clients: Clients;
afterEach(() => {
  clients.close();
  server.closeAllConnections();
  server.close();
  delete process.env.AWS_ENDPOINT_URL_KMS;
});

const ERRORS = {
  throttled: [400, 'ThrottlingException'],
  denied: [400, 'AccessDeniedException'],
  broken: [500, 'InternalFailure'],
  expired: [400, 'ExpiredTokenException'],
} as const;

/** Answers in turn, then always with the last. */
async function answering(
  answers: readonly Answer[],
  options: Partial<ClientsOptions> = {},
): Promise<() => number> {
  let asked = 0;
  server = createServer((request, response) => {
    const answer = answers[Math.min(asked++, answers.length - 1)] as Answer;
    request.resume().on('end', () => {
      if (answer === 'cut') return request.socket.destroy();
      const headers = { 'content-type': 'application/x-amz-json-1.1' };
      if (answer === 'ok') return response.writeHead(200, headers).end('{"Keys":[],"Truncated":false}');
      const [status, code] = ERRORS[answer];
      return response
        .writeHead(status, headers)
        .end(JSON.stringify({ __type: code, message: 'because\nof it' }));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  process.env.AWS_ENDPOINT_URL_KMS = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  clients = createClients({
    credentials: async () => ({ accessKeyId: 'a', secretAccessKey: 'b' }),
    concurrency: 4,
    attempts: 5,
    firstDelay: 1,
    longestDelay: 4,
    ...options,
  });
  return () => asked;
}

function list() {
  return clients.client(KMSClient, 'eu-west-1').send(new ListKeysCommand({}));
}

describe('a client', () => {
  it('tries a throttled call again, and counts each request', async () => {
    const asked = await answering(['throttled', 'throttled', 'throttled', 'ok']);
    expect((await list()).Keys).toEqual([]);
    expect(asked()).toBe(4);
    expect([...clients.requests]).toEqual([['kms:ListKeys', 4]]);
  });

  it.each([
    ['throttled', 'throttled', 5, 'ThrottlingException'],
    ['denied', 'denied', 1, 'AccessDeniedException'],
    ['broken', 'failed', 1, 'InternalFailure'],
    ['expired', 'failed', 1, 'ExpiredTokenException'],
    ['cut', 'failed', 1, undefined],
  ] as const)('%s is %s after %i request(s), and named', async (answer, reason, requests, code) => {
    const asked = await answering([answer]);
    const error = await list().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CallError);
    const { failure, code: found } = error as CallError;
    expect([failure.reason, failure.api]).toEqual([reason, 'kms:ListKeys']);
    expect(asked()).toBe(requests);
    expect(failure.message).not.toContain('\n');
    if (code !== undefined) expect([found, failure.message]).toEqual([code, `${code}: because of it`]);
  });

  it('loses nothing where a third of all calls is throttled', async () => {
    const answers = Array.from({ length: 600 }, (_, at): Answer => (at % 3 === 1 ? 'throttled' : 'ok'));
    await answering(answers, { attempts: 12, concurrency: 16 });
    const results = await Promise.all(Array.from({ length: 200 }, list));
    expect(results).toHaveLength(200);
  });

  it('stops asking once the credentials have expired, and names what it does not ask', async () => {
    const asked = await answering(['ok', 'expired'], { concurrency: 1 });
    const results = await Promise.allSettled(Array.from({ length: 100 }, list));
    expect(asked()).toBe(1 + 8);
    const failures = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as CallError] : []));
    expect(failures).toHaveLength(99);
    expect(failures.at(-1)?.failure).toEqual({
      reason: 'failed',
      api: 'kms:ListKeys',
      message: 'not asked any more: the credentials have expired',
    });
  });

  it.each(['ok', 'denied', 'broken'] as const)(
    'goes on asking where %s shows that they have not',
    async (between) => {
      const answers = Array.from({ length: 60 }, (_, at): Answer => (at % 8 === 7 ? between : 'expired'));
      const asked = await answering(answers, { concurrency: 1 });
      await Promise.allSettled(Array.from({ length: 60 }, list));
      expect(asked()).toBe(60);
    },
  );

  it('has no more calls under way than it may', async () => {
    await answering(['ok'], { concurrency: 2 });
    let open = 0;
    let most = 0;
    server.on('request', (_, response) => {
      most = Math.max(most, ++open);
      response.on('close', () => open--);
    });
    await Promise.all(Array.from({ length: 20 }, list));
    expect(most).toBeLessThanOrEqual(2);
  });
});
