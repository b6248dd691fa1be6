# A member of an Aurora cluster. On its own: the simulator gives all instances one resource id, by which the provider
# finds those that stand alone.

resource "aws_rds_cluster" "aurora" {
  cluster_identifier  = "aurora"
  engine              = "aurora-postgresql"
  master_username     = "owner"
  master_password     = "correct-horse-1"
  skip_final_snapshot = true
}
resource "aws_rds_cluster_instance" "member" {
  identifier          = "aurora-0"
  cluster_identifier  = aws_rds_cluster.aurora.id
  engine              = aws_rds_cluster.aurora.engine
  instance_class      = "db.r6g.large"
  publicly_accessible = true
  promotion_tier      = 2
  tags                = { Name = "member" }
}
