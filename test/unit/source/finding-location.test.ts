// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of HCL.
import { expect, test } from 'vitest';
import { type About, marked } from './marked-text.ts';

const GROUP = `resource "aws_security_group" "g" {
  name = "é🙂"
  tags = {
    Owner = "x"
  }
  ingress {
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/8"]
  }
  ingress {
    from_port   = 22
    to_port     = 22
    cidr_blocks = [
      "10.0.0.0/8", # ours
      "0.0.0.0/0",
    ]
  }
}
`;

const SSH = { from_port: 22, to_port: 22, cidr_blocks: ['10.0.0.0/8', '0.0.0.0/0'] };
const HTTPS = { from_port: 443, to_port: 443, cidr_blocks: ['10.0.0.0/8'] };
const group: About = {
  address: 'aws_security_group.g',
  type: 'aws_security_group',
  // A set: the provider's order is not that of the configuration.
  values: { name: 'é🙂', ingress: [SSH, HTTPS] },
};

test.each<readonly [string, About, string]>([
  ['an attribute', { ...group, decided: [['values', 'name']] }, 'main.tf:2 name = "é🙂" in 1-19'],
  ['a tag', { ...group, decided: [['tags', 'Owner']] }, 'main.tf:4 Owner = "x" in 1-19'],
  [
    'a member of a set, by what is written in its block',
    { ...group, decided: [['values', 'ingress', 0, 'cidr_blocks', 1]] },
    'main.tf:14 cidr_blocks = [⏎      "10.0.0.0/8", # ours⏎      "0.0.0.0/0",⏎    ] in 1-19',
  ],
  [
    'the other one',
    { ...group, decided: [['values', 'ingress', 1, 'to_port']] },
    'main.tf:8 to_port     = 443 in 1-19',
  ],
  [
    'an attribute that its nested block lacks',
    { ...group, decided: [['values', 'ingress', 1, 'description']] },
    'main.tf:6 ingress { in 1-19',
  ],
  [
    'an attribute that the block lacks',
    { ...group, decided: [['values', 'description']] },
    'main.tf:1 resource "aws_security_group" "g" { in 1-19',
  ],
  [
    'the first of several that is written',
    {
      ...group,
      decided: [
        ['values', 'description'],
        ['referrers', 'x', 'y'],
        ['values', 'name'],
      ],
    },
    'main.tf:2 name = "é🙂" in 1-19',
  ],
  ['what is unknown', { ...group, unknown: [['values', 'name']] }, 'main.tf:2 name = "é🙂" in 1-19'],
  [
    'a link by its attribute',
    { ...group, decided: [['refs', 'name', 0, 'values', 'x']] },
    'main.tf:2 name = "é🙂" in 1-19',
  ],
  [
    'blocks that nothing tells apart',
    { ...group, values: { ingress: [{}, {}] }, decided: [['values', 'ingress', 0, 'from_port']] },
    'main.tf:1 resource "aws_security_group" "g" { in 1-19',
  ],
  [
    'a record that was folded out of a block',
    {
      ...group,
      type: 'aws_vpc_security_group_ingress_rule',
      values: { from_port: 22, to_port: 22, ip_protocol: 'tcp', cidr_ipv4: '0.0.0.0/0' },
      declared: { type: 'aws_security_group', path: ['ingress', 0, 'cidr_blocks', 1], as: 'inline' },
      decided: [['values', 'cidr_ipv4']],
    },
    'main.tf:14 cidr_blocks = [⏎      "10.0.0.0/8", # ours⏎      "0.0.0.0/0",⏎    ] in 1-19',
  ],
  [
    'one of which only the list tells the block',
    {
      ...group,
      type: 'aws_vpc_security_group_ingress_rule',
      values: { cidr_ipv4: '0.0.0.0/0' },
      declared: { type: 'aws_security_group', path: ['ingress', 0, 'cidr_blocks', 1], as: 'inline' },
    },
    'main.tf:14 cidr_blocks = [⏎      "10.0.0.0/8", # ours⏎      "0.0.0.0/0",⏎    ] in 1-19',
  ],
])('%s', (_, about, expected) => {
  expect(marked({ 'main.tf': GROUP }, about)).toBe(expected);
});

const NESTED = `resource "aws_s3_bucket" "b" {
  lifecycle_rule {
    enabled = var.a
  }
  lifecycle_rule {
    enabled = var.b
  }
  dynamic "cors_rule" {
    for_each = var.c
    content {
      allowed_methods = cors_rule.value
    }
  }
  server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default { sse_algorithm = "AES256" }
    }
  }
}
`;
const bucket: About = { address: 'aws_s3_bucket.b["x.y[0]"]', type: 'aws_s3_bucket' };

test.each<readonly [string, About, string]>([
  [
    'a list of blocks has their order',
    { ...bucket, decided: [['values', 'lifecycle_rule', 1, 'enabled']] },
    'main.tf:6 enabled = var.b in 1-19',
  ],
  [
    'a dynamic block',
    { ...bucket, decided: [['values', 'cors_rule', 3, 'allowed_methods', 0]] },
    'main.tf:11 allowed_methods = cors_rule.value in 1-19',
  ],
  [
    'what a dynamic block lacks',
    { ...bucket, decided: [['values', 'cors_rule', 0, 'expose_headers']] },
    'main.tf:8 dynamic "cors_rule" { in 1-19',
  ],
  [
    'blocks in blocks on one line',
    {
      ...bucket,
      type: 'aws_s3_bucket_server_side_encryption_configuration',
      declared: { type: 'aws_s3_bucket', path: ['server_side_encryption_configuration', 0], as: 'inline' },
      decided: [
        ['values', 'rule', 0, 'apply_server_side_encryption_by_default', 0, 'kms_master_key_id'],
        ['values', 'rule', 0, 'apply_server_side_encryption_by_default', 0, 'sse_algorithm'],
      ],
    },
    'main.tf:16 sse_algorithm = "AES256" in 1-19',
  ],
  [
    'a folded block without an attribute that decides',
    {
      ...bucket,
      type: 'aws_s3_bucket_versioning',
      declared: { type: 'aws_s3_bucket', path: ['server_side_encryption_configuration', 0], as: 'inline' },
    },
    'main.tf:14 server_side_encryption_configuration { in 1-19',
  ],
  [
    'a folded block that is not written',
    { ...bucket, declared: { type: 'aws_s3_bucket', path: ['versioning', 0], as: 'echo' } },
    'main.tf:1 resource "aws_s3_bucket" "b" { in 1-19',
  ],
])('%s', (_, about, expected) => {
  expect(marked({ 'main.tf': NESTED }, about)).toBe(expected);
});
