# One route leads to the function, throttled and logged; a custom domain is optional.

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

run "without_a_domain" {
  variables {
    api_rate_limit       = 5
    api_burst_limit      = 9
    cors_allowed_origins = ["https://example.org"]
  }

  assert {
    condition = (
      aws_apigatewayv2_route.default.route_key == "$default" &&
      aws_apigatewayv2_stage.default.name == "$default" &&
      aws_apigatewayv2_stage.default.auto_deploy
    )
    error_message = "Some paths would not reach the function, or changes would not be deployed."
  }

  assert {
    condition = (
      aws_apigatewayv2_integration.leaderboard_api.payload_format_version == "2.0" &&
      aws_apigatewayv2_integration.leaderboard_api.integration_uri ==
      aws_lambda_function.leaderboard_api.invoke_arn &&
      aws_apigatewayv2_integration.leaderboard_api.timeout_milliseconds >=
      1000 * aws_lambda_function.leaderboard_api.timeout
    )
    error_message = "The integration has another payload format, target or time-out."
  }

  assert {
    condition = [
      aws_lambda_permission.gateway.function_name, aws_lambda_permission.gateway.principal,
      aws_lambda_permission.gateway.source_arn,
      ] == [
      "standings-leaderboard-api", "apigateway.amazonaws.com",
      "arn:aws:execute-api:eu-central-1:111122223333:api/*/$default",
    ]
    error_message = "Another gateway could invoke the function, or this one could not."
  }

  assert {
    condition = (
      aws_apigatewayv2_stage.default.default_route_settings[0].throttling_rate_limit == 5 &&
      aws_apigatewayv2_stage.default.default_route_settings[0].throttling_burst_limit == 9
    )
    error_message = "The throttle differs from the variables."
  }

  assert {
    condition = (
      aws_apigatewayv2_stage.default.access_log_settings[0].destination_arn ==
      aws_cloudwatch_log_group.gateway.arn &&
      jsondecode(aws_apigatewayv2_stage.default.access_log_settings[0].format).status ==
      "$context.status"
    )
    error_message = "Requests are not logged."
  }

  assert {
    condition = (
      aws_apigatewayv2_api.boards.cors_configuration[0].allow_origins ==
      toset(["https://example.org"])
    )
    error_message = "The allowed origins differ."
  }

  assert {
    condition     = output.api_url == "https://api.execute-api.eu-central-1.amazonaws.com"
    error_message = "Found ${output.api_url}."
  }

  assert {
    condition = (
      length(aws_apigatewayv2_domain_name.boards) == 0 &&
      length(aws_apigatewayv2_api_mapping.boards) == 0 && length(aws_route53_record.boards) == 0
    )
    error_message = "There is a domain without custom_domain."
  }
}

run "with_a_domain" {
  variables {
    custom_domain = {
      name            = "boards.example.org"
      certificate_arn = "arn:aws:acm:eu-central-1:111122223333:certificate/0000"
    }
  }

  assert {
    condition = [
      aws_apigatewayv2_domain_name.boards[0].domain_name_configuration[0].certificate_arn,
      aws_apigatewayv2_domain_name.boards[0].domain_name_configuration[0].security_policy,
      aws_apigatewayv2_api_mapping.boards[0].stage,
    ] == ["arn:aws:acm:eu-central-1:111122223333:certificate/0000", "TLS_1_2", "$default"]
    error_message = "The domain has another target or TLS version."
  }

  assert {
    condition     = length(aws_route53_record.boards) == 0
    error_message = "There are DNS records without zone_id."
  }

  assert {
    condition     = output.api_url == "https://boards.example.org"
    error_message = "Found ${output.api_url}."
  }
}

run "with_a_domain_and_its_zone" {
  variables {
    custom_domain = {
      name            = "boards.example.org"
      certificate_arn = "arn:aws:acm:eu-central-1:111122223333:certificate/0000"
      zone_id         = "Z0000000000000000000"
    }
  }

  assert {
    condition = tomap({
      for type, record in aws_route53_record.boards : type => "${record.zone_id} ${record.name}"
      }) == tomap({
      A    = "Z0000000000000000000 boards.example.org"
      AAAA = "Z0000000000000000000 boards.example.org"
    })
    error_message = "Other records were expected."
  }
}
