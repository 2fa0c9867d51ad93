# The function ingest-players, which turns an upload in the inbox into a snapshot.

resource "aws_lambda_function" "ingest_players" {
  #checkov:skip=CKV_AWS_50: it sends no segments; a trace would show no more than its log
  #checkov:skip=CKV_AWS_116: its on-failure destination is the failure queue
  #checkov:skip=CKV_AWS_117: it calls S3 only; a VPC costs money
  #checkov:skip=CKV_AWS_173: the variables contain no secrets
  #checkov:skip=CKV_AWS_272: images are used by digest; code signing is for archives

  function_name = local.function_names.ingest_players
  description   = "Ingests uploads from the inbox of ${var.name} into its lake."
  role          = aws_iam_role.ingest_players.arn

  package_type  = "Image"
  image_uri     = local.images.ingest_players
  architectures = [var.architecture]

  memory_size                    = var.ingest_memory_mb
  timeout                        = var.ingest_timeout_seconds
  reserved_concurrent_executions = var.ingest_reserved_concurrency

  environment {
    variables = local.ingest_environment
  }

  logging_config {
    log_group             = aws_cloudwatch_log_group.function["ingest_players"].name
    log_format            = var.log_format
    application_log_level = local.application_log_level
    system_log_level      = local.system_log_level
  }

  lifecycle {
    precondition {
      condition     = var.image_digests != null
      error_message = local.missing_images
    }
  }

  depends_on = [aws_ecr_repository_policy.function, aws_iam_role_policy.ingest_players]
}

locals {
  ingest_environment = merge(
    { LAKE_BUCKET = aws_s3_bucket.lake.bucket },
    var.dkp_weights == null ? {} : { DKP_WEIGHTS = var.dkp_weights },
  )
}
