/** Values and names that no Terraform writes, or hardly ever. */
import type { Branch, Tree } from './json-tree.ts';
import { setMember } from './json-tree.ts';
import type { Random } from './random.ts';

/** Written into the text in place of a number that JSON.stringify cannot write. */
const TOO_LARGE = '@@1e999@@';

/** The document as text, with the numbers put in that no double holds. */
export function textOf(document: Tree): string {
  return JSON.stringify(document).replaceAll(`"${TOO_LARGE}"`, '1e999');
}

export const NAMES: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'length',
  'then',
  '',
  '0',
  '-1',
  'a.b["c"]',
  'values',
  '*',
  'ключ',
  '\u0000',
  '\u001b[2J\u001b]0;x\u0007',
  '\u202egpj.exe',
  '\ud800',
  '\udfff\ud800',
  'x'.repeat(5000),
  'line\nbreak\r\n\u2028\u0085',
  '🏴󠁧󠁢󠁳󠁣󠁴󠁿',
  '%{if x}',
  '%s%n%d',
  '{{ .x }}',
];

const TEXTS: readonly string[] = [
  ...NAMES,
  '{"Statement": ',
  '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}]}',
  '{"Statement":{"Effect":"Deny","Action":[[]],"Principal":{"AWS":null}}}',
  '{"__proto__":{"x":1},"Statement":null}',
  '[[[[[]]]]]',
  'null',
  'true',
  '0.0.0.0/0',
  '::/0',
  '0.0.0.0/33',
  '300.1.1.1/8',
  'arn:aws:s3:::',
  'arn:aws:iam::123456789012:role/x',
  'arn:::::::::',
  'us-east-1',
  '\t',
];

export const ADDRESSES: readonly string[] = [
  'module.a["x.y"].module.b[0].aws_s3_bucket.c["d\\"]e"]',
  'module.a.module.b.module.c.module.d.aws_ebs_volume.x',
  'aws_s3_bucket',
  '.',
  '[[[',
  'module.',
  'module.x[',
  'aws_s3_bucket.a[""]',
  'aws_s3_bucket.a[18446744073709551616]',
  'aws_s3_bucket.a[-1]',
  'data.aws_s3_bucket.a',
  'module.a["%{b}"].aws_kms_key.k',
  'aws_security_group.\u202e',
  'aws_iam_policy.p["\u001b[31m"]',
  ' aws_s3_bucket.a ',
  'aws_s3_bucket.a.b.c.d',
  'module.m["\ud800"].aws_sqs_queue_policy.q',
  `module.${'m'.repeat(3000)}.aws_s3_bucket.b`,
  '__proto__.constructor',
];

export const TYPES: readonly string[] = [
  'aws_s3_bucket',
  'aws_security_group',
  'aws_security_group_rule',
  'aws_iam_role',
  'aws_iam_policy',
  'aws_alb',
  'aws_default_network_acl',
  'aws_route_table',
  'aws_cloudtrail',
  'aws_dynamodb_table',
  'azurerm_storage_account',
  'google_storage_bucket',
  'random_id',
  'terraform_data',
  'null_resource',
  'driftlock_aws_account',
  'driftlock_aws_region',
  'aws_of_the_future',
  '__proto__',
  'constructor',
  'toString',
  'AWS_S3_BUCKET',
  'aws_*',
];

export const ACTIONS: readonly Tree[] = [
  ['create'],
  ['update'],
  ['delete'],
  ['no-op'],
  ['read'],
  ['forget'],
  ['delete', 'create'],
  ['create', 'delete'],
  ['create', 'forget'],
  [],
  ['destroy'],
  ['__proto__'],
  ['open', 'close'],
  ['no-op', 'no-op'],
  ['CREATE'],
  [''],
  'create',
  null,
  [null],
  [['create']],
  { 0: 'create' },
  7,
];

export const PROVIDERS: readonly Tree[] = [
  'registry.terraform.io/hashicorp/aws',
  'registry.opentofu.org/hashicorp/aws',
  'registry.terraform.io/hashicorp/google',
  'terraform.io/builtin/terraform',
  'aws',
  '',
  '////',
  'x/__proto__/y',
  null,
  0,
  ['registry.terraform.io/hashicorp/aws'],
];

const NUMBERS: readonly number[] = [
  0,
  -0,
  -1,
  1,
  0.1,
  65535,
  65536,
  4294967296,
  2 ** 53,
  -(2 ** 53),
  1e21,
  1e308,
  5e-324,
  123456789012,
];

function nested(depth: number, random: Random): Tree {
  let value: Tree = random.pick<Tree>([null, true, 'x', 1]);
  for (let level = 0; level < depth; level++) {
    if (random.oneIn(2)) value = [value];
    else value = { [random.pick(['a', 'values', 'child_modules', 'root_module', 'references'])]: value };
  }
  return value;
}

function crowded(random: Random): Tree {
  const size = random.pick([3, 40, 400]);
  return Array.from({ length: size }, (_, index) =>
    random.pick<Tree>([index, {}, [], null, 'x', { a: index }]),
  );
}

function oddObject(random: Random): Branch {
  const out: Branch = {};
  for (let count = 1 + random.int(4); count > 0; count--)
    setMember(out, random.pick(NAMES), random.pick<Tree>([null, true, 1, 'x', [], {}, { x: {} }]));
  return out;
}

/** Anything, mostly small. */
export function oddValue(random: Random): Tree {
  switch (random.int(12)) {
    case 0:
      return null;
    case 1:
      return random.oneIn(2);
    case 2:
      return random.pick(NUMBERS);
    case 3:
      return TOO_LARGE;
    case 4:
    case 5:
      return random.pick(TEXTS);
    case 6:
      return [];
    case 7:
      return {};
    case 8:
      return oddObject(random);
    case 9:
      return random.oneIn(4) ? nested(random.pick([20, 200, 260, 2500]), random) : nested(3, random);
    case 10:
      return crowded(random);
    default:
      return [[[oddObject(random)], null], random.pick(TEXTS)];
  }
}
