# A repository of images for each function. A tag names one image for ever; the functions take
# theirs by digest.

locals {
  repository_names = {
    ingest_players  = "${var.name}/ingest-players"
    leaderboard_api = "${var.name}/leaderboard-api"
  }

  # So many that the image in use is among them, however often was pushed and not deployed.
  kept_images = 10
}

resource "aws_ecr_repository" "function" {
  #checkov:skip=CKV_AWS_136: images hold no secret, and are encrypted with the keys of the registry

  for_each = local.repository_names

  name                 = each.value
  image_tag_mutability = "IMMUTABLE"
  # Images can be built again from the sources.
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
        description  = "Images without a tag go after a day"
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
        description  = "The newest ${local.kept_images} images stay"
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

# Lambda would give itself this permission on the first deployment; said here, the next plan finds
# nothing that it does not know.
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
