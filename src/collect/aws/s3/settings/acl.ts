/** A bucket's access control list. */
import { GetBucketAclCommand, type GetBucketAclCommandOutput } from '@aws-sdk/client-s3';
import { block } from '../block.ts';
import { bucketSetting, EXPECTED_OWNER } from '../bucket-setting.ts';
import { grantValues } from './grant-values.ts';

export const acl = bucketSetting({
  type: 'aws_s3_bucket_acl',
  permission: 's3:GetBucketAcl',
  absent: [],
  notFilled: {
    ...EXPECTED_OWNER,
    acl: 'a name for a list of grants: S3 keeps the grants',
    id: 'ends with the name of the list that was asked for',
  },
  ask: (client, Bucket) => client.send(new GetBucketAclCommand({ Bucket })),
  values: ({ Owner, Grants = [] }) => ({
    access_control_policy: [
      {
        grant: Grants.map(grantValues),
        owner: block(Owner, ({ ID, DisplayName }) => ({ id: ID, display_name: DisplayName })),
      },
    ],
  }),
  isDefault: isOwnersAlone,
});

/** Every bucket is made with this list; source: S3 user guide, "Access control list overview", read 2026-11. */
function isOwnersAlone({ Owner, Grants = [] }: GetBucketAclCommandOutput): boolean {
  const [grant] = Grants;
  return (
    Owner?.ID !== undefined &&
    Grants.length === 1 &&
    grant?.Permission === 'FULL_CONTROL' &&
    grant.Grantee?.ID === Owner.ID
  );
}
