# Every name starts with the environment's, and nothing depends on a region, account or partition.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name = "standings"
  image_digests = {
    ingest_players  = "sha256:1111111111111111111111111111111111111111111111111111111111111111"
    leaderboard_api = "sha256:2222222222222222222222222222222222222222222222222222222222222222"
  }
}

run "an_environment" {
  assert {
    condition     = aws_s3_bucket.lake.bucket == "standings-lake-111122223333-eu-central-1"
    error_message = "Found ${aws_s3_bucket.lake.bucket}."
  }

  assert {
    condition = [
      aws_lambda_function.ingest_players.function_name,
      aws_lambda_function.leaderboard_api.function_name,
      aws_iam_role.ingest_players.name, aws_iam_role.leaderboard_api.name,
      aws_cloudwatch_log_group.function["ingest_players"].name,
      aws_cloudwatch_log_group.function["leaderboard_api"].name,
      aws_cloudwatch_log_group.gateway.name,
      aws_ecr_repository.function["ingest_players"].name,
      aws_ecr_repository.function["leaderboard_api"].name,
      aws_sqs_queue.failures.name, aws_sqs_queue.dead_letters.name, aws_sns_topic.alarms.name,
      aws_apigatewayv2_api.boards.name, aws_athena_workgroup.boards.name,
      aws_glue_catalog_database.lake.name, aws_glue_catalog_table.players.name,
      aws_cloudwatch_dashboard.overview.dashboard_name, aws_iam_policy.uploader.name,
      ] == [
      "standings-ingest-players", "standings-leaderboard-api",
      "standings-ingest-players", "standings-leaderboard-api",
      "/aws/lambda/standings-ingest-players", "/aws/lambda/standings-leaderboard-api",
      "/aws/vendedlogs/apis/standings",
      "standings/ingest-players", "standings/leaderboard-api",
      "standings-failures", "standings-dead-letters", "standings-alarms",
      "standings-leaderboard-api", "standings",
      "standings", "rok_players",
      "standings", "standings-uploader",
    ]
    error_message = "A name lacks the environment's prefix."
  }
}

run "another_environment_elsewhere" {
  variables {
    name = "test-2"
  }

  override_data {
    target = data.aws_caller_identity.current
    values = { account_id = "999988887777" }
  }

  override_data {
    target = data.aws_partition.current
    values = { partition = "aws-cn" }
  }

  override_data {
    target = data.aws_region.current
    values = { name = "cn-north-1" }
  }

  assert {
    condition     = aws_s3_bucket.lake.bucket == "test-2-lake-999988887777-cn-north-1"
    error_message = "Found ${aws_s3_bucket.lake.bucket}."
  }

  # Database names have no hyphens.
  assert {
    condition     = aws_glue_catalog_database.lake.name == "test_2"
    error_message = "Found ${aws_glue_catalog_database.lake.name}."
  }

  assert {
    condition = alltrue([
      for key, policy in aws_ecr_repository_policy.function :
      startswith(
        jsondecode(policy.policy).Statement[0].Condition.StringLike["aws:SourceArn"][0],
        "arn:aws-cn:lambda:cn-north-1:999988887777:function:test-2-",
      )
    ])
    error_message = "The images' policy names a function in another place."
  }

  assert {
    condition = startswith(
      output.dashboard_url,
      "https://cn-north-1.console.amazonaws.cn/cloudwatch/home?region=cn-north-1#",
    )
    error_message = "Found ${output.dashboard_url}."
  }

  assert {
    condition = (
      output.lake_uri == "s3://test-2-lake-999988887777-cn-north-1" &&
      output.inbox_uri == "${output.lake_uri}/inbox/source=rok_players/" &&
      output.region == "cn-north-1"
    )
    error_message = "Found ${output.lake_uri}, ${output.inbox_uri}, ${output.region}."
  }
}
