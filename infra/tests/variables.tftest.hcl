# Invalid values are rejected before anything is created, each by its variable's name; the min and
# max values are accepted.

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

run "too_little_or_malformed" {
  command = plan

  variables {
    name                        = "Standings"
    region                      = "Frankfurt"
    old_version_days            = 29
    image_digests               = { ingest_players = "latest", leaderboard_api = "latest" }
    architecture                = "amd64"
    ingest_memory_mb            = 127
    ingest_timeout_seconds      = 0
    ingest_reserved_concurrency = 0
    api_memory_mb               = 127
    api_timeout_seconds         = 0
    api_reserved_concurrency    = 0
    log_level                   = "info"
    log_retention_days          = 31
    dkp_weights                 = "t4:10,t5:30"
    api_rate_limit              = 0
    api_burst_limit             = 0
    cors_allowed_origins        = []
    custom_domain               = { name = "boards", certificate_arn = "certificate" }
    query_engine                = "duckdb"
    athena_scan_limit_bytes     = 10485759
    athena_queries_per_day      = -1
    uploader_kingdoms           = [0]
    query_result_days           = 0
    first_date                  = "2018-02-30"
    alarm_email                 = "operator"
    alarm_thresholds            = { ingest_errors = 0 }
  }

  expect_failures = [
    var.name, var.region, var.old_version_days, var.image_digests, var.architecture,
    var.ingest_memory_mb, var.ingest_timeout_seconds, var.ingest_reserved_concurrency,
    var.api_memory_mb, var.api_timeout_seconds, var.api_reserved_concurrency, var.log_level,
    var.log_retention_days, var.dkp_weights, var.api_rate_limit, var.api_burst_limit,
    var.cors_allowed_origins, var.custom_domain, var.query_engine, var.athena_scan_limit_bytes,
    var.query_result_days, var.first_date, var.alarm_email, var.alarm_thresholds,
    var.athena_queries_per_day, var.uploader_kingdoms,
  ]
}

run "too_much" {
  command = plan

  variables {
    name                        = "a-name-of-more-than-30-letters-x"
    old_version_days            = 30.5
    ingest_memory_mb            = 10241
    ingest_timeout_seconds      = 901
    ingest_reserved_concurrency = -2
    api_memory_mb               = 10241
    api_timeout_seconds         = 30
    api_reserved_concurrency    = -2
    log_level                   = "WARN"
    dkp_weights                 = "t4:10,t5:30,deaths:1000001"
    api_rate_limit              = 10001
    api_burst_limit             = 5001
    athena_queries_per_day      = 1000001
    uploader_kingdoms           = [51, 1000000]
    cors_allowed_origins        = ["*", "https://example.org"]
    query_result_days           = 366
    first_date                  = "18-01-01"
    alarm_email                 = "operator @example.org"
  }

  expect_failures = [
    var.name, var.old_version_days, var.ingest_memory_mb, var.ingest_timeout_seconds,
    var.ingest_reserved_concurrency, var.api_memory_mb, var.api_timeout_seconds,
    var.api_reserved_concurrency, var.log_level, var.dkp_weights, var.api_rate_limit,
    var.api_burst_limit, var.cors_allowed_origins, var.query_result_days, var.first_date,
    var.alarm_email, var.athena_queries_per_day, var.uploader_kingdoms,
  ]
}

run "fractions_and_repetitions" {
  command = plan

  variables {
    name                   = "standings--test"
    ingest_memory_mb       = 512.5
    ingest_timeout_seconds = 1.5
    api_memory_mb          = 256.5
    api_timeout_seconds    = 28.5
    api_burst_limit        = 1.5
    athena_queries_per_day = 1.5
    uploader_kingdoms      = [51.5]
    dkp_weights            = "t4:10,t4:30,deaths:80"
    cors_allowed_origins   = ["https://example.org/boards"]
    query_result_days      = 1.5
  }

  expect_failures = [
    var.name, var.ingest_memory_mb, var.ingest_timeout_seconds, var.api_memory_mb,
    var.api_timeout_seconds, var.api_burst_limit, var.dkp_weights, var.cors_allowed_origins,
    var.query_result_days, var.athena_queries_per_day, var.uploader_kingdoms,
  ]
}

# These two are checked together with other variables, which must be valid.
run "forms_and_budgets" {
  command = plan

  variables {
    log_format         = "json"
    alarm_email        = "operator@example.org"
    monthly_budget_usd = 0
  }

  expect_failures = [var.log_format, var.monthly_budget_usd]
}

run "values_that_need_others" {
  command = plan

  variables {
    log_format         = "Text"
    log_level          = "DEBUG"
    monthly_budget_usd = 10
  }

  expect_failures = [var.log_format, var.monthly_budget_usd]
}

run "no_images" {
  command = plan

  variables {
    image_digests = null
  }

  expect_failures = [aws_lambda_function.ingest_players, aws_lambda_function.leaderboard_api]
}

run "a_certificate_of_another_region" {
  command = plan

  variables {
    custom_domain = {
      name            = "boards.example.org"
      certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/0000"
    }
  }

  expect_failures = [aws_apigatewayv2_domain_name.boards]
}

run "the_least" {
  command = plan

  variables {
    name                        = "ab"
    old_version_days            = 30
    ingest_memory_mb            = 128
    ingest_timeout_seconds      = 1
    ingest_reserved_concurrency = 1
    api_memory_mb               = 128
    api_timeout_seconds         = 1
    api_reserved_concurrency    = 1
    log_level                   = "TRACE"
    log_retention_days          = 1
    dkp_weights                 = "deaths:0,t5:0,t4:0"
    api_rate_limit              = 1
    api_burst_limit             = 1
    cors_allowed_origins        = ["http://localhost:3000"]
    athena_scan_limit_bytes     = 10485760
    athena_queries_per_day      = 0
    uploader_kingdoms           = [1]
    query_result_days           = 1
  }
}

run "the_most" {
  command = plan

  variables {
    name                        = "a-name-of-thirty-letters-30303"
    region                      = "us-gov-west-1"
    ingest_memory_mb            = 10240
    ingest_timeout_seconds      = 900
    ingest_reserved_concurrency = 1000
    api_memory_mb               = 10240
    api_timeout_seconds         = 29
    api_reserved_concurrency    = 1000
    log_format                  = "Text"
    log_retention_days          = 1827
    dkp_weights                 = "t4:1000000,t5:1000000,deaths:1000000"
    api_rate_limit              = 10000
    api_burst_limit             = 5000
    athena_queries_per_day      = 1000000
    uploader_kingdoms           = [1, 999999]
    cors_allowed_origins        = ["https://example.org", "https://example.com:8443"]
    query_result_days           = 365
  }

  # AWS has no region with a longer name.
  override_data {
    target = data.aws_region.current
    values = { name = "ap-southeast-1" }
  }

  assert {
    condition     = length(aws_s3_bucket.lake.bucket) == 63
    error_message = "Found ${aws_s3_bucket.lake.bucket}, expected the 63 characters S3 allows."
  }
}
