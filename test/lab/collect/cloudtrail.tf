# A trail with basic selectors and every other setting. The simulator answers with all trails, whichever is asked
# for, and the provider then takes none: so one trail at a time.
resource "aws_s3_bucket" "trails" {
  bucket        = "collect-trails"
  force_destroy = true
}
resource "aws_sns_topic" "trails" { name = "collect-trails" }
resource "aws_cloudwatch_log_group" "trails" { name = "collect-trails" }
resource "aws_kms_key" "trails" {}
resource "aws_iam_role" "trails" {
  name = "collect-trails"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "cloudtrail.amazonaws.com" } }]
  })
}

resource "aws_cloudtrail" "basic" {
  name                          = "basic"
  s3_bucket_name                = aws_s3_bucket.trails.id
  s3_key_prefix                 = "some/prefix"
  sns_topic_name                = aws_sns_topic.trails.name
  cloud_watch_logs_group_arn    = "${aws_cloudwatch_log_group.trails.arn}:*"
  cloud_watch_logs_role_arn     = aws_iam_role.trails.arn
  kms_key_id                    = aws_kms_key.trails.arn
  include_global_service_events = false
  enable_logging                = false
  tags                          = { team = "a=b \"c\"", empty = "" }
  event_selector {
    read_write_type                  = "WriteOnly"
    include_management_events        = true
    exclude_management_event_sources = ["kms.amazonaws.com", "rdsdata.amazonaws.com"]
    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3:::collect-trails/b", "arn:aws:s3:::collect-trails/a"]
    }
    data_resource {
      type   = "AWS::Lambda::Function"
      values = ["arn:aws:lambda"]
    }
  }
  event_selector {
    read_write_type           = "ReadOnly"
    include_management_events = false
  }
  insight_selector { insight_type = "ApiCallRateInsight" }
  insight_selector { insight_type = "ApiErrorRateInsight" }
}
