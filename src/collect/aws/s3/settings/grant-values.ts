/** A grantee of an ACL, of a bucket's own or of its log files. */
import type { Grant, TargetGrant } from '@aws-sdk/client-s3';
import type { LiveValues } from '../../../collector.ts';
import { block } from '../block.ts';

/** A grant as `aws_s3_bucket_acl` and `aws_s3_bucket_logging` have it. */
export function grantValues({ Grantee, Permission }: Grant | TargetGrant): LiveValues {
  return {
    permission: Permission,
    grantee: block(Grantee, ({ Type, ID, URI, EmailAddress, DisplayName }) => ({
      type: Type,
      id: ID,
      uri: URI,
      email_address: EmailAddress,
      display_name: DisplayName,
    })),
  };
}
