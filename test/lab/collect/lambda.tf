# Functions with the settings that the lab's own configuration leaves out.

resource "aws_vpc" "lambda" {
  cidr_block = "10.62.0.0/16"
}
resource "aws_subnet" "lambda" {
  vpc_id     = aws_vpc.lambda.id
  cidr_block = "10.62.1.0/24"
}
resource "aws_security_group" "lambda" {
  name   = "lambda"
  vpc_id = aws_vpc.lambda.id
}
resource "aws_iam_role" "lambda" {
  name               = "lambda"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
}
resource "aws_kms_key" "lambda" { description = "environments" }
resource "aws_sqs_queue" "dead" { name = "lambda-dead" }
resource "aws_s3_bucket" "code" { bucket = "collect-lambda-code" }
resource "aws_s3_object" "code" {
  bucket         = aws_s3_bucket.code.bucket
  key            = "fn.zip"
  content_base64 = "UEsDBBQAAAAAAAAAIVyv4uDEGwAAABsAAAAIAAAAaW5kZXgucHlkZWYgaGFuZGxlcihlLGMpOiByZXR1cm4gMQpQSwECFAMUAAAAAAAAACFcr+LgxBsAAAAbAAAACAAAAAAAAAAAAAAAgAEAAAAAaW5kZXgucHlQSwUGAAAAAAEAAQA2AAAAQQAAAAAA"
}
resource "aws_lambda_layer_version" "layer" {
  layer_name = "layer"
  s3_bucket  = aws_s3_object.code.bucket
  s3_key     = aws_s3_object.code.key
}
resource "aws_lambda_function" "rich" {
  function_name                  = "rich"
  description                    = "all \"settings\" <b>"
  s3_bucket                      = aws_s3_object.code.bucket
  s3_key                         = aws_s3_object.code.key
  handler                        = "index.handler"
  runtime                        = "python3.13"
  role                           = aws_iam_role.lambda.arn
  architectures                  = ["arm64"]
  memory_size                    = 512
  timeout                        = 90
  publish                        = true
  reserved_concurrent_executions = 0
  kms_key_arn                    = aws_kms_key.lambda.arn
  layers                         = [aws_lambda_layer_version.layer.arn]
  environment {
    variables = { PLAIN = "1", "ODD" = "<b>&\"'$${x}" }
  }
  dead_letter_config { target_arn = aws_sqs_queue.dead.arn }
  ephemeral_storage { size = 1024 }
  tracing_config { mode = "Active" }
  vpc_config {
    subnet_ids         = [aws_subnet.lambda.id]
    security_group_ids = [aws_security_group.lambda.id]
  }
  tags = { "odd key" = "<b>&\"'$${x}" }
}
resource "aws_lambda_function" "bare" {
  function_name = "bare"
  s3_bucket     = aws_s3_object.code.bucket
  s3_key        = aws_s3_object.code.key
  handler       = "index.handler"
  runtime       = "python3.13"
  role          = aws_iam_role.lambda.arn
}
