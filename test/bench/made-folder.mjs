/** A folder of configuration made for the bench: modules, for_each, references, documents. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A file and eleven resources each. */
const SERVICES = 90;
export const FILES = 100;
export const RESOURCES = 1_000;

const PROVIDER = `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

# Nothing is asked of any cloud: the provider is told what it would look up.
provider "aws" {
  region                      = var.region
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  skip_requesting_account_id  = true

  default_tags {
    tags = local.tags
  }
}
`;

const VARIABLES = `variable "region" {
  type    = string
  default = "eu-central-1"
}

variable "stage" {
  type    = string
  default = "prod"
}

variable "ports" {
  type    = map(object({ port = number, cidrs = list(string) }))
  default = {
    web   = { port = 443, cidrs = ["0.0.0.0/0"] }
    admin = { port = 22, cidrs = ["10.0.0.0/8", "192.168.0.0/16"] }
  }
}
`;

const LOCALS = `locals {
  tags  = { stage = var.stage, owner = "platform" }
  zones = { for index, letter in ["a", "b", "c"] : letter => { zone = "\${var.region}\${letter}", net = index } }
}
`;

/** Ten resources. */
const NETWORK = `resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "zone" {
  for_each          = local.zones
  vpc_id            = aws_vpc.main.id
  availability_zone = each.value.zone
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, each.value.net)
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table" "main" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}

resource "aws_route_table_association" "zone" {
  for_each       = aws_subnet.zone
  subnet_id      = each.value.id
  route_table_id = aws_route_table.main.id
}

resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}
`;

const MODULES = {
  'modules/storage/variables.tf': `variable "name" {
  type = string
}

variable "versioned" {
  type    = bool
  default = true
}
`,
  'modules/storage/main.tf': `resource "aws_s3_bucket" "this" {
  bucket = var.name
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket                  = aws_s3_bucket.this.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id
  versioning_configuration {
    status = var.versioned ? "Enabled" : "Suspended"
  }
}
`,
  'modules/storage/outputs.tf': `output "arn" {
  value = aws_s3_bucket.this.arn
}
`,
  'modules/queue/variables.tf': `variable "name" {
  type = string
}

variable "options" {
  type = object({ key = optional(string), delay = optional(number, 0) })
}
`,
  'modules/queue/main.tf': `resource "aws_sqs_queue" "this" {
  name              = var.name
  delay_seconds     = var.options.delay
  kms_master_key_id = var.options.key
}
`,
  'modules/queue/outputs.tf': `output "arn" {
  value = aws_sqs_queue.this.arn
}
`,
};

const QUEUE = `module "NAME_queue" {
  source  = "./modules/queue"
  name    = "NAME-\${var.stage}"
  options = { key = aws_kms_key.NAME.arn }
}
`;

const TABLE = `resource "aws_dynamodb_table" "NAME" {
  name         = "NAME-\${var.stage}"
  hash_key     = "id"
  billing_mode = "PAY_PER_REQUEST"
  attribute {
    name = "id"
    type = "S"
  }
  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.NAME.arn
  }
}
`;

/** Ten resources beside the queue or the table. */
const SERVICE = `resource "aws_kms_key" "NAME" {
  description         = "data of NAME"
  enable_key_rotation = ROTATES
}

resource "aws_kms_alias" "NAME" {
  name          = "alias/\${var.stage}/NAME"
  target_key_id = aws_kms_key.NAME.key_id
}

resource "aws_security_group" "NAME" {
  name        = "NAME-\${var.stage}"
  description = "who reaches NAME"
  vpc_id      = aws_vpc.main.id
}

resource "aws_security_group_rule" "NAME" {
  for_each          = var.ports
  security_group_id = aws_security_group.NAME.id
  description       = each.key
  type              = "ingress"
  protocol          = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
  cidr_blocks       = each.value.cidrs
}

module "NAME_storage" {
  for_each  = { data = true }
  source    = "./modules/storage"
  name      = "NAME-\${each.key}-\${var.stage}"
  versioned = each.value
}

resource "aws_iam_role" "NAME" {
  name = "NAME-\${var.stage}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
    }]
  })
}

data "aws_iam_policy_document" "NAME" {
  statement {
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = [for one in module.NAME_storage : "\${one.arn}/*"]
  }
  statement {
    actions   = ["kms:Decrypt"]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "NAME" {
  name   = "data"
  role   = aws_iam_role.NAME.id
  policy = data.aws_iam_policy_document.NAME.json
}
`;

function serviceFile(index) {
  const name = `service_${String(index).padStart(2, '0')}`;
  return `${SERVICE}\n${index % 2 === 0 ? QUEUE : TABLE}`
    .replaceAll('NAME', name)
    .replaceAll('ROTATES', String(index % 3 !== 0));
}

/** Writes the configuration into `folder`, and gives it back. */
export function makeFolder(folder) {
  const files = {
    'provider.tf': PROVIDER,
    'variables.tf': VARIABLES,
    'locals.tf': LOCALS,
    'network.tf': NETWORK,
    ...MODULES,
    ...Object.fromEntries(
      Array.from({ length: SERVICES }, (_, index) => [`service_${index}.tf`, serviceFile(index)]),
    ),
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}
