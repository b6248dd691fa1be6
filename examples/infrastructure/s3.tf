resource "aws_s3_bucket" "logs" { bucket = "lab-logs" }
resource "aws_s3_bucket" "data" {
  bucket = "lab-data"
  tags   = { team = "core" }
}
resource "aws_s3_bucket_public_access_block" "data" {
  bucket                  = aws_s3_bucket.data.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.main.arn
    }
    bucket_key_enabled = true
  }
}
resource "aws_s3_bucket_logging" "data" {
  bucket        = aws_s3_bucket.data.id
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = "data/"
  depends_on    = [aws_s3_bucket_policy.logs]
}
resource "aws_s3_bucket_ownership_controls" "data" {
  bucket = aws_s3_bucket.data.id
  rule { object_ownership = "BucketOwnerEnforced" }
}
resource "aws_s3_bucket_lifecycle_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule {
    id     = "expire"
    status = "Enabled"
    filter { prefix = "" }
    expiration { days = 90 }
  }
}
resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "log", Effect = "Allow", Principal = { Service = "logging.s3.amazonaws.com" }, Action = "s3:PutObject", Resource = "arn:aws:s3:::lab-logs/*" },
      { Sid = "ctacl", Effect = "Allow", Principal = { Service = "cloudtrail.amazonaws.com" }, Action = ["s3:GetBucketAcl", "s3:PutObject"], Resource = ["arn:aws:s3:::lab-logs", "arn:aws:s3:::lab-logs/*"] },
      { Sid = "tls", Effect = "Deny", Principal = "*", Action = "s3:*", Resource = ["arn:aws:s3:::lab-logs", "arn:aws:s3:::lab-logs/*"], Condition = { Bool = { "aws:SecureTransport" = "false" } } },
    ]
  })
}
