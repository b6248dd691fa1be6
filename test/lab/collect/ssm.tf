# Parameters of every type.
resource "aws_kms_key" "parameters" {}
resource "aws_ssm_parameter" "text" {
  name            = "/collect/text"
  type            = "String"
  value           = "line one\nline \"two\" ${"$"}{not} <a> "
  description     = "a description"
  allowed_pattern = "(?s).*"
  tier            = "Advanced"
  tags            = { team = "a=b \"c\"", empty = "" }
}
resource "aws_ssm_parameter" "list" {
  name  = "list"
  type  = "StringList"
  value = "b,a"
}
resource "aws_ssm_parameter" "insecure" {
  name           = "insecure"
  type           = "String"
  insecure_value = "seen in the plan"
}
resource "aws_ssm_parameter" "secure" {
  name   = "/collect/secure"
  type   = "SecureString"
  value  = "never-collected"
  key_id = aws_kms_key.parameters.arn
}
resource "aws_ssm_parameter" "many" {
  count = 23
  name  = "/collect/many/${count.index}"
  type  = count.index % 5 == 0 ? "SecureString" : "String"
  value = "value ${count.index}"
}
