# Topics and subscriptions with every setting.
resource "aws_iam_role" "feedback" {
  name = "collect-feedback"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "sns.amazonaws.com" } }]
  })
}
resource "aws_sqs_queue" "target" { name = "collect-target" }

resource "aws_sns_topic" "rich" {
  name                                     = "rich"
  display_name                             = "Rich \"and\" <loud>"
  kms_master_key_id                        = "alias/aws/sns"
  signature_version                        = 2
  tracing_config                           = "Active"
  http_success_feedback_role_arn           = aws_iam_role.feedback.arn
  http_success_feedback_sample_rate        = 50
  http_failure_feedback_role_arn           = aws_iam_role.feedback.arn
  sqs_success_feedback_role_arn            = aws_iam_role.feedback.arn
  sqs_success_feedback_sample_rate         = 1
  sqs_failure_feedback_role_arn            = aws_iam_role.feedback.arn
  lambda_success_feedback_role_arn         = aws_iam_role.feedback.arn
  lambda_success_feedback_sample_rate      = 100
  lambda_failure_feedback_role_arn         = aws_iam_role.feedback.arn
  firehose_success_feedback_role_arn       = aws_iam_role.feedback.arn
  firehose_success_feedback_sample_rate    = 2
  firehose_failure_feedback_role_arn       = aws_iam_role.feedback.arn
  application_success_feedback_role_arn    = aws_iam_role.feedback.arn
  application_success_feedback_sample_rate = 3
  application_failure_feedback_role_arn    = aws_iam_role.feedback.arn
  tags                                     = { team = "a=b \"c\"", empty = "" }
  delivery_policy = jsonencode({
    http = {
      defaultHealthyRetryPolicy    = { minDelayTarget = 20, maxDelayTarget = 20, numRetries = 3 }
      disableSubscriptionOverrides = true
    }
  })
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "events.amazonaws.com" }, Action = "sns:Publish", Resource = "*" }]
  })
}

resource "aws_sns_topic" "alone" { name = "alone" }
resource "aws_sns_topic_policy" "alone" {
  arn = aws_sns_topic.alone.arn
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Deny", Principal = "*", Action = "sns:Publish", Resource = aws_sns_topic.alone.arn }]
  })
}

resource "aws_sns_topic" "fifo" {
  name                        = "ordered.fifo"
  fifo_topic                  = true
  content_based_deduplication = true
  fifo_throughput_scope       = "MessageGroup"
  archive_policy              = jsonencode({ MessageRetentionPeriod = 30 })
}
resource "aws_sns_topic" "generated" { name_prefix = "generated-" }

resource "aws_sns_topic_subscription" "rich" {
  topic_arn            = aws_sns_topic.rich.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.target.arn
  raw_message_delivery = true
  filter_policy_scope  = "MessageBody"
  filter_policy        = jsonencode({ kind = ["b", "a"], size = [{ numeric = [">", 3] }] })
  redrive_policy       = jsonencode({ deadLetterTargetArn = aws_sqs_queue.target.arn })
}
resource "aws_sns_topic_subscription" "web" {
  topic_arn              = aws_sns_topic.alone.arn
  protocol               = "https"
  endpoint               = "https://example.com/a?b=c&d=e"
  endpoint_auto_confirms = true
  delivery_policy        = jsonencode({ healthyRetryPolicy = { minDelayTarget = 1, maxDelayTarget = 60, numRetries = 5 } })
}
