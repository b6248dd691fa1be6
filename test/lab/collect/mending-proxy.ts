/** Stands before a simulator and changes what it answers, where it leaves out what AWS says. */
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Mending {
  /** `DescribeTrails`; for REST the method and path. */
  readonly operation: string;
  /** What was asked, and what the simulator said. */
  readonly asked: string;
  readonly body: string;
}

/** The answer in place of the simulator's, with status 200; undefined leaves it. */
export type Mend = (mending: Mending) => string | undefined;

export interface MendingProxy {
  readonly port: number;
  close(): void;
}

export async function startMendingProxy(upstream: number, mend: Mend): Promise<MendingProxy> {
  const server = createServer(async (request, response) => {
    const asked = await text(request);
    const { method, url, headers } = request;
    const options = { host: '127.0.0.1', port: upstream, method, path: url, headers };
    const forwarded = send(options, async (answer) => {
      const body = await text(answer);
      const target = headers['x-amz-target'];
      const action =
        typeof target === 'string' ? target.split('.').at(-1) : /(?:^|&)Action=(\w+)/.exec(asked)?.[1];
      const mended = mend({ operation: action ?? `${method} ${url?.split('?')[0]}`, asked, body });
      const { 'content-length': _, 'transfer-encoding': __, ...kept } = answer.headers;
      response.writeHead(mended === undefined ? (answer.statusCode ?? 500) : 200, kept);
      response.end(mended ?? body);
    });
    forwarded.on('error', () => response.destroy());
    forwarded.end(asked);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function text(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
