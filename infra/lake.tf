# The lake: one bucket, the source of truth of everything else. Nothing that was uploaded is lost:
# what is replaced stays as an old version for a while, and what is in raw/ for ever.

#checkov:skip=CKV_AWS_18: requests are known from CloudTrail where an operator wants them; access
#   logs would need a second bucket with rules of its own.
#checkov:skip=CKV_AWS_144: versions and raw/ protect from mistakes; a copy in another region doubles
#   the price of data that officers can export again.
#checkov:skip=CKV_AWS_145: the keys of S3 encrypt everything; a key of KMS would have to be paid for
#   each month and call, and guards from nobody who may read the bucket.
#checkov:skip=CKV2_AWS_62: notifications are in notification.tf.
resource "aws_s3_bucket" "lake" {
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
