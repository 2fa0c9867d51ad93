# Objects that expire: query results, old versions and unfinished multipart uploads. No rule
# expires anything in raw/.

resource "aws_s3_bucket_lifecycle_configuration" "lake" {
  bucket = aws_s3_bucket.lake.id

  rule {
    id     = "unfinished"
    status = "Enabled"

    # The whole lake.
    filter {
      prefix = ""
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }

    expiration {
      expired_object_delete_marker = true
    }
  }

  rule {
    id     = "query-results"
    status = "Enabled"

    filter {
      prefix = local.query_result_prefix
    }

    expiration {
      days = var.query_result_days
    }

    noncurrent_version_expiration {
      noncurrent_days = 1
    }
  }

  dynamic "rule" {
    for_each = [for folder in local.lake_folders : folder if folder != "raw"]

    content {
      id     = "old-versions-${rule.value}"
      status = "Enabled"

      filter {
        prefix = "${rule.value}/"
      }

      noncurrent_version_expiration {
        noncurrent_days = var.old_version_days
      }
    }
  }

  # The rules refer to versions, so versioning comes first.
  depends_on = [aws_s3_bucket_versioning.lake]
}
