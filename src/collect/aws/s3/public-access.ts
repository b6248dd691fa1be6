/** The four switches that block public access, of a bucket or of a whole account. */

/** As S3 and its control API have them. */
interface Switches {
  readonly BlockPublicAcls?: boolean | undefined;
  readonly IgnorePublicAcls?: boolean | undefined;
  readonly BlockPublicPolicy?: boolean | undefined;
  readonly RestrictPublicBuckets?: boolean | undefined;
}

/** Attributes of `aws_s3_bucket_public_access_block` and `aws_s3_account_public_access_block`; unsaid is off. */
export function blockValues(switches: Switches) {
  return {
    block_public_acls: switches.BlockPublicAcls ?? false,
    ignore_public_acls: switches.IgnorePublicAcls ?? false,
    block_public_policy: switches.BlockPublicPolicy ?? false,
    restrict_public_buckets: switches.RestrictPublicBuckets ?? false,
  };
}
