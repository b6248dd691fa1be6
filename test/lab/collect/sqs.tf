# Queues with every setting that the simulator keeps (it drops redrive_allow_policy), and what is attached to them,
# inside the queue and on its own.
resource "aws_sqs_queue" "dead" { name = "dead" }
resource "aws_sqs_queue" "dead_alone" { name = "dead-alone" }

resource "aws_sqs_queue" "inside" {
  name                              = "inside"
  delay_seconds                     = 5
  max_message_size                  = 2048
  message_retention_seconds         = 86400
  receive_wait_time_seconds         = 10
  visibility_timeout_seconds        = 0
  kms_master_key_id                 = "alias/aws/sqs"
  kms_data_key_reuse_period_seconds = 600
  redrive_policy                    = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 4 })
  tags                              = { team = "a=b \"c\"", empty = "" }
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*"
      Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:sns:us-east-1:123456789012:none" } }
    }]
  })
}

resource "aws_sqs_queue" "alone" {
  name                    = "alone"
  sqs_managed_sse_enabled = false
}
resource "aws_sqs_queue_policy" "alone" {
  # The simulator drops a policy when anything else is set.
  depends_on = [aws_sqs_queue_redrive_policy.alone]
  queue_url  = aws_sqs_queue.alone.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "x", Effect = "Deny", Principal = { AWS = "*" }, Action = ["sqs:*"], Resource = aws_sqs_queue.alone.arn }]
  })
}
resource "aws_sqs_queue_redrive_policy" "alone" {
  queue_url      = aws_sqs_queue.alone.id
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead_alone.arn, maxReceiveCount = 7 })
}

resource "aws_sqs_queue" "fifo" {
  name                        = "ordered.fifo"
  fifo_queue                  = true
  content_based_deduplication = true
  deduplication_scope         = "messageGroup"
  fifo_throughput_limit       = "perMessageGroupId"
}
resource "aws_sqs_queue" "generated" { name_prefix = "generated-" }
resource "aws_sqs_queue" "generated_fifo" {
  name_prefix = "generated-"
  fifo_queue  = true
}
