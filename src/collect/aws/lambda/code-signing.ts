/** Which Lambda functions have a code signing configuration, by configuration instead of one by one. */
import {
  LambdaClient,
  ListCodeSigningConfigsCommand,
  ListFunctionsByCodeSigningConfigCommand,
} from '@aws-sdk/client-lambda';
import { pages } from '../../pages.ts';
import type { AwsRun } from '../run.ts';

const PAGE = 100;

/**
 * ARNs of configurations by ARN of function. Most accounts have no configuration, and then this is one call, where
 * asking the functions is one for each at the 15 a second that Lambda grants. Throws CallError.
 */
export async function signedFunctions(run: AwsRun): Promise<ReadonlyMap<string, string>> {
  const lambda = run.client(LambdaClient);
  const configurations = pages(
    'lambda:ListCodeSigningConfigs',
    (Marker) => lambda.send(new ListCodeSigningConfigsCommand({ Marker, MaxItems: PAGE })),
    ({ CodeSigningConfigs }) => CodeSigningConfigs,
    ({ NextMarker }) => NextMarker,
  );
  const signed = new Map<string, string>();
  for await (const { CodeSigningConfigArn = '' } of configurations) {
    const ofOne = pages(
      'lambda:ListFunctionsByCodeSigningConfig',
      (Marker) =>
        lambda.send(
          new ListFunctionsByCodeSigningConfigCommand({ CodeSigningConfigArn, Marker, MaxItems: PAGE }),
        ),
      ({ FunctionArns }) => FunctionArns,
      ({ NextMarker }) => NextMarker,
    );
    for await (const arn of ofOne) signed.set(arn, CodeSigningConfigArn);
  }
  return signed;
}
