# Tables with the settings that the lab's own configuration leaves out.

resource "aws_kms_key" "dynamodb" { description = "tables" }
resource "aws_dynamodb_table" "rich" {
  name                        = "rich.table_1"
  billing_mode                = "PROVISIONED"
  read_capacity               = 3
  write_capacity              = 4
  hash_key                    = "owner"
  range_key                   = "made"
  stream_enabled              = true
  stream_view_type            = "NEW_AND_OLD_IMAGES"
  deletion_protection_enabled = true
  table_class                 = "STANDARD_INFREQUENT_ACCESS"
  attribute {
    name = "owner"
    type = "S"
  }
  attribute {
    name = "made"
    type = "N"
  }
  attribute {
    name = "color"
    type = "S"
  }
  global_secondary_index {
    name               = "by-color"
    hash_key           = "color"
    range_key          = "made"
    projection_type    = "INCLUDE"
    non_key_attributes = ["size", "weight"]
    read_capacity      = 1
    write_capacity     = 2
  }
  local_secondary_index {
    name            = "by-owner-and-color"
    range_key       = "color"
    projection_type = "KEYS_ONLY"
  }
  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.dynamodb.arn
  }
  point_in_time_recovery { enabled = true }
  ttl {
    attribute_name = "expires"
    enabled        = true
  }
  tags = { "odd key" = "<b>&\"'$${x}" }
}
resource "aws_dynamodb_table" "bare" {
  name         = "bare"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "B"
  }
}
# AWS's own key in KMS, which the provider does not name.
resource "aws_dynamodb_table" "managed" {
  name         = "managed"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
  server_side_encryption { enabled = true }
}
