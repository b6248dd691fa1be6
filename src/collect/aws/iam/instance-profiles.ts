/** Instance profiles: the roles that instances take on. */
import {
  GetInstanceProfileCommand,
  IAMClient,
  type InstanceProfile,
  ListInstanceProfilesCommand,
} from '@aws-sdk/client-iam';
import type { LiveRecord } from '../../collector.ts';
import { inOrder } from '../../in-order.ts';
import { pages } from '../../pages.ts';
import { type Read, read, unreadOf } from '../../read.ts';
import { namePrefix } from '../name-prefix.ts';
import type { AwsCollector } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';
import { timeText } from '../time-text.ts';
import { PAGE } from './authorization-details.ts';
import { GONE } from './gone.ts';
import { nextMarker } from './next-marker.ts';

const AT_ONCE = 8;

/**
 * The listing leaves tags out: those come with one call for each profile.
 * API: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfiles.html
 */
export const instanceProfiles: AwsCollector = {
  id: 'aws/iam/instance-profiles',
  per: 'account',
  types: ['aws_iam_instance_profile'],
  permissions: ['iam:ListInstanceProfiles', 'iam:GetInstanceProfile'],
  notFilled: {},
  async *collect(run) {
    const iam = run.client(IAMClient);
    const listed = pages(
      'iam:ListInstanceProfiles',
      (Marker) => iam.send(new ListInstanceProfilesCommand({ Marker, MaxItems: PAGE })),
      ({ InstanceProfiles }) => InstanceProfiles,
      nextMarker('iam:ListInstanceProfiles'),
    );
    const records = inOrder(listed, AT_ONCE, async (profile) => {
      const { InstanceProfileName } = profile;
      const asked = await read(iam.send(new GetInstanceProfileCommand({ InstanceProfileName })), ...GONE);
      return profileRecords(
        profile,
        asked.failure === undefined ? { value: asked.value?.InstanceProfile } : asked,
      );
    });
    for await (const ofProfile of records) yield* ofProfile;
  },
};

/** The profile; nothing for one that is gone by now. */
export function profileRecords(
  profile: InstanceProfile,
  described: Read<InstanceProfile>,
): readonly LiveRecord[] {
  if (described.failure === undefined && described.value === undefined) return [];
  const { InstanceProfileName: name } = profile;
  const values = {
    id: name,
    name,
    name_prefix: namePrefix(name),
    arn: profile.Arn,
    path: profile.Path,
    unique_id: profile.InstanceProfileId,
    create_date: timeText(profile.CreateDate),
    // A profile holds one role at most.
    role: profile.Roles?.[0]?.RoleName,
    ...tagsFrom(described.value?.Tags),
  };
  return [{ type: 'aws_iam_instance_profile', values, unread: unreadOf([described, ['tags', 'tags_all']]) }];
}
