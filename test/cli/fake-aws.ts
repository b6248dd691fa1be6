/** An AWS on 127.0.0.1 that answers as a test says, and denies whatever else is asked, in each protocol. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Call {
  /** `DescribeRegions`, `ListKeys`; for REST the method and path: `GET /2015-03-31/functions`. */
  readonly operation: string;
  /** That it is answered in. */
  readonly protocol: 'json' | 'xml';
  readonly query: URLSearchParams;
  readonly body: string;
}

/** A body with status 200; undefined denies, and a promise is waited for. */
export type Answer = (call: Call) => string | undefined | Promise<string | undefined>;

export interface FakeAws {
  readonly endpoint: string;
  /** How often each operation was asked for. */
  readonly asked: ReadonlyMap<string, number>;
  /** For the command line: credentials and the endpoint. */
  readonly environment: Readonly<Record<string, string>>;
  close(): void;
}

const DENIALS: Readonly<Record<string, string>> = {
  json: '{"__type":"AccessDeniedException","message":"no"}',
  xml: '<Response><Errors><Error><Code>AccessDenied</Code><Message>no</Message></Error></Errors><Error><Code>AccessDenied</Code><Message>no</Message></Error></Response>',
};

const IDENTITY = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
  <Arn>arn:aws:iam::123456789012:user/audit</Arn><UserId>A</UserId><Account>123456789012</Account>
</GetCallerIdentityResult></GetCallerIdentityResponse>`;

function regionsNamed(...names: readonly string[]): string {
  const items = names.map(
    (name) => `<item><regionName>${name}</regionName><optInStatus>opt-in-not-required</optInStatus></item>`,
  );
  return `<DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><regionInfo>${items.join('')}</regionInfo></DescribeRegionsResponse>`;
}

/** Who asks and the region us-east-1 are told, unless `answer` tells otherwise. */
export async function startFakeAws(answer: Answer): Promise<FakeAws> {
  const asked = new Map<string, number>();
  const known: Readonly<Record<string, string>> = {
    GetCallerIdentity: IDENTITY,
    DescribeRegions: regionsNamed('us-east-1'),
  };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const url = new URL(request.url ?? '/', 'http://localhost');
    const { operation, protocol } = operationOf(request.method ?? '', url, request.headers, body);
    asked.set(operation, (asked.get(operation) ?? 0) + 1);
    const said = (await answer({ operation, protocol, query: url.searchParams, body })) ?? known[operation];
    response.writeHead(said === undefined ? 403 : 200, { 'content-type': `text/${protocol}` });
    response.end(said ?? DENIALS[protocol]);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    asked,
    environment: {
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: endpoint,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      DRIFTLOCK_REDACTION_KEY: 'a redaction key of the tests',
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function operationOf(
  method: string,
  { pathname }: URL,
  headers: IncomingHttpHeaders,
  body: string,
): Pick<Call, 'operation' | 'protocol'> {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return { operation: target.split('.').at(-1) ?? '', protocol: 'json' };
  const action = /(?:^|&)Action=(\w+)/.exec(body)?.[1];
  if (action !== undefined) return { operation: action, protocol: 'xml' };
  const protocol = /^\/20\d\d-/.test(pathname) ? 'json' : 'xml';
  return { operation: `${method} ${pathname.replace(/\/$/, '') || '/'}`, protocol };
}
