# Log groups and metric filters with every setting.
resource "aws_kms_key" "logs" {}
resource "aws_cloudwatch_log_group" "rich" {
  name              = "/collect/rich"
  retention_in_days = 3653
  kms_key_id        = aws_kms_key.logs.arn
  log_group_class   = "INFREQUENT_ACCESS"
  skip_destroy      = false
  tags              = { team = "a=b \"c\"", empty = "" }
}
resource "aws_cloudwatch_log_group" "plain" { name = "plain" }
resource "aws_cloudwatch_log_group" "generated" { name_prefix = "generated-" }

resource "aws_cloudwatch_log_metric_filter" "rich" {
  name           = "rich"
  log_group_name = aws_cloudwatch_log_group.plain.name
  pattern        = "{ ($.eventName = ConsoleLogin) && ($.additionalEventData.MFAUsed != \"Yes\") }"
  metric_transformation {
    name       = "Rich"
    namespace  = "Collect"
    value      = "$.size"
    unit       = "Bytes"
    dimensions = { Kind = "$.kind", Zone = "$.zone" }
  }
}
resource "aws_cloudwatch_log_metric_filter" "defaulted" {
  name           = "rich"
  log_group_name = aws_cloudwatch_log_group.generated.name
  pattern        = ""
  metric_transformation {
    name          = "Defaulted"
    namespace     = "Collect"
    value         = "1"
    default_value = "0.25"
  }
}
