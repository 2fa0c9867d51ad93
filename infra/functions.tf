# What both functions share.

locals {
  function_names = {
    ingest_players  = "${var.name}-ingest-players"
    leaderboard_api = "${var.name}-leaderboard-api"
  }

  # Known before the functions exist, for resources that the functions depend on.
  function_arns = {
    for key, name in local.function_names :
    key => "arn:${local.partition}:lambda:${local.region}:${local.account}:function:${name}"
  }

  # Without digests there is no image, and the functions' preconditions say what to do.
  images = {
    for key, repository in aws_ecr_repository.function :
    key => "${repository.repository_url}@${try(var.image_digests[key], "")}"
  }

  missing_images = <<-EOT
    image_digests: found none, expected the digests of both images.
    `make deploy` builds and pushes the images and passes their digests on.
  EOT

  # Lambda accepts levels with the JSON form only.
  application_log_level = var.log_format == "JSON" ? var.log_level : null
  system_log_level      = var.log_format == "JSON" ? "INFO" : null

  lambda_trust = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}
