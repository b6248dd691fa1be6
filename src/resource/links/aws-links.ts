/** The AWS link table, put together. */
import { awsControlLinks } from './aws-control-links.ts';
import { awsGenericLinks } from './aws-generic-links.ts';
import { awsIdentities } from './aws-identities.ts';
import { awsNetworkLinks } from './aws-network-links.ts';
import { awsStorageLinks } from './aws-storage-links.ts';
import type { LinkTable } from './link-row.ts';

export const awsLinks: LinkTable = {
  identities: awsIdentities,
  links: { ...awsStorageLinks, ...awsControlLinks, ...awsNetworkLinks },
  generic: awsGenericLinks,
  aliases: {
    aws_security_group_rule: {
      referenced_security_group_id: 'source_security_group_id',
      prefix_list_id: 'prefix_list_ids',
    },
    aws_iam_group_membership: { user: 'users', groups: 'group' },
    aws_iam_policy_attachment: { role: 'roles', user: 'users', group: 'groups' },
  },
  standIns: { aws_kms_alias: ['arn', 'name', 'target_key_arn'] },
};
