# The lake: one bucket, the source of truth. No upload is lost: replaced objects stay as old
# versions for a while, and objects in raw/ stay for ever.

resource "aws_s3_bucket" "lake" {
  #checkov:skip=CKV_AWS_18: CloudTrail records requests if an operator enables it
  #checkov:skip=CKV_AWS_144: a copy elsewhere doubles the cost; versions protect against mistakes
  #checkov:skip=CKV_AWS_145: S3 encrypts with its own keys; KMS charges per call

  bucket        = "${var.name}-lake-${local.account}-${local.region}"
  force_destroy = var.empty_lake_on_destroy
}

resource "aws_s3_bucket_versioning" "lake" {
  bucket = aws_s3_bucket.lake.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "lake" {
  bucket = aws_s3_bucket.lake.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_ownership_controls" "lake" {
  bucket = aws_s3_bucket.lake.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_public_access_block" "lake" {
  bucket = aws_s3_bucket.lake.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
