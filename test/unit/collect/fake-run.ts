/** A run whose calls are answered by a test instead of a cloud. */
import type { AwsRun } from '../../../src/collect/aws/run.ts';
import { CallError } from '../../../src/collect/call-error.ts';

export interface FakeRun extends AwsRun {
  /** Operation and input of each call, in order. */
  readonly calls: readonly (readonly [string, object])[];
}

/** A run whose calls are answered by `answers`: by operation name, an answer or a function of the input. */
export function fakeRun(answers: Readonly<Record<string, unknown>>, region = 'us-east-1'): FakeRun {
  const calls: [string, object][] = [];
  async function send(command: { readonly input: object }): Promise<unknown> {
    const operation = command.constructor.name.replace(/Command$/, '');
    calls.push([operation, command.input]);
    if (!Object.hasOwn(answers, operation)) throw new Error(`unexpected call ${operation}`);
    const answer = answers[operation];
    return typeof answer === 'function'
      ? await (answer as (input: object) => unknown)(command.input)
      : answer;
  }
  const run = {
    partition: 'aws',
    account: '111122223333',
    region,
    now: 0,
    client: () => ({ send }),
    calls,
  };
  return run as unknown as FakeRun;
}

/** Throws as a client's middleware does. */
export function failing(
  api: string,
  code: string,
  reason: 'denied' | 'throttled' | 'failed' = 'denied',
): () => never {
  return () => {
    throw new CallError({ reason, api, message: code }, code, undefined);
  };
}
