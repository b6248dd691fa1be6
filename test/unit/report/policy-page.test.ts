import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import type { Policy } from '../../../src/finding/policy.ts';
import { policyPage } from '../../../src/report/policy-page.ts';
import { policyTable } from '../../../src/report/policy-table.ts';

const POLICY: Policy = {
  id: 'aws.ec2.open_ports',
  title: 'Security groups keep administration ports closed',
  description: 'A port that anyone can reach\nis found within  minutes.',
  severity: 'high',
  enforcement: 'warn',
  resources: ['aws_vpc_security_group_ingress_rule', 'aws_*'],
  having: ['tags'],
  mode: 'managed',
  onChange: true,
  related: [],
  needs: ['ports'],
  aliases: ['CKV_AWS_24', 'AWS-0107'],
  relatedResources: ['https://a.example/one', 'https://a.example/two'],
  remediation: 'Close the port.',
  file: 'aws/ec2/open_ports.rego',
  line: 20,
  reads: {
    applies: [['type']],
    denies: [],
    all: [
      ['refs', 'prefix_list_id', null, 'referrers', 'aws_entry', 'list', null, 'values', 'cidr'],
      ['values', 'rules', null, 0, 'x.y'],
      ['values', 'tags', ''],
      ['tags', null],
      ['type'],
    ],
  },
};

const BARE: Policy = {
  ...POLICY,
  id: 'a.b',
  description: '',
  enforcement: 'block',
  having: [],
  needs: [],
  onChange: false,
  aliases: [],
  relatedResources: [],
  remediation: 'aws.ec2.close_port',
  reads: { applies: [], denies: [], all: [[]] },
};

test('a page holds all that there is to say of a policy', () => {
  const given = { ports: [22], other: '\u001b[2J' };
  expect(policyPage(POLICY, { colour: false, width: 80, given })).toBe(`aws.ec2.open_ports
Security groups keep administration ports closed

    severity  high
    note      a warning: never makes exit code 1
    why       A port that anyone can reach is found within minutes.
    judges    aws_vpc_security_group_ingress_rule, aws_*
    having    tags
    needs     ports, in the file of --params: {"aws.ec2.open_ports": {"ports":
              …}}
    given     ports = [22]
              other = "\\u001b[2J"
    when      the plan changes or deletes the resource
    reads     refs.prefix_list_id[*].referrers.aws_entry.list[*].values.cidr,
              tags[*], type, values.rules[*][0]["x.y"], values.tags
    known as  CKV_AWS_24, AWS-0107
    fix       Close the port.
    see       https://a.example/one
              https://a.example/two
    source    aws/ec2/open_ports.rego:20
`);
});

test('a page leaves out what there is not; a remediation that is an identifier is for tools', () => {
  const page = `a.b
Security groups keep administration ports closed

    severity  high
    judges    aws_vpc_security_group_ingress_rule, aws_*
    reads     all of the input
    source    aws/ec2/open_ports.rego:20
`;
  expect(policyPage(BARE, { colour: false, width: 80 })).toBe(page);
  const given = page.replace('    reads', '    given     nothing, and it needs nothing\n    reads');
  expect(policyPage(BARE, { colour: false, width: 80, given: {} })).toBe(given);
  expect(policyPage(POLICY, { colour: false, width: 80, given: {} })).toContain(
    '    given     ports is missing: a scan leaves the policy out\n',
  );
});

test('hostile names stay names, and lines keep the width', () => {
  const hostile = 'x\u001b[2J\u202e\n::error::漢字'.repeat(9);
  const policy: Policy = {
    ...POLICY,
    id: hostile,
    title: hostile,
    description: hostile,
    needs: [hostile],
    file: hostile,
  };
  for (let width = 40; width <= 200; width += 8) {
    const given = { [hostile]: { [hostile]: [hostile] } };
    const text =
      policyPage({ ...policy, relatedResources: [] }, { colour: false, width, given }) +
      policyTable([policy, BARE], { colour: false, width, all: 2 });
    expect(text).not.toMatch(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/u);
    for (const line of text.split('\n')) {
      expect(line).not.toMatch(/^\s*(::|##)/);
      expect(stringWidth(line) <= width ? '' : line).toBe('');
    }
  }
});
