/** The version of each Lambda function that was published last, from one listing of all versions. */
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { pages } from '../../pages.ts';
import type { AwsRun } from '../run.ts';

const PAGE = 50;

/** `12` by name; functions without a published version are left out. Throws CallError. */
export async function publishedVersions(run: AwsRun): Promise<ReadonlyMap<string, string>> {
  const lambda = run.client(LambdaClient);
  const listed = pages(
    'lambda:ListFunctions',
    (Marker) => lambda.send(new ListFunctionsCommand({ FunctionVersion: 'ALL', Marker, MaxItems: PAGE })),
    ({ Functions }) => Functions,
    ({ NextMarker }) => NextMarker,
  );
  const last = new Map<string, string>();
  for await (const { FunctionName = '', Version = '' } of listed) {
    // Versions are counted up; the other one is $LATEST.
    if (/^\d+$/.test(Version) && Number(Version) > Number(last.get(FunctionName) ?? 0))
      last.set(FunctionName, Version);
  }
  return last;
}
