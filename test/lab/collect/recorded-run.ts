/** Runs of collectors that are answered by recorded bodies of the real AWS. */
import type { AwsRun } from '../../../src/collect/aws/run.ts';
import { CallError } from '../../../src/collect/call-error.ts';
import type { Json } from '../../../src/resource/resource.ts';
import { asTheSdkGives } from './as-the-sdk-gives.ts';

/** Takes the next answer of an operation: a body, an error's code, or undefined where none was recorded. */
export type Answers = (service: string, operation: string) => { body: Json } | { error: string } | undefined;

export interface RecordedRun extends AwsRun {
  /** `sqs.GetQueueAttributes` → how often it was answered. */
  readonly answered: ReadonlyMap<string, number>;
  readonly notRecorded: ReadonlySet<string>;
}

/** Clients whose service is recorded under another name than the lower case of theirs. */
const SERVICES: Readonly<Record<string, string>> = {
  CloudWatchLogs: 'logs',
  S3Control: 's3-control',
};
const PAGE_TOKEN = 'REDACTED-PAGE-TOKEN';
const NOT_RECORDED = 'NotRecorded';

/** What was not recorded is denied. */
export function recordedRun(answers: Answers, place: { account: string; region: string }): RecordedRun {
  const answered = new Map<string, number>();
  const notRecorded = new Set<string>();
  const clientOf = (service: { readonly name: string }) => ({
    send: async (command: object) => {
      const client = service.name.replace(/Client$/, '');
      const name = SERVICES[client] ?? client.toLowerCase();
      const operation = command.constructor.name.replace(/Command$/, '');
      const api = `${name}.${operation}`;
      const answer = answers(name, operation);
      if (answer === undefined) notRecorded.add(api);
      if (answer === undefined || 'error' in answer) throw refused(api, answer?.error ?? NOT_RECORDED);
      answered.set(api, (answered.get(api) ?? 0) + 1);
      return asTheSdkGives(command, withoutTokens(answer.body));
    },
  });
  const run = { partition: 'aws', ...place, now: 0, client: clientOf, answered, notRecorded };
  return run as unknown as RecordedRun;
}

function refused(api: string, code: string): CallError {
  const reason = code === NOT_RECORDED ? ('denied' as const) : ('failed' as const);
  return new CallError({ reason, api, message: code }, code, undefined);
}

/** The page that a token names was recorded as another body, if at all. */
function withoutTokens(body: Json): Json {
  if (Array.isArray(body)) return (body as readonly Json[]).map(withoutTokens);
  if (typeof body !== 'object' || body === null) return body;
  const entries = Object.entries(body as Readonly<Record<string, Json>>);
  return Object.fromEntries(
    entries.flatMap(([name, item]) =>
      item === PAGE_TOKEN || name === 'IsTruncated' ? [] : [[name, withoutTokens(item)]],
    ),
  );
}

/** The account and region that most ARNs of the texts name. */
export function placeOf(text: string): { account: string; region: string } {
  const counts = new Map<string, number>();
  for (const [, region = '', account = ''] of text.matchAll(
    /arn:aws[a-z-]*:[a-z0-9-]+:([a-z0-9-]+):(\d{12}):/g,
  ))
    counts.set(`${region} ${account}`, (counts.get(`${region} ${account}`) ?? 0) + 1);
  const [most] = [...counts].sort(([, one], [, other]) => other - one);
  const [region = 'us-east-1', account = '123456789012'] = most?.[0].split(' ') ?? [];
  return { account, region };
}
