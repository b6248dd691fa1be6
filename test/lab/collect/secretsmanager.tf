# Secrets with policies. Left out: replicas, which the simulator does not show in its listing as AWS does, and
# rotation, which needs a function to run.
resource "aws_kms_key" "secrets" {}
resource "aws_secretsmanager_secret" "rich" {
  name                    = "rich/one"
  description             = "one \"quoted\" <secret>"
  kms_key_id              = aws_kms_key.secrets.arn
  recovery_window_in_days = 0
  tags                    = { team = "a=b \"c\"", empty = "" }
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "secretsmanager:*", Resource = "*" }]
  })
}
resource "aws_secretsmanager_secret" "alone" { name_prefix = "alone-" }
resource "aws_secretsmanager_secret_policy" "alone" {
  secret_arn = aws_secretsmanager_secret.alone.arn
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Deny", Principal = "*", Action = "secretsmanager:DeleteSecret", Resource = "*" }]
  })
}
resource "aws_secretsmanager_secret_version" "alone" {
  secret_id     = aws_secretsmanager_secret.alone.id
  secret_string = "never-collected"
}
resource "aws_secretsmanager_secret" "plain" { name = "plain" }
