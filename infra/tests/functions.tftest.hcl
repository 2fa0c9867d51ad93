# The functions have the images, limits and settings of the variables.

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

run "as_they_come" {
  assert {
    condition = (
      aws_lambda_function.ingest_players.environment[0].variables == tomap({
        LAKE_BUCKET = "standings-lake-111122223333-eu-central-1"
      })
    )
    error_message = "Found ${jsonencode(output.functions.ingest_players.environment)}."
  }

  assert {
    condition = (
      aws_lambda_function.leaderboard_api.environment[0].variables == tomap({
        LAKE_BUCKET            = "standings-lake-111122223333-eu-central-1"
        QUERY_ENGINE           = "athena"
        ATHENA_DATABASE        = "standings"
        ATHENA_TABLE           = "rok_players"
        ATHENA_WORKGROUP       = "standings"
        ATHENA_QUERIES_PER_DAY = "1000"
        CORS_ALLOWED_ORIGINS   = "*"
      })
    )
    error_message = "Found ${jsonencode(output.functions.leaderboard_api.environment)}."
  }

  assert {
    condition = [
      aws_lambda_function.ingest_players.image_uri, aws_lambda_function.leaderboard_api.image_uri,
      ] == [
      for digit in ["1", "2"] : join("@sha256:", [
        "111122223333.dkr.ecr.eu-central-1.amazonaws.com/repository",
        join("", [for place in range(64) : digit]),
      ])
    ]
    error_message = "A function would run another image."
  }

  assert {
    condition = [
      for function in [aws_lambda_function.ingest_players, aws_lambda_function.leaderboard_api] : [
        function.package_type, function.architectures, function.memory_size, function.timeout,
        function.reserved_concurrent_executions,
      ]
      ] == [
      ["Image", tolist(["x86_64"]), 512, 120, -1], ["Image", tolist(["x86_64"]), 256, 29, -1],
    ]
    error_message = "A function's limits differ from the defaults."
  }

  assert {
    condition = [
      for function in [aws_lambda_function.ingest_players, aws_lambda_function.leaderboard_api] : [
        function.logging_config[0].log_group, function.logging_config[0].log_format,
        function.logging_config[0].application_log_level,
      ]
      ] == [
      ["/aws/lambda/standings-ingest-players", "JSON", "INFO"],
      ["/aws/lambda/standings-leaderboard-api", "JSON", "INFO"],
    ]
    error_message = "A function logs to another group, or in another form."
  }

  assert {
    condition     = aws_cloudwatch_log_group.function["ingest_players"].retention_in_days == 30
    error_message = "The retention of logs differs."
  }
}

run "as_an_operator_wants_them" {
  variables {
    architecture                = "arm64"
    ingest_memory_mb            = 1024
    ingest_timeout_seconds      = 300
    ingest_reserved_concurrency = 5
    api_memory_mb               = 512
    api_timeout_seconds         = 10
    api_reserved_concurrency    = 7
    dkp_weights                 = "t4:1,t5:2,deaths:3"
    query_engine                = "parquet"
    athena_queries_per_day      = 50
    cors_allowed_origins        = ["https://example.org", "https://example.com"]
    log_format                  = "Text"
    log_retention_days          = 7
  }

  assert {
    condition = [
      for function in [aws_lambda_function.ingest_players, aws_lambda_function.leaderboard_api] : [
        function.architectures, function.memory_size, function.timeout,
        function.reserved_concurrent_executions,
      ]
    ] == [[tolist(["arm64"]), 1024, 300, 5], [tolist(["arm64"]), 512, 10, 7]]
    error_message = "A function's limits differ from the variables."
  }

  assert {
    condition = (
      aws_lambda_function.ingest_players.environment[0].variables.DKP_WEIGHTS ==
      "t4:1,t5:2,deaths:3" &&
      aws_lambda_function.leaderboard_api.environment[0].variables.QUERY_ENGINE == "parquet" &&
      aws_lambda_function.leaderboard_api.environment[0].variables.ATHENA_QUERIES_PER_DAY == "50" &&
      aws_lambda_function.leaderboard_api.environment[0].variables.CORS_ALLOWED_ORIGINS ==
      "https://example.org,https://example.com"
    )
    error_message = "A setting does not reach its function."
  }

  # With plain text, Lambda rejects a function that sets log levels.
  assert {
    condition = alltrue([
      for function in [aws_lambda_function.ingest_players, aws_lambda_function.leaderboard_api] :
      function.logging_config[0].log_format == "Text" &&
      function.logging_config[0].application_log_level == null &&
      function.logging_config[0].system_log_level == null
    ])
    error_message = "A function logs in another form."
  }

  assert {
    condition     = aws_cloudwatch_log_group.gateway.retention_in_days == 7
    error_message = "The retention of logs differs."
  }
}

run "their_images" {
  assert {
    condition = alltrue([
      for repository in aws_ecr_repository.function :
      repository.image_tag_mutability == "IMMUTABLE" &&
      repository.image_scanning_configuration[0].scan_on_push
    ])
    error_message = "Tags are mutable, or images are not scanned."
  }

  assert {
    condition = alltrue([
      for policy in aws_ecr_lifecycle_policy.function :
      [for rule in jsondecode(policy.policy).rules : rule.selection] == jsondecode(jsonencode([
        {
          tagStatus   = "untagged", countType = "sinceImagePushed", countUnit = "days",
          countNumber = 1
        },
        { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 10 },
      ]))
    ])
    error_message = "Other images would expire."
  }
}
