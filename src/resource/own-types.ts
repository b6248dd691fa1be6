/** The schemas of the resource types that are the tool's own: what no type of the provider covers. */

/**
 * Attributes by Terraform's type of them, parted by blanks; nothing in them is required or sensitive. Sources: IAM User
 * guide "Get credential reports", IAM API reference "GetAccountSummary"; read 2026-11.
 */
export const OWN_TYPES: Readonly<Record<string, Partial<Record<'string' | 'bool' | 'number', string>>>> = {
  driftlock_aws_account: { string: 'account_id' },
  driftlock_aws_region: { string: 'region' },
  driftlock_aws_iam_account_summary: {
    number: [
      'access_keys_per_user_quota account_access_keys_present account_mfa_enabled',
      'account_password_present account_signing_certificates_present assume_role_policy_size_quota',
      'attached_policies_per_group_quota attached_policies_per_role_quota',
      'attached_policies_per_user_quota global_endpoint_token_version group_policy_size_quota groups',
      'groups_per_user_quota groups_quota instance_profiles instance_profiles_quota mfa_devices',
      'mfa_devices_in_use policies policies_quota policy_size_quota policy_versions_in_use',
      'policy_versions_in_use_quota providers role_policy_size_quota roles roles_quota',
      'server_certificates server_certificates_quota signing_certificates_per_user_quota',
      'user_policy_size_quota users users_quota versions_per_policy_quota',
    ].join(' '),
  },
  driftlock_aws_iam_credential_report_entry: {
    string: [
      'user arn user_creation_time password_last_used password_last_changed password_next_rotation',
      'access_key_1_last_rotated access_key_1_last_used_date access_key_1_last_used_region',
      'access_key_1_last_used_service access_key_2_last_rotated access_key_2_last_used_date',
      'access_key_2_last_used_region access_key_2_last_used_service cert_1_last_rotated',
      'cert_2_last_rotated',
    ].join(' '),
    bool: [
      'password_enabled mfa_active access_key_1_active access_key_2_active cert_1_active cert_2_active',
    ].join(' '),
  },
};

/** Whether the type is one of the tool's own, known or not. */
export function isOwnType(type: string): boolean {
  return type.startsWith('driftlock_');
}

/** Whether records of the type are collected only: no file of Terraform holds any, unlike accounts and regions. */
export function isCollectedType(type: string): boolean {
  return isOwnType(type) && !/^driftlock_[a-z]+_(account|region)$/.test(type);
}
