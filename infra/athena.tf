# The workgroup for queries of the API and of people. Its settings override the client's: where
# results go, and how much one query may read.

resource "aws_athena_workgroup" "boards" {
  name        = var.name
  description = "Queries about the boards of ${var.name}."
  # Only the history of queries is lost.
  force_destroy = true

  configuration {
    enforce_workgroup_configuration    = true
    publish_cloudwatch_metrics_enabled = true
    bytes_scanned_cutoff_per_query     = var.athena_scan_limit_bytes

    engine_version {
      selected_engine_version = "Athena engine version 3"
    }

    result_configuration {
      output_location       = "s3://${aws_s3_bucket.lake.bucket}/${local.query_result_prefix}"
      expected_bucket_owner = local.account

      encryption_configuration {
        encryption_option = "SSE_S3"
      }
    }
  }
}
