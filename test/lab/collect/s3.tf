# Every type of bucket setting, with more of its attributes than the lab's own configuration uses; without what the
# simulator forgets: sizes and combinations in lifecycle filters, a lifecycle's default least size, request payment,
# EventBridge.
resource "aws_s3_bucket" "rich" {
  bucket              = "collect-rich"
  object_lock_enabled = true
  tags                = { "team <b>&\"' \u00fcber" = "<script>alert(1)</script>" }
}
resource "aws_s3_bucket" "target" { bucket = "collect-target" }
resource "aws_s3_bucket" "bare" { bucket = "collect-bare" }
resource "aws_kms_key" "rich" { description = "buckets" }
resource "aws_sqs_queue" "rich" { name = "collect-rich" }
resource "aws_sns_topic" "rich" { name = "collect-rich" }
data "aws_caller_identity" "me" {}
data "aws_canonical_user_id" "me" {}

resource "aws_s3_bucket_public_access_block" "rich" {
  bucket             = aws_s3_bucket.rich.id
  block_public_acls  = false
  ignore_public_acls = true
}
resource "aws_s3_bucket_public_access_block" "target" {
  bucket                  = aws_s3_bucket.target.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_s3_bucket_ownership_controls" "rich" {
  bucket = aws_s3_bucket.rich.id
  rule { object_ownership = "ObjectWriter" }
}
resource "aws_s3_bucket_acl" "rich" {
  depends_on = [aws_s3_bucket_ownership_controls.rich]
  bucket     = aws_s3_bucket.rich.id
  access_control_policy {
    owner { id = data.aws_canonical_user_id.me.id }
    grant {
      permission = "FULL_CONTROL"
      grantee {
        type = "CanonicalUser"
        id   = data.aws_canonical_user_id.me.id
      }
    }
    grant {
      permission = "READ"
      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/global/AllUsers"
      }
    }
  }
}
resource "aws_s3_bucket_acl" "target" {
  bucket = aws_s3_bucket.target.id
  acl    = "log-delivery-write"
}
resource "aws_s3_bucket_versioning" "rich" {
  bucket = aws_s3_bucket.rich.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_versioning" "target" {
  bucket = aws_s3_bucket.target.id
  versioning_configuration { status = "Suspended" }
}
resource "aws_s3_bucket_server_side_encryption_configuration" "rich" {
  bucket = aws_s3_bucket.rich.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.rich.arn
    }
  }
}
resource "aws_s3_bucket_server_side_encryption_configuration" "target" {
  bucket = aws_s3_bucket.target.id
  rule {
    apply_server_side_encryption_by_default { sse_algorithm = "AES256" }
  }
}
resource "aws_s3_bucket_logging" "rich" {
  depends_on    = [aws_s3_bucket_acl.target]
  bucket        = aws_s3_bucket.rich.id
  target_bucket = aws_s3_bucket.target.id
  target_prefix = "logs/"
  target_grant {
    permission = "READ"
    grantee {
      type = "Group"
      uri  = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
    }
  }
  target_object_key_format {
    partitioned_prefix { partition_date_source = "EventTime" }
  }
}
resource "aws_s3_bucket_logging" "bare" {
  depends_on    = [aws_s3_bucket_acl.target]
  bucket        = aws_s3_bucket.bare.id
  target_bucket = aws_s3_bucket.target.id
  target_prefix = ""
  target_object_key_format {
    simple_prefix {}
  }
}
resource "aws_s3_bucket_lifecycle_configuration" "rich" {
  depends_on = [aws_s3_bucket_versioning.rich]
  bucket     = aws_s3_bucket.rich.id
  rule {
    id     = "everything"
    status = "Enabled"
    filter { prefix = "a/" }
    transition {
      days          = 30
      storage_class = "STANDARD_IA"
    }
    transition {
      days          = 60
      storage_class = "GLACIER"
    }
    expiration { days = 400 }
    noncurrent_version_transition {
      noncurrent_days           = 30
      newer_noncurrent_versions = 2
      storage_class             = "GLACIER"
    }
    noncurrent_version_expiration { noncurrent_days = 90 }
    abort_incomplete_multipart_upload { days_after_initiation = 7 }
  }
  rule {
    id     = "one-tag"
    status = "Disabled"
    filter {
      tag {
        key   = "temporary"
        value = "yes"
      }
    }
    expiration { date = "2031-03-04T00:00:00Z" }
  }
  rule {
    id     = "markers"
    status = "Enabled"
    filter { prefix = "" }
    expiration { expired_object_delete_marker = true }
  }
  rule {
    id     = "old-prefix"
    status = "Enabled"
    prefix = "old/"
    expiration { days = 5 }
  }
}
resource "aws_s3_bucket_cors_configuration" "rich" {
  bucket = aws_s3_bucket.rich.id
  cors_rule {
    id              = "uploads"
    allowed_headers = ["*"]
    allowed_methods = ["PUT", "POST"]
    allowed_origins = ["https://one.example.com", "https://two.example.com"]
    expose_headers  = ["ETag"]
    max_age_seconds = 3000
  }
  cors_rule {
    allowed_methods = ["GET"]
    allowed_origins = ["*"]
  }
}
resource "aws_s3_bucket_website_configuration" "rich" {
  bucket = aws_s3_bucket.rich.id
  index_document { suffix = "index.html" }
  error_document { key = "error.html" }
  routing_rule {
    condition {
      key_prefix_equals               = "docs/"
      http_error_code_returned_equals = "404"
    }
    redirect {
      host_name               = "example.com"
      http_redirect_code      = "302"
      protocol                = "https"
      replace_key_prefix_with = "documents/"
    }
  }
  routing_rule {
    redirect { replace_key_with = "gone.html" }
  }
}
resource "aws_s3_bucket_website_configuration" "target" {
  bucket = aws_s3_bucket.target.id
  redirect_all_requests_to {
    host_name = "example.com"
    protocol  = "https"
  }
}
resource "aws_iam_role" "replication" {
  name = "collect-replication"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "s3.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}
resource "aws_s3_bucket_replication_configuration" "rich" {
  depends_on = [aws_s3_bucket_versioning.rich]
  bucket     = aws_s3_bucket.rich.id
  role       = aws_iam_role.replication.arn
  rule {
    id       = "everything"
    priority = 2
    status   = "Enabled"
    filter {
      and {
        prefix = "a/"
        tags   = { copied = "yes", level = "<1>" }
      }
    }
    delete_marker_replication { status = "Disabled" }
    existing_object_replication { status = "Enabled" }
    source_selection_criteria {
      replica_modifications { status = "Enabled" }
      sse_kms_encrypted_objects { status = "Enabled" }
    }
    destination {
      bucket        = aws_s3_bucket.target.arn
      account       = data.aws_caller_identity.me.account_id
      storage_class = "STANDARD_IA"
      access_control_translation { owner = "Destination" }
      encryption_configuration { replica_kms_key_id = aws_kms_key.rich.arn }
      metrics {
        status = "Enabled"
        event_threshold { minutes = 15 }
      }
      replication_time {
        status = "Enabled"
        time { minutes = 15 }
      }
    }
  }
  rule {
    id       = "all"
    priority = 1
    status   = "Disabled"
    filter {}
    delete_marker_replication { status = "Enabled" }
    destination { bucket = aws_s3_bucket.target.arn }
  }
}
resource "aws_s3_bucket_object_lock_configuration" "rich" {
  bucket = aws_s3_bucket.rich.id
  rule {
    default_retention {
      mode = "GOVERNANCE"
      days = 5
    }
  }
}
resource "aws_s3_bucket_accelerate_configuration" "target" {
  bucket = aws_s3_bucket.target.id
  status = "Enabled"
}
resource "aws_s3_bucket_notification" "rich" {
  bucket = aws_s3_bucket.rich.id
  queue {
    id            = "to-queue"
    queue_arn     = aws_sqs_queue.rich.arn
    events        = ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"]
    filter_prefix = "in/"
    filter_suffix = ".jpg"
  }
  topic {
    topic_arn = aws_sns_topic.rich.arn
    events    = ["s3:ObjectCreated:Put"]
  }
}
resource "aws_s3_bucket_policy" "rich" {
  bucket = aws_s3_bucket.rich.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "one", Effect = "Allow", Principal = { AWS = data.aws_caller_identity.me.account_id }, Action = "s3:GetObject", Resource = "${aws_s3_bucket.rich.arn}/*" }]
  })
}
