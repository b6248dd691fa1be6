/** Values of parameters, which become keyed hashes before they reach the disk. */
import { GetParametersCommand, type ParameterMetadata, SSMClient } from '@aws-sdk/client-ssm';
import { type Read, read } from '../../read.ts';
import type { AwsRun } from '../run.ts';

/** As many as one call gives. */
export const VALUES_AT_ONCE = 10;

/** Whether its value may be asked for: not that of a type that is not known. */
export function isReadable({ Type }: ParameterMetadata): boolean {
  return Type === 'String' || Type === 'StringList' || Type === 'SecureString';
}

/**
 * By name; for those that are gone a value of undefined, for those that cannot be read why. One that is denied makes
 * AWS deny all of a call: then each is asked alone, so that it takes no other along.
 */
export async function parameterValues(
  run: AwsRun,
  parameters: readonly ParameterMetadata[],
): Promise<ReadonlyMap<string, Read<string>>> {
  const names = parameters.filter(isReadable).flatMap(({ Name }) => Name ?? []);
  if (names.length === 0) return new Map();
  const together = await valuesOf(run, names);
  if (together.failure?.reason !== 'denied' || names.length === 1) return byName(names, together);
  const alone = await Promise.all(
    names.map(async (name) => [...byName([name], await valuesOf(run, [name]))]),
  );
  return new Map(alone.flat());
}

async function valuesOf(run: AwsRun, Names: string[]): Promise<Read<ReadonlyMap<string, string>>> {
  const answer = await read(
    run.client(SSMClient).send(new GetParametersCommand({ Names, WithDecryption: true })),
  );
  if (answer.failure !== undefined) return answer;
  const found = new Map<string, string>();
  for (const { Name = '', Type, Value } of answer.value?.Parameters ?? [])
    if (Value !== undefined && isReadable({ Type })) found.set(Name, Value);
  return { value: found };
}

function byName(
  names: readonly string[],
  { failure, value }: Read<ReadonlyMap<string, string>>,
): ReadonlyMap<string, Read<string>> {
  return new Map(
    names.map((name) => [name, failure === undefined ? { value: value?.get(name) } : { failure }]),
  );
}
