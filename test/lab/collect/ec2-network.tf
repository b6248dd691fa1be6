# Network types of EC2 with the settings that the lab's own configuration leaves out.

data "aws_caller_identity" "me" {}

resource "aws_default_vpc" "d" {
  enable_dns_hostnames = true
  tags                 = { Name = "default" }
}

resource "aws_default_subnet" "d" {
  availability_zone       = "us-east-1a"
  map_public_ip_on_launch = false
}

resource "aws_vpc" "six" {
  cidr_block                           = "10.30.0.0/16"
  assign_generated_ipv6_cidr_block     = true
  instance_tenancy                     = "dedicated"
  enable_dns_support                   = false
  enable_network_address_usage_metrics = true
  tags                                 = { Name = "six", "odd key" = "<b>&\"'$${x}" }
}

resource "aws_vpc" "peer" {
  cidr_block = "10.40.0.0/16"
}

resource "aws_default_security_group" "six" {
  vpc_id = aws_vpc.six.id
  ingress {
    protocol  = "-1"
    self      = true
    from_port = 0
    to_port   = 0
  }
  egress {
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
    from_port   = 0
    to_port     = 0
  }
}

resource "aws_default_network_acl" "six" {
  default_network_acl_id = aws_vpc.six.default_network_acl_id
  ingress {
    protocol   = "-1"
    rule_no    = 90
    action     = "deny"
    cidr_block = "192.0.2.0/24"
    from_port  = 0
    to_port    = 0
  }
}

resource "aws_default_route_table" "six" {
  default_route_table_id = aws_vpc.six.default_route_table_id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.six.id
  }
}

resource "aws_subnet" "six" {
  vpc_id                  = aws_vpc.six.id
  cidr_block              = "10.30.1.0/24"
  availability_zone       = "us-east-1c"
  map_public_ip_on_launch = true
  tags                    = { Name = "six" }
}

resource "aws_subnet" "other" {
  vpc_id     = aws_vpc.six.id
  cidr_block = "10.30.2.0/24"
}

resource "aws_internet_gateway" "six" {
  vpc_id = aws_vpc.six.id
  tags   = { Name = "six" }
}

resource "aws_internet_gateway" "loose" {}

resource "aws_egress_only_internet_gateway" "six" {
  vpc_id = aws_vpc.six.id
}

resource "aws_eip" "nat" {
  domain = "vpc"
}

resource "aws_nat_gateway" "nat" {
  subnet_id     = aws_subnet.six.id
  allocation_id = aws_eip.nat.id
}

resource "aws_network_interface" "n" {
  subnet_id = aws_subnet.six.id
}

resource "aws_vpc_peering_connection" "p" {
  vpc_id      = aws_vpc.six.id
  peer_vpc_id = aws_vpc.peer.id
  auto_accept = true
}

resource "aws_ec2_managed_prefix_list" "l" {
  name           = "list"
  address_family = "IPv4"
  max_entries    = 1
}

resource "aws_route_table" "inline" {
  vpc_id = aws_vpc.six.id
  route {
    cidr_block     = "198.51.100.0/24"
    nat_gateway_id = aws_nat_gateway.nat.id
  }
  route {
    ipv6_cidr_block        = "::/0"
    egress_only_gateway_id = aws_egress_only_internet_gateway.six.id
  }
  route {
    cidr_block                = "10.40.0.0/16"
    vpc_peering_connection_id = aws_vpc_peering_connection.p.id
  }
  tags = { Name = "inline" }
}

resource "aws_route_table" "apart" {
  vpc_id = aws_vpc.six.id
}

resource "aws_route" "interface" {
  route_table_id         = aws_route_table.apart.id
  destination_cidr_block = "203.0.113.0/24"
  network_interface_id   = aws_network_interface.n.id
}

resource "aws_route" "nat" {
  route_table_id         = aws_route_table.apart.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.nat.id
}

resource "aws_route" "list" {
  route_table_id             = aws_route_table.apart.id
  destination_prefix_list_id = aws_ec2_managed_prefix_list.l.id
  nat_gateway_id             = aws_nat_gateway.nat.id
}

resource "aws_route" "six" {
  route_table_id              = aws_route_table.apart.id
  destination_ipv6_cidr_block = "2001:db8::/32"
  egress_only_gateway_id      = aws_egress_only_internet_gateway.six.id
}

resource "aws_route_table_association" "subnet" {
  route_table_id = aws_route_table.apart.id
  subnet_id      = aws_subnet.six.id
}

resource "aws_route_table" "main" {
  vpc_id = aws_vpc.peer.id
}

resource "aws_main_route_table_association" "peer" {
  vpc_id         = aws_vpc.peer.id
  route_table_id = aws_route_table.main.id
}

resource "aws_network_acl" "inline" {
  vpc_id     = aws_vpc.six.id
  subnet_ids = [aws_subnet.other.id]
  ingress {
    protocol   = "icmp"
    rule_no    = 10
    action     = "allow"
    cidr_block = "10.0.0.0/8"
    from_port  = 0
    to_port    = 0
    icmp_type  = 8
    icmp_code  = -1
  }
  ingress {
    protocol        = "udp"
    rule_no         = 20
    action          = "deny"
    ipv6_cidr_block = "::/0"
    from_port       = 53
    to_port         = 53
  }
  egress {
    protocol   = "-1"
    rule_no    = 10
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }
}

resource "aws_network_acl" "apart" {
  vpc_id = aws_vpc.six.id
  tags   = { Name = "apart" }
}

resource "aws_subnet" "third" {
  vpc_id     = aws_vpc.six.id
  cidr_block = "10.30.3.0/24"
}

resource "aws_network_acl_association" "apart" {
  network_acl_id = aws_network_acl.apart.id
  subnet_id      = aws_subnet.third.id
}

resource "aws_network_acl_rule" "tcp" {
  network_acl_id = aws_network_acl.apart.id
  rule_number    = 200
  egress         = false
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
  from_port      = 1024
  to_port        = 65535
}

# The simulator loses the types of ICMP.
resource "aws_network_acl_rule" "ping" {
  network_acl_id  = aws_network_acl.apart.id
  rule_number     = 200
  egress          = true
  protocol        = "58"
  rule_action     = "deny"
  ipv6_cidr_block = "::/0"
}

resource "aws_security_group" "inline" {
  name_prefix = "made-"
  vpc_id      = aws_vpc.six.id
  ingress {
    description      = "web $${x} {*}"
    protocol         = "tcp"
    from_port        = 80
    to_port          = 81
    cidr_blocks      = ["10.0.0.0/8", "192.168.0.0/16"]
    ipv6_cidr_blocks = ["2001:db8::/32"]
  }
  # The simulator loses the descriptions of rules whose peer is no address.
  ingress {
    protocol        = "tcp"
    from_port       = 82
    to_port         = 82
    prefix_list_ids = [aws_ec2_managed_prefix_list.l.id]
    security_groups = [aws_security_group.peer.id]
    self            = true
  }
  ingress {
    protocol    = "icmp"
    from_port   = 8
    to_port     = -1
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    protocol    = "50"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    protocol         = "-1"
    from_port        = 0
    to_port          = 0
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = ["::/0"]
  }
  tags = { Name = "inline" }
}

resource "aws_security_group" "peer" {
  name        = "peer"
  description = "peer of others"
  vpc_id      = aws_vpc.six.id
}

resource "aws_vpc_security_group_ingress_rule" "ports" {
  for_each          = { tcp = "tcp", udp = "17" }
  security_group_id = aws_security_group.peer.id
  cidr_ipv4         = "10.0.0.0/8"
  ip_protocol       = each.value
  from_port         = 0
  to_port           = 65535
  description       = "ports"
  tags              = { Name = each.key }
}

resource "aws_vpc_security_group_ingress_rule" "group" {
  security_group_id            = aws_security_group.peer.id
  referenced_security_group_id = aws_security_group.inline.id
  ip_protocol                  = "-1"
}

resource "aws_vpc_security_group_egress_rule" "ping" {
  security_group_id = aws_security_group.peer.id
  cidr_ipv6         = "::/0"
  ip_protocol       = "icmpv6"
  from_port         = -1
  to_port           = -1
}

resource "aws_vpc_security_group_egress_rule" "list" {
  security_group_id = aws_security_group.peer.id
  prefix_list_id    = aws_ec2_managed_prefix_list.l.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_security_group_rule" "self" {
  type              = "ingress"
  security_group_id = aws_security_group.peer.id
  protocol          = "tcp"
  from_port         = 9000
  to_port           = 9001
  self              = true
}

resource "aws_security_group_rule" "blocks" {
  type              = "egress"
  security_group_id = aws_security_group.peer.id
  protocol          = "all"
  from_port         = 0
  to_port           = 0
  cidr_blocks       = ["10.1.0.0/16", "10.2.0.0/16"]
}

resource "aws_cloudwatch_log_group" "flow" {
  name = "/flow"
}

resource "aws_iam_role" "flow" {
  name = "flow"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "vpc-flow-logs.amazonaws.com" } }]
  })
}

resource "aws_s3_bucket" "flow" {
  bucket = "flow-destination"
}

resource "aws_flow_log" "group" {
  subnet_id                = aws_subnet.six.id
  traffic_type             = "ALL"
  iam_role_arn             = aws_iam_role.flow.arn
  log_destination          = aws_cloudwatch_log_group.flow.arn
  log_format               = "$${version} $${vpc-id}"
  max_aggregation_interval = 60
  tags                     = { Name = "group" }
}

resource "aws_flow_log" "bucket" {
  eni_id               = aws_network_interface.n.id
  traffic_type         = "ACCEPT"
  log_destination      = aws_s3_bucket.flow.arn
  log_destination_type = "s3"
  destination_options {
    file_format        = "parquet"
    per_hour_partition = true
  }
}
