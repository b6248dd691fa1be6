# A trail with advanced selectors, in a simulator without any other trail (see cloudtrail.tf).
resource "aws_s3_bucket" "trails" {
  bucket        = "collect-trails"
  force_destroy = true
}

resource "aws_cloudtrail" "advanced" {
  name                  = "advanced"
  s3_bucket_name        = aws_s3_bucket.trails.id
  is_multi_region_trail = true
  advanced_event_selector {
    name = "objects of one bucket"
    field_selector {
      field  = "eventCategory"
      equals = ["Data"]
    }
    field_selector {
      field  = "resources.type"
      equals = ["AWS::S3::Object"]
    }
    field_selector {
      field           = "resources.ARN"
      starts_with     = ["arn:aws:s3:::z/", "arn:aws:s3:::a/"]
      not_starts_with = ["arn:aws:s3:::z/no"]
      ends_with       = [".csv"]
      not_ends_with   = [".tmp"]
      not_equals      = ["arn:aws:s3:::z/one"]
    }
  }
  advanced_event_selector {
    field_selector {
      field  = "eventCategory"
      equals = ["Management"]
    }
  }
}
