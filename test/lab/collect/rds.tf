# An RDS instance with the settings that the lab's own configuration leaves out.

resource "aws_vpc" "rds" {
  cidr_block = "10.61.0.0/16"
}
resource "aws_subnet" "rds" {
  for_each          = toset(["a", "b"])
  vpc_id            = aws_vpc.rds.id
  cidr_block        = "10.61.${each.key == "a" ? 1 : 2}.0/24"
  availability_zone = "us-east-1${each.key}"
}
resource "aws_kms_key" "rds" { description = "databases" }
resource "aws_security_group" "rds" {
  name   = "rds"
  vpc_id = aws_vpc.rds.id
}
resource "aws_db_subnet_group" "prefixed" {
  name_prefix = "prefixed-"
  description = "two <zones> & \"more\""
  subnet_ids  = [for s in aws_subnet.rds : s.id]
  tags        = { "odd key" = "<b>&\"'$${x}" }
}
resource "aws_db_parameter_group" "rds" {
  name   = "own"
  family = "postgres16"
}
resource "aws_db_instance" "rich" {
  identifier                            = "rich"
  engine                                = "postgres"
  engine_version                        = "16.3"
  instance_class                        = "db.m6g.large"
  allocated_storage                     = 100
  max_allocated_storage                 = 400
  storage_type                          = "io1"
  iops                                  = 3000
  db_name                               = "app"
  username                              = "owner"
  manage_master_user_password           = true
  port                                  = 6543
  publicly_accessible                   = true
  storage_encrypted                     = true
  kms_key_id                            = aws_kms_key.rds.arn
  db_subnet_group_name                  = aws_db_subnet_group.prefixed.name
  vpc_security_group_ids                = [aws_security_group.rds.id]
  parameter_group_name                  = aws_db_parameter_group.rds.name
  auto_minor_version_upgrade            = false
  copy_tags_to_snapshot                 = true
  backup_window                         = "01:00-02:00"
  maintenance_window                    = "mon:03:00-mon:04:00"
  backup_retention_period               = 14
  iam_database_authentication_enabled   = true
  enabled_cloudwatch_logs_exports       = ["postgresql", "upgrade"]
  performance_insights_enabled          = true
  performance_insights_kms_key_id       = aws_kms_key.rds.arn
  performance_insights_retention_period = 7
  skip_final_snapshot                   = true
  tags                                  = { "odd key" = "<b>&\"'$${x}" }
}
