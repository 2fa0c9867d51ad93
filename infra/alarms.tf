# What an operator is told of. Every alarm says in a line what to do, and docs/operating.md says it
# at length under the alarm's name.

locals {
  ingest_dimensions  = { FunctionName = local.function_names.ingest_players }
  api_dimensions     = { FunctionName = local.function_names.leaderboard_api }
  gateway_dimensions = { ApiId = aws_apigatewayv2_api.boards.id, Stage = local.stage }

  # The first question about a snapshot costs Athena seconds.
  usual_latency_ms = var.query_engine == "athena" ? 10000 : 3000

  athena_alarms = {
    athena-bytes = {
      metric     = "AWS/Athena ProcessedBytes"
      statistic  = "Sum"
      dimensions = local.athena_dimensions
      minutes    = 24 * 60
      threshold  = var.alarm_thresholds.athena_bytes
      meaning    = <<-EOT
        Athena read more in a day than meant, at 5 dollars a terabyte. See who asks in the access
        log, and lower athena_queries_per_day or set query_engine to parquet.
      EOT
    }
    athena-queries = {
      metric     = "Standings AthenaQueries"
      statistic  = "Sum"
      dimensions = local.api_dimensions
      minutes    = 24 * 60
      threshold  = var.alarm_thresholds.athena_queries
      meaning    = <<-EOT
        More queries of Athena than meant were started in a day; each costs 0.00005 dollars at the
        least. See who asks in the access log, and lower athena_queries_per_day or set query_engine
        to parquet.
      EOT
    }
  }

  alarms = merge(var.query_engine == "athena" ? local.athena_alarms : {}, {
    ingest-errors = {
      metric     = "AWS/Lambda Errors"
      statistic  = "Sum"
      dimensions = local.ingest_dimensions
      minutes    = 15
      threshold  = var.alarm_thresholds.ingest_errors
      meaning    = <<-EOT
        Uploads could not be ingested, and are tried again by themselves. The log of
        ${local.function_names.ingest_players} says why, in lines with "unfinished".
      EOT
    }
    ingest-throttles = {
      metric     = "AWS/Lambda Throttles"
      statistic  = "Sum"
      dimensions = local.ingest_dimensions
      minutes    = 5
      threshold  = 1
      meaning    = <<-EOT
        Uploads wait because too many are ingested at a time. If it goes on, raise
        ingest_reserved_concurrency or the account's limit.
      EOT
    }
    uploads-refused = {
      metric     = "Standings UploadsRefused"
      statistic  = "Sum"
      dimensions = local.ingest_dimensions
      minutes    = 5
      threshold  = 1
      meaning    = <<-EOT
        An upload was refused. Its report below reports/ says why, or the log of
        ${local.function_names.ingest_players} where its key names no kingdom and date; whoever
        uploaded it has to correct it and upload it again.
      EOT
    }
    failures-waiting = {
      metric     = "AWS/SQS ApproximateAgeOfOldestMessage"
      statistic  = "Maximum"
      dimensions = { QueueName = aws_sqs_queue.failures.name }
      minutes    = 5
      threshold  = var.alarm_thresholds.failure_age_seconds
      meaning    = <<-EOT
        Failed uploads wait and nobody takes them. See whether the function is throttled, and
        whether its event source mapping is enabled.
      EOT
    }
    dead-letters = {
      metric     = "AWS/SQS ApproximateNumberOfMessagesVisible"
      statistic  = "Maximum"
      dimensions = { QueueName = aws_sqs_queue.dead_letters.name }
      minutes    = 5
      threshold  = 1
      meaning    = <<-EOT
        Uploads failed for more than an hour, or their events cannot be read. They wait as dead
        letters, two weeks at the most. Find the cause in the log of
        ${local.function_names.ingest_players}, then run make redrive.
      EOT
    }
    api-errors = {
      metric     = "AWS/Lambda Errors"
      statistic  = "Sum"
      dimensions = local.api_dimensions
      minutes    = 5
      threshold  = var.alarm_thresholds.api_errors
      meaning    = <<-EOT
        The function ends without an answer. Its log says why:
        ${local.function_names.leaderboard_api}.
      EOT
    }
    api-throttles = {
      metric     = "AWS/Lambda Throttles"
      statistic  = "Sum"
      dimensions = local.api_dimensions
      minutes    = 5
      threshold  = 1
      meaning    = <<-EOT
        Requests are turned away because too many are answered at a time. If it goes on, raise
        api_reserved_concurrency or the account's limit.
      EOT
    }
    gateway-requests = {
      metric     = "AWS/ApiGateway Count"
      statistic  = "Sum"
      dimensions = local.gateway_dimensions
      minutes    = 60
      threshold  = var.alarm_thresholds.api_requests
      meaning    = <<-EOT
        More is asked in an hour than meant, and each request is paid for. The access log says who
        asks. Lower api_rate_limit while it lasts.
      EOT
    }
    gateway-errors = {
      metric     = "AWS/ApiGateway 5xx"
      statistic  = "Sum"
      dimensions = local.gateway_dimensions
      minutes    = 5
      threshold  = var.alarm_thresholds.api_errors
      meaning    = <<-EOT
        Requests are answered with 5xx. The access log says which, the log of
        ${local.function_names.leaderboard_api} says why.
      EOT
    }
    gateway-latency = {
      metric     = "AWS/ApiGateway Latency"
      statistic  = "p95"
      dimensions = local.gateway_dimensions
      minutes    = 15
      threshold  = coalesce(var.alarm_thresholds.api_latency_ms, local.usual_latency_ms)
      meaning    = <<-EOT
        Answers are slow. The dashboard shows whether the function is short of memory, or Athena
        late.
      EOT
    }
  })
}

resource "aws_cloudwatch_metric_alarm" "operator" {
  for_each = local.alarms

  alarm_name        = "${var.name}-${each.key}"
  alarm_description = "${replace(trimspace(each.value.meaning), "\n", " ")} See docs/operating.md."

  namespace          = split(" ", each.value.metric)[0]
  metric_name        = split(" ", each.value.metric)[1]
  statistic          = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic = startswith(each.value.statistic, "p") ? each.value.statistic : null
  dimensions         = each.value.dimensions
  period             = 60 * each.value.minutes

  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = each.value.threshold
  evaluation_periods  = 1
  # Where nobody uploads or asks, nothing is wrong.
  treat_missing_data = "notBreaching"

  alarm_actions = [aws_sns_topic.alarms.arn]
  ok_actions    = [aws_sns_topic.alarms.arn]
}
