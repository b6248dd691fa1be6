/** Access keys of IAM users: that they exist and are in use, never what they are. */
import {
  type AccessKeyMetadata,
  IAMClient,
  ListAccessKeysCommand,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
import { all } from '../../all.ts';
import type { LiveRecord } from '../../collector.ts';
import { inOrder } from '../../in-order.ts';
import { pages } from '../../pages.ts';
import { type Read, read } from '../../read.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { timeText } from '../time-text.ts';
import { PAGE } from './authorization-details.ts';
import { GONE } from './gone.ts';
import { nextMarker } from './next-marker.ts';

const AT_ONCE = 8;
const SECRET = 'given once, when the key is made';

/** API: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html */
export const accessKeys: AwsCollector = {
  id: 'aws/iam/access-keys',
  per: 'account',
  types: ['aws_iam_access_key'],
  permissions: ['iam:ListUsers', 'iam:ListAccessKeys'],
  notFilled: {
    aws_iam_access_key: {
      secret: SECRET,
      ses_smtp_password_v4: `made of the secret, which is ${SECRET}`,
      encrypted_secret: SECRET,
      encrypted_ses_smtp_password_v4: `made of the secret, which is ${SECRET}`,
      pgp_key: 'an argument of the creation',
      key_fingerprint: 'of an argument of the creation',
    },
  },
  async *collect(run) {
    const listed = pages(
      'iam:ListUsers',
      (Marker) => run.client(IAMClient).send(new ListUsersCommand({ Marker, MaxItems: PAGE })),
      ({ Users }) => Users,
      nextMarker('iam:ListUsers'),
    );
    const records = inOrder(listed, AT_ONCE, async ({ UserName }) =>
      keyRecords(UserName, await read(keysOf(run, UserName), ...GONE)),
    );
    for await (const ofUser of records) yield* ofUser;
  },
};

function keysOf(run: AwsRun, UserName: string | undefined): Promise<readonly AccessKeyMetadata[]> {
  const listed = pages(
    'iam:ListAccessKeys',
    (Marker) => run.client(IAMClient).send(new ListAccessKeysCommand({ UserName, Marker, MaxItems: PAGE })),
    ({ AccessKeyMetadata }) => AccessKeyMetadata,
    nextMarker('iam:ListAccessKeys'),
  );
  return all(listed);
}

/** Where they could not be listed, one record stands for the keys that the user may have. */
export function keyRecords(
  user: string | undefined,
  keys: Read<readonly AccessKeyMetadata[]>,
): readonly LiveRecord[] {
  const type = 'aws_iam_access_key';
  if (keys.failure !== undefined)
    return [{ type, values: { user }, unread: [{ attributes: '*', failure: keys.failure }] }];
  return (keys.value ?? []).map(({ AccessKeyId, UserName, Status, CreateDate }) => ({
    type,
    values: { id: AccessKeyId, user: UserName ?? user, status: Status, create_date: timeText(CreateDate) },
  }));
}
