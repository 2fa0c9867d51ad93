# ingest-players: an upload in the inbox becomes a snapshot.

resource "aws_lambda_function" "ingest_players" {
  #checkov:skip=CKV_AWS_50: it sends no segments; a trace would tell no more than its log does
  #checkov:skip=CKV_AWS_116: failed events go to the failure queue by its destination
  #checkov:skip=CKV_AWS_117: it speaks to S3 alone; a network of its own costs money
  #checkov:skip=CKV_AWS_173: the variables hold no secret
  #checkov:skip=CKV_AWS_272: images are taken by digest; code signing is for archives

  function_name = local.function_names.ingest_players
  description   = "Takes uploads from the inbox of ${var.name} into its lake."
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
