import { expect, test } from 'vitest';
import type { Finding } from '../../../../src/finding/finding.ts';
import { isScope, subjectFacts, subjectName } from '../../../../src/report/table/subject.ts';

const ACCOUNT = 'driftlock_aws_account';
const REGION = 'driftlock_aws_region';
const NESTED = 'provider.module.tenant.module.settings:aws';

test.each<[Finding['resource'], string, readonly string[], boolean]>([
  [
    { type: ACCOUNT, id: '123456789012', scope: { account: '123456789012', region: 'global' } },
    'AWS account 123456789012',
    [],
    true,
  ],
  [
    { type: ACCOUNT, id: 'provider.aws', scope: { region: 'global' } },
    'the AWS account of provider aws',
    [],
    true,
  ],
  [
    { type: ACCOUNT, id: NESTED, scope: {} },
    'the AWS account of provider aws in module.tenant.module.settings',
    [],
    true,
  ],
  [{ type: ACCOUNT, id: 'provider.aws.west', scope: {} }, 'the AWS account of provider aws.west', [], true],
  [{ type: ACCOUNT, scope: {} }, 'the AWS account', [], true],
  [
    { type: REGION, id: 'eu-west-1', scope: { account: '123456789012', region: 'eu-west-1' } },
    'AWS region eu-west-1',
    ['123456789012'],
    true,
  ],
  [{ type: 'driftlock_gcp_account', id: 'x', scope: {} }, 'the Google Cloud account x', [], true],
  [
    { type: 'driftlock_aws_credential_report_entry', id: 'root', scope: {} },
    'driftlock_aws_credential_report_entry root',
    [],
    false,
  ],
  [{ type: ACCOUNT, address: 'a.b', scope: {} }, 'a.b', [ACCOUNT], false],
  [
    {
      type: 'aws_vpc_security_group_ingress_rule',
      address: 'aws_security_group.a',
      path: ['ingress', 0],
      scope: { region: 'eu-west-1' },
    },
    'aws_security_group.a › ingress[0]',
    ['aws_vpc_security_group_ingress_rule', 'eu-west-1'],
    false,
  ],
  [{ type: ' ', scope: { region: 'global' } }, '(a resource without a name)', [], false],
])('%j', (subject, name, facts, scope) => {
  expect([subjectName(subject), subjectFacts(subject), isScope(subject)]).toEqual([name, facts, scope]);
});
