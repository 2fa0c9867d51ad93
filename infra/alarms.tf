# What an operator is woken for. Every alarm says what to do; docs/operating.md says it at length.

locals {
  ingest_dimensions  = { FunctionName = local.function_names.ingest_players }
  api_dimensions     = { FunctionName = local.function_names.leaderboard_api }
  gateway_dimensions = { ApiId = aws_apigatewayv2_api.boards.id, Stage = "$default" }

  alarms = {
    ingest-errors = {
      namespace   = "AWS/Lambda"
      metric      = "Errors"
      dimensions  = local.ingest_dimensions
      period      = 900
      threshold   = var.alarm_thresholds.ingest_errors
      description = "Uploads could not be ingested; they are tried again by themselves. Look into the log of ${local.function_names.ingest_players} for \"unfinished\"."
    }
    ingest-throttles = {
      namespace   = "AWS/Lambda"
      metric      = "Throttles"
      dimensions  = local.ingest_dimensions
      period      = 300
      threshold   = 1
      description = "Uploads wait because too many are ingested at a time. Raise ingest_reserved_concurrency or the account's limit if it goes on."
    }
    uploads-refused = {
      namespace   = "Standings"
      metric      = "UploadsRefused"
      dimensions  = local.ingest_dimensions
      period      = 300
      threshold   = 1
      description = "An upload was refused. Its report under reports/ says why; whoever uploaded it has to correct it and upload it again."
    }
    failures-waiting = {
      namespace   = "AWS/SQS"
      metric      = "ApproximateAgeOfOldestMessage"
      statistic   = "Maximum"
      dimensions  = { QueueName = aws_sqs_queue.failures.name }
      period      = 300
      threshold   = var.alarm_thresholds.failure_age_seconds
      description = "Failed uploads wait in the failure queue and are not taken from it. Look whether the event source mapping is enabled and the function throttled."
    }
    dead-letters = {
      namespace   = "AWS/SQS"
      metric      = "ApproximateNumberOfMessagesVisible"
      statistic   = "Maximum"
      dimensions  = { QueueName = aws_sqs_queue.dead_letters.name }
      period      = 300
      threshold   = 1
      description = "Uploads failed for more than an hour and wait as dead letters, for two weeks. Find the cause in the log, then run make redrive."
    }
    api-errors = {
      namespace   = "AWS/Lambda"
      metric      = "Errors"
      dimensions  = local.api_dimensions
      period      = 300
      threshold   = var.alarm_thresholds.api_errors
      description = "Requests end without an answer. Look into the log of ${local.function_names.leaderboard_api}."
    }
    api-throttles = {
      namespace   = "AWS/Lambda"
      metric      = "Throttles"
      dimensions  = local.api_dimensions
      period      = 300
      threshold   = 1
      description = "Requests are turned away because too many are answered at a time. Raise api_reserved_concurrency or the account's limit if it goes on."
    }
    gateway-errors = {
      namespace   = "AWS/ApiGateway"
      metric      = "5xx"
      dimensions  = local.gateway_dimensions
      period      = 300
      threshold   = var.alarm_thresholds.api_errors
      description = "Requests are answered with 5xx. The access log says which; the function's log says why."
    }
    gateway-latency = {
      namespace   = "AWS/ApiGateway"
      metric      = "Latency"
      statistic   = "p95"
      dimensions  = local.gateway_dimensions
      period      = 300
      threshold   = var.alarm_thresholds.api_latency_ms
      description = "Boards are slow. Look at the dashboard whether the function is short of memory or Athena late."
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name        = "${var.name}-${each.key}"
  alarm_description = "${each.value.description} See docs/operating.md, \"${each.key}\"."

  namespace          = each.value.namespace
  metric_name        = each.value.metric
  dimensions         = each.value.dimensions
  period             = each.value.period
  statistic          = try(each.value.statistic, "Sum") == "p95" ? null : try(each.value.statistic, "Sum")
  extended_statistic = try(each.value.statistic, "Sum") == "p95" ? "p95" : null

  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = each.value.threshold
  evaluation_periods  = 1
  # Nobody uploads at night, and nothing is then wrong.
  treat_missing_data = "notBreaching"

  alarm_actions = [aws_sns_topic.alarms.arn]
  ok_actions    = [aws_sns_topic.alarms.arn]
}
