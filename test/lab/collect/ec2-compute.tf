# Volumes, snapshots and instances with the settings that the lab's own configuration leaves out.

resource "aws_vpc" "compute" {
  cidr_block = "10.60.0.0/16"
}
resource "aws_subnet" "compute" {
  vpc_id            = aws_vpc.compute.id
  cidr_block        = "10.60.1.0/24"
  availability_zone = "us-east-1a"
}
resource "aws_security_group" "compute" {
  name   = "compute"
  vpc_id = aws_vpc.compute.id
}
resource "aws_kms_key" "compute" { description = "volumes" }
resource "aws_key_pair" "compute" {
  key_name   = "compute"
  public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBrV9dQxkM8y8b0Wq0Zl2o5h9m3v6Qm6v1oX9Jm3n0aB compute"
}
resource "aws_iam_role" "compute" {
  name               = "compute"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}
resource "aws_iam_instance_profile" "compute" {
  name = "compute"
  path = "/apps/web/"
  role = aws_iam_role.compute.name
}

resource "aws_ebs_volume" "fast" {
  availability_zone    = "us-east-1a"
  type                 = "io2"
  iops                 = 500
  size                 = 20
  encrypted            = true
  kms_key_id           = aws_kms_key.compute.arn
  multi_attach_enabled = true
  tags                 = { "odd key" = "<b>&\"'$${x}", Name = "fast" }
}
resource "aws_ebs_volume" "general" {
  availability_zone = "us-east-1a"
  type              = "gp3"
  size              = 9
  throughput        = 250
  iops              = 3500
}
resource "aws_ebs_snapshot" "fast" {
  volume_id   = aws_ebs_volume.fast.id
  description = "nightly \"<script>\""
  tags        = { Name = "fast" }
}
resource "aws_ebs_volume" "restored" {
  availability_zone = "us-east-1b"
  snapshot_id       = aws_ebs_snapshot.fast.id
  size              = 30
}

resource "aws_instance" "rich" {
  ami                                  = "ami-12c6146b"
  instance_type                        = "t3.large"
  subnet_id                            = aws_subnet.compute.id
  vpc_security_group_ids               = [aws_security_group.compute.id]
  private_ip                           = "10.60.1.40"
  secondary_private_ips                = ["10.60.1.41"]
  key_name                             = aws_key_pair.compute.key_name
  iam_instance_profile                 = aws_iam_instance_profile.compute.name
  user_data                            = "#!/bin/sh\necho 'café' \"$HOME\"\n"
  disable_api_termination              = true
  disable_api_stop                     = true
  ebs_optimized                        = true
  instance_initiated_shutdown_behavior = "terminate"
  source_dest_check                    = false
  hibernation                          = true
  credit_specification { cpu_credits = "unlimited" }
  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 3
    instance_metadata_tags      = "enabled"
  }
  root_block_device {
    volume_size           = 33
    volume_type           = "gp3"
    delete_on_termination = false
  }
  ebs_block_device {
    device_name = "/dev/sdb"
    volume_size = 5
    encrypted   = true
    kms_key_id  = aws_kms_key.compute.arn
  }
  ebs_block_device {
    device_name           = "/dev/sdc"
    volume_size           = 6
    volume_type           = "st1"
    delete_on_termination = false
  }
  tags = { Name = "rich", "odd key" = "<b>&\"'$${x}" }
}
# In the default VPC, of a type without CPU credits.
resource "aws_instance" "plain" {
  ami           = "ami-12c6146b"
  instance_type = "m5.large"
}
