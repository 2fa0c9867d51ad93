# The HTTP API in front of leaderboard-api. It has one route for everything, so that the function
# answers unknown paths and wrong methods with problem documents too.

locals {
  # With this name, the paths of requests do not contain the stage.
  stage = "$default"
}

resource "aws_apigatewayv2_api" "boards" {
  name          = "${var.name}-leaderboard-api"
  description   = "The boards of ${var.name}: the API and its page."
  protocol_type = "HTTP"

  # The function has the same policy. Set here, it also covers the gateway's own answers, such as
  # 429.
  cors_configuration {
    allow_origins  = var.cors_allowed_origins
    allow_methods  = ["GET", "HEAD", "OPTIONS"]
    allow_headers  = ["if-none-match"]
    expose_headers = ["content-disposition", "etag", "retry-after"]
    max_age        = 86400
  }
}

resource "aws_apigatewayv2_integration" "leaderboard_api" {
  api_id                 = aws_apigatewayv2_api.boards.id
  integration_type       = "AWS_PROXY"
  integration_method     = "POST"
  integration_uri        = aws_lambda_function.leaderboard_api.invoke_arn
  payload_format_version = "2.0"
  # The maximum: the function itself ends its answers in time.
  timeout_milliseconds = 30000
}

resource "aws_apigatewayv2_route" "default" {
  #checkov:skip=CKV_AWS_309: boards are public, and the API is read-only

  api_id    = aws_apigatewayv2_api.boards.id
  route_key = "$default"
  target    = "integrations/${aws_apigatewayv2_integration.leaderboard_api.id}"
}

resource "aws_apigatewayv2_stage" "default" {
  api_id      = aws_apigatewayv2_api.boards.id
  name        = local.stage
  auto_deploy = true

  # There is one route, so the stage's metrics suffice. Metrics of routes cost money.
  default_route_settings {
    throttling_rate_limit    = var.api_rate_limit
    throttling_burst_limit   = var.api_burst_limit
    detailed_metrics_enabled = false
  }

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.gateway.arn
    format = jsonencode({
      time               = "$context.requestTime"
      requestId          = "$context.requestId"
      sourceIp           = "$context.identity.sourceIp"
      userAgent          = "$context.identity.userAgent"
      method             = "$context.httpMethod"
      path               = "$context.path"
      routeKey           = "$context.routeKey"
      status             = "$context.status"
      responseLength     = "$context.responseLength"
      responseLatency    = "$context.responseLatency"
      integrationLatency = "$context.integrationLatency"
      integrationStatus  = "$context.integrationStatus"
      integrationError   = "$context.integrationErrorMessage"
      gatewayError       = "$context.error.message"
    })
  }
}

resource "aws_lambda_permission" "gateway" {
  statement_id  = "AllowGateway"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.leaderboard_api.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.boards.execution_arn}/*/$default"
}
