# The function leaderboard-api, which answers requests.

resource "aws_lambda_function" "leaderboard_api" {
  #checkov:skip=CKV_AWS_50: it sends no segments; a trace would show no more than its log
  #checkov:skip=CKV_AWS_116: the gateway waits for its answers; no event fails unnoticed
  #checkov:skip=CKV_AWS_117: it calls S3 and Athena only; a VPC costs money
  #checkov:skip=CKV_AWS_173: the variables contain no secrets
  #checkov:skip=CKV_AWS_272: images are used by digest; code signing is for archives

  function_name = local.function_names.leaderboard_api
  description   = "Answers requests about the boards of ${var.name}."
  role          = aws_iam_role.leaderboard_api.arn

  package_type  = "Image"
  image_uri     = local.images.leaderboard_api
  architectures = [var.architecture]

  memory_size                    = var.api_memory_mb
  timeout                        = var.api_timeout_seconds
  reserved_concurrent_executions = var.api_reserved_concurrency

  environment {
    variables = local.api_environment
  }

  logging_config {
    log_group             = aws_cloudwatch_log_group.function["leaderboard_api"].name
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

  depends_on = [aws_ecr_repository_policy.function, aws_iam_role_policy.leaderboard_api]
}

locals {
  # Athena's names are always set, so that one variable changes the engine.
  api_environment = {
    LAKE_BUCKET            = aws_s3_bucket.lake.bucket
    QUERY_ENGINE           = var.query_engine
    ATHENA_DATABASE        = aws_glue_catalog_database.lake.name
    ATHENA_TABLE           = aws_glue_catalog_table.players.name
    ATHENA_WORKGROUP       = aws_athena_workgroup.boards.name
    ATHENA_QUERIES_PER_DAY = tostring(var.athena_queries_per_day)
    CORS_ALLOWED_ORIGINS   = join(",", var.cors_allowed_origins)
  }
}
