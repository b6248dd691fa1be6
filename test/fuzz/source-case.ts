/** Configurations that were changed in a few places: what editors, merges and hostile hands make of one. */
import type { Random } from './random.ts';

const FILES: readonly string[] = [
  `variable "a" {\n  type    = object({ x = optional(number, 3), y = list(string) })\n  default = { y = ["1"] }\n}\nlocals {\n  b = [for y in var.a.y : "\${y}-\${var.a.x}"]\n  c = { for i, y in local.b : y => i if i < 5 }\n}\nresource "aws_s3_bucket" "n" {\n  for_each = toset(local.b)\n  bucket   = each.key\n  tags     = merge({ a = "b" }, { for k, v in local.c : k => tostring(v) })\n}\n`,
  `resource "aws_security_group" "g" {\n  name = "x"\n  dynamic "ingress" {\n    for_each = { ssh = 22, web = 443 }\n    iterator = it\n    content {\n      from_port   = it.value\n      to_port     = it.value\n      protocol    = "tcp"\n      cidr_blocks = it.key == "ssh" ? ["0.0.0.0/0"] : cidrsubnets("10.0.0.0/8", 4, 4)\n    }\n  }\n  lifecycle {\n    ignore_changes = [tags]\n  }\n}\noutput "o" {\n  value = aws_security_group.g.ingress[*].from_port\n}\n`,
  `data "aws_iam_policy_document" "d" {\n  statement {\n    actions   = ["s3:*"]\n    resources = [aws_s3_bucket.b.arn, "\${aws_s3_bucket.b.arn}/*"]\n    condition {\n      test     = "Bool"\n      variable = "aws:SecureTransport"\n      values   = ["false"]\n    }\n  }\n}\nresource "aws_s3_bucket" "b" {\n  count = 2 - 1\n}\nresource "aws_s3_bucket_policy" "p" {\n  bucket = aws_s3_bucket.b[0].id\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = aws_s3_bucket.b[0].arn }] })\n}\n`,
  `terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n  }\n}\nprovider "aws" {\n  region = "eu-west-1"\n  default_tags {\n    tags = { a = "b" }\n  }\n}\nmodule "m" {\n  source    = "./m"\n  for_each  = { "a.b" = 1, "c[0]" = 2 }\n  in        = each.value\n  providers = { aws = aws }\n}\nresource "terraform_data" "t" {\n  input = try(module.m["a.b"].out, null)\n}\n`,
  `locals {\n  doc = <<-EOT\n    %{for x in ["a", "b"]~}\n    - \${upper(x)} %{if x == "a"}!%{else}?%{endif}\n    %{endfor~}\n  EOT\n  big = 99999999999999999999 * 3\n  re  = regexall("[a-z]+(\\\\d)?", "ab1 cd")\n}\nresource "aws_instance" "i" {\n  ami           = "ami-1"\n  instance_type = "t3.micro"\n  user_data     = base64encode(local.doc)\n  root_block_device {\n    encrypted = true\n  }\n  metadata_options {\n    http_tokens = can(local.re[9]) ? "optional" : "required"\n  }\n}\n`,
  `variable "v" {}\nresource "aws_kms_key" "k" {}\nresource "aws_sns_topic" "t" {\n  count = 2\n}\nlocals {\n  part = "\\"Resource\\": \\"\${aws_kms_key.k.arn}/*\\""\n  text = "$\${a}-\${var.v}"\n}\nresource "aws_iam_policy" "p" {\n  policy = <<EOF\n{"Statement": [{"Effect": "Allow", \${local.part}, "Action": ["\\u0073:*", "x"]},\n  {"Resource": [%{for i, t in aws_sns_topic.t}"\${t.arn}",%{endfor} "\${join("/", aws_sns_topic.t[*].arn)}"], "n": \${length(var.v)}}]}\nEOF\n}\nresource "aws_iam_policy" "q" {\n  policy = replace(templatefile("x", { a = aws_kms_key.k.id, b = [aws_kms_key.k.arn] }), "_", format("%s!", aws_kms_key.k.arn))\n}\nresource "terraform_data" "f" {\n  input = [templatestring(local.text, { a = 1 }), uuidv5("dns", "x"), base64gzip("x"), textencodebase64("x", "UTF-16LE"), filesha1("x"), ephemeralasnull(var.v)]\n}\n`,
  `{\n  "//": "x",\n  "variable": { "v": { "default": ["a", "b"] } },\n  "resource": {\n    "aws_s3_bucket": { "b": [{ "bucket": "x-\${var.v[0]}", "tags": { "a": "\${upper(var.v[1])}" } }] },\n    "aws_iam_policy": { "p": { "for_each": "\${toset(var.v)}", "policy": "{\\"a\\": \\"\${aws_s3_bucket.b.arn}\\", \\"b\\": [1, null]}" } },\n    "aws_security_group": { "g": { "dynamic": { "ingress": { "for_each": "\${var.v}", "content": { "from_port": "\${ingress.key}", "description": "\${ingress.value}" } } } } }\n  },\n  "output": { "o": { "value": "\${[for p in aws_iam_policy.p : p.arn]}" } }\n}\n`,
];

const MODULE = `variable "in" {}\nresource "aws_sqs_queue" "q" {\n  name   = "q-\${var.in}"\n  policy = null\n}\noutput "out" {\n  value = aws_sqs_queue.q.arn\n}\n`;

const PIECES: readonly string[] = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '"',
    '${',
    '%{',
    '~}',
    '<<-EOT\n',
    'EOT',
    '=',
    '=>',
    '?',
    ':',
    '...',
    '.',
    ',',
    '*',
    '!',
    '\n',
  ],
  ...[
    'for',
    'in',
    'if',
    'null',
    'true',
    'var.a',
    'local.b',
    'local.c',
    'each.value',
    'count.index',
    'self',
    'module.m',
    'path.module',
  ],
  ...[
    'data.aws_iam_policy_document.d.json',
    'aws_s3_bucket.b',
    'aws_s3_bucket.n',
    'terraform_data.t',
    'timestamp()',
    'file("x")',
  ],
  ...[
    '-1',
    '1e400',
    '0x10',
    '\u0000',
    '\ud83d',
    'ü',
    '\u{1f600}',
    '\ufeff',
    '/*',
    '#',
    '//',
    'dynamic "x" {',
    'content {',
    'count = 3',
  ],
  ...[
    'for_each = {}',
    'source = "./m"',
    'source = "../../.."',
    'jsonencode(',
    'templatefile("x", {})',
    'templatestring(local.text, {})',
    'replace(local.part, "a", aws_kms_key.k.arn)',
    '\\"',
    'range(1, 100000)',
    'merge(',
    '[for x in [1]: x]',
  ],
];

/** Files by path; the same for the same random source. */
export function sourceCase(random: Random): Record<string, string> {
  const files: Record<string, string> = { 'm/main.tf': mutated(MODULE, random, random.oneIn(4) ? 1 : 0) };
  for (const [place, text] of random
    .shuffled(FILES)
    .slice(0, 1 + random.int(2))
    .entries())
    files[
      `f${place}${random.oneIn(8) ? '_override' : ''}${isJson(text) === random.oneIn(20) ? '.tf' : '.tf.json'}`
    ] = mutated(text, random, random.int(4));
  return files;
}

function isJson(text: string): boolean {
  return text.startsWith('{');
}

function mutated(text: string, random: Random, times: number): string {
  let out = text;
  for (let time = 0; time < times; time++) out = once(out, random);
  return out;
}

function once(text: string, random: Random): string {
  const from = random.int(text.length + 1);
  const to = Math.min(text.length, from + random.int(12));
  switch (random.int(9)) {
    case 0:
      return text.slice(0, from) + text.slice(to);
    case 1:
      return text.slice(0, from) + text.slice(from, to).repeat(1 + random.int(4)) + text.slice(to);
    case 2:
      return text.slice(0, from);
    case 4:
    case 5:
    case 6:
      return swapped(text, random);
    case 3: {
      const lines = text.split('\n');
      return random.shuffled(lines).join('\n');
    }
    default:
      return text.slice(0, from) + random.pick(PIECES) + text.slice(random.oneIn(2) ? from : to);
  }
}

/** One word in the place of another: what is mostly still a configuration, but of something else. */
function swapped(text: string, random: Random): string {
  const words = [...text.matchAll(/[\w.]+/g)];
  if (words.length === 0) return text;
  const { index, 0: word } = random.pick(words);
  const other = random.oneIn(2) ? random.pick(words.map(([one]) => one)) : random.pick(PIECES);
  return text.slice(0, index) + other + text.slice(index + word.length);
}
