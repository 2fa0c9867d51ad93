# One image repository per function. Tags are immutable, and the functions use images by digest.

locals {
  repository_names = {
    ingest_players  = "${var.name}/ingest-players"
    leaderboard_api = "${var.name}/leaderboard-api"
  }

  # Enough that the image in use is among them, even after pushes without deployments.
  kept_images = 10
}

resource "aws_ecr_repository" "function" {
  #checkov:skip=CKV_AWS_136: images contain no secrets and are encrypted with the registry's keys

  for_each = local.repository_names

  name                 = each.value
  image_tag_mutability = "IMMUTABLE"
  # Images can be rebuilt from the sources.
  force_delete = true

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "function" {
  for_each = aws_ecr_repository.function

  repository = each.value.name
  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "Expire untagged images after a day"
        selection = {
          tagStatus   = "untagged"
          countType   = "sinceImagePushed"
          countUnit   = "days"
          countNumber = 1
        }
        action = { type = "expire" }
      },
      {
        rulePriority = 2
        description  = "Keep the newest ${local.kept_images} images"
        selection = {
          tagStatus   = "any"
          countType   = "imageCountMoreThan"
          countNumber = local.kept_images
        }
        action = { type = "expire" }
      },
    ]
  })
}

# Lambda would add this policy on the first deployment. Stated here, later plans find no unknown
# change.
resource "aws_ecr_repository_policy" "function" {
  for_each = aws_ecr_repository.function

  repository = each.value.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "LambdaECRImageRetrievalPolicy"
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      Condition = {
        StringLike = {
          "aws:SourceArn" = [local.function_arns[each.key], "${local.function_arns[each.key]}:*"]
        }
      }
    }]
  })
}
