# IAM with every argument that the simulator takes: paths, boundaries, tags, hostile text, names made by Terraform.
# It does not answer a user's permissions boundary.

locals {
  assume = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
  read = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Read100%And+More"
      Effect    = "Allow"
      Action    = ["s3:GetObject", "s3:ListBucket"]
      Resource  = ["arn:aws:s3:::rich", "arn:aws:s3:::rich/*"]
      Condition = { StringLike = { "aws:PrincipalTag/team" = ["a+b c", "ü%20/?#&=\"quoted\""] } }
    }]
  })
}

# The simulator gives the documents of managed policies unencoded, and the provider decodes them all the same.
locals { plain = replace(replace(local.read, "%", ""), "+", "") }

resource "aws_iam_policy" "boundary" {
  name        = "rich-boundary"
  path        = "/limits/deep/"
  description = "What nobody may exceed: 100% of <it> & \"more\", ü"
  policy      = local.plain
  tags        = { "team:name" = "a=b+c/d@e", Empty = "" }
}

resource "aws_iam_policy" "prefixed" {
  name_prefix = "rich-"
  policy      = local.plain
}

resource "aws_iam_role" "rich" {
  name                 = "rich-role"
  path                 = "/service/"
  description          = "Runs things, with a tab-free text + 100%25 of what is asked"
  max_session_duration = 7200
  permissions_boundary = aws_iam_policy.boundary.arn
  assume_role_policy   = local.assume
  tags                 = { Owner = "päivi", "a/b" = "c" }
}

resource "aws_iam_role" "prefixed" {
  name_prefix        = "rich-"
  assume_role_policy = local.assume
}

resource "aws_iam_role_policy" "named" {
  name   = "inline+one=two,three.four@five_six-7"
  role   = aws_iam_role.rich.id
  policy = local.read
}

resource "aws_iam_role_policy" "prefixed" {
  name_prefix = "rich-"
  role        = aws_iam_role.rich.id
  policy      = local.read
}

resource "aws_iam_role_policy_attachment" "a" {
  role       = aws_iam_role.rich.name
  policy_arn = aws_iam_policy.boundary.arn
}

resource "aws_iam_role_policy_attachment" "b" {
  role       = aws_iam_role.rich.name
  policy_arn = aws_iam_policy.prefixed.arn
}

resource "aws_iam_role" "written_inside" {
  name               = "rich-inside"
  assume_role_policy = local.assume
  inline_policy {
    name   = "inside"
    policy = local.read
  }
}

resource "aws_iam_instance_profile" "rich" {
  name = "rich-profile"
  path = "/machines/"
  role = aws_iam_role.rich.name
  tags = { Owner = "x" }
}

resource "aws_iam_instance_profile" "without_role" {
  name_prefix = "rich-"
}

resource "aws_iam_user" "rich" {
  name          = "rich,user+1=2@example.com"
  path          = "/people/"
  force_destroy = true
  tags          = { Owner = "x" }
}

resource "aws_iam_user" "second" { name = "second" }

resource "aws_iam_user_policy" "rich" {
  name   = "inline"
  user   = aws_iam_user.rich.name
  policy = local.read
}

resource "aws_iam_user_policy_attachment" "rich" {
  user       = aws_iam_user.rich.name
  policy_arn = aws_iam_policy.boundary.arn
}

resource "aws_iam_access_key" "active" { user = aws_iam_user.rich.name }

resource "aws_iam_access_key" "inactive" {
  user   = aws_iam_user.rich.name
  status = "Inactive"
}

resource "aws_iam_group" "rich" {
  name = "rich-group"
  path = "/teams/"
}

resource "aws_iam_group" "other" { name = "rich-other" }

resource "aws_iam_group_policy" "rich" {
  name   = "inline"
  group  = aws_iam_group.rich.name
  policy = local.read
}

resource "aws_iam_group_policy_attachment" "rich" {
  group      = aws_iam_group.rich.name
  policy_arn = aws_iam_policy.boundary.arn
}

resource "aws_iam_user_group_membership" "rich" {
  user   = aws_iam_user.rich.name
  groups = [aws_iam_group.rich.name]
}

resource "aws_iam_user_group_membership" "more" {
  user   = aws_iam_user.rich.name
  groups = [aws_iam_group.other.name]
}

resource "aws_iam_group_membership" "other" {
  name  = "named-by-terraform-only"
  group = aws_iam_group.other.name
  users = [aws_iam_user.second.name, aws_iam_user.rich.name]
}

resource "aws_iam_account_password_policy" "rich" {
  minimum_password_length        = 14
  require_symbols                = true
  require_numbers                = true
  require_uppercase_characters   = true
  require_lowercase_characters   = false
  allow_users_to_change_password = true
  max_password_age               = 90
  password_reuse_prevention      = 24
  hard_expiry                    = true
}
