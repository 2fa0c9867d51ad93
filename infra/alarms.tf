# The alarms. Each description says in a line what to do; docs/operating.md describes it at length.

locals {
  ingest_dimensions  = { FunctionName = local.function_names.ingest_players }
  api_dimensions     = { FunctionName = local.function_names.leaderboard_api }
  gateway_dimensions = { ApiId = aws_apigatewayv2_api.boards.id, Stage = local.stage }

  # The first query of a snapshot takes Athena seconds.
  usual_latency_ms = var.query_engine == "athena" ? 10000 : 3000

  athena_alarms = {
    athena-bytes = {
      metric     = "AWS/Athena ProcessedBytes"
      statistic  = "Sum"
      dimensions = local.athena_dimensions
      minutes    = 24 * 60
      threshold  = var.alarm_thresholds.athena_bytes
      meaning    = <<-EOT
        Athena read more in a day than intended, at 5 dollars a terabyte. The access log names the
        clients. Lower athena_queries_per_day or set query_engine to parquet.
      EOT
    }
    athena-queries = {
      metric     = "Standings AthenaQueries"
      statistic  = "Sum"
      dimensions = local.api_dimensions
      minutes    = 24 * 60
      threshold  = var.alarm_thresholds.athena_queries
      meaning    = <<-EOT
        More Athena queries started in a day than intended; each costs at least 0.00005 dollars.
        The access log names the clients. Lower athena_queries_per_day or set query_engine to
        parquet.
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
        Uploads could not be ingested and are retried. Lines with "unfinished" in the log of
        ${local.function_names.ingest_players} give the reason.
      EOT
    }
    ingest-throttles = {
      metric     = "AWS/Lambda Throttles"
      statistic  = "Sum"
      dimensions = local.ingest_dimensions
      minutes    = 5
      threshold  = 1
      meaning    = <<-EOT
        Uploads wait because too many are ingested at a time. If it continues, raise
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
        An upload was rejected. Its report in reports/ gives the reason. If its key names no kingdom
        and date, the log of ${local.function_names.ingest_players} does. The officer has to correct
        the file and upload it again.
      EOT
    }
    failures-waiting = {
      metric     = "AWS/SQS ApproximateAgeOfOldestMessage"
      statistic  = "Maximum"
      dimensions = { QueueName = aws_sqs_queue.failures.name }
      minutes    = 5
      threshold  = var.alarm_thresholds.failure_age_seconds
      meaning    = <<-EOT
        Failed uploads wait and are not retried. Check whether the function is throttled and its
        event source mapping is enabled.
      EOT
    }
    dead-letters = {
      metric     = "AWS/SQS ApproximateNumberOfMessagesVisible"
      statistic  = "Maximum"
      dimensions = { QueueName = aws_sqs_queue.dead_letters.name }
      minutes    = 5
      threshold  = 1
      meaning    = <<-EOT
        Uploads failed for over an hour, or their events cannot be read. They are kept as dead
        letters for two weeks. Fix the cause that the log of
        ${local.function_names.ingest_players} names, then run make redrive.
      EOT
    }
    api-errors = {
      metric     = "AWS/Lambda Errors"
      statistic  = "Sum"
      dimensions = local.api_dimensions
      minutes    = 5
      threshold  = var.alarm_thresholds.api_errors
      meaning    = <<-EOT
        The function ends without an answer. The log of ${local.function_names.leaderboard_api}
        gives the reason.
      EOT
    }
    api-throttles = {
      metric     = "AWS/Lambda Throttles"
      statistic  = "Sum"
      dimensions = local.api_dimensions
      minutes    = 5
      threshold  = 1
      meaning    = <<-EOT
        Requests are turned away because too many are answered at a time. If it continues, raise
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
        More requests came in an hour than intended, and each one costs money. The access log names
        the clients. Lower api_rate_limit meanwhile.
      EOT
    }
    gateway-errors = {
      metric     = "AWS/ApiGateway 5xx"
      statistic  = "Sum"
      dimensions = local.gateway_dimensions
      minutes    = 5
      threshold  = var.alarm_thresholds.api_errors
      meaning    = <<-EOT
        Requests are answered with 5xx. The access log says which ones, the log of
        ${local.function_names.leaderboard_api} gives the reasons.
      EOT
    }
    gateway-latency = {
      metric     = "AWS/ApiGateway Latency"
      statistic  = "p95"
      dimensions = local.gateway_dimensions
      minutes    = 15
      threshold  = coalesce(var.alarm_thresholds.api_latency_ms, local.usual_latency_ms)
      meaning    = <<-EOT
        Answers are slow. The dashboard shows whether the function lacks memory or Athena is slow.
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
  # Without uploads and requests nothing is wrong.
  treat_missing_data = "notBreaching"

  alarm_actions = [aws_sns_topic.alarms.arn]
  ok_actions    = [aws_sns_topic.alarms.arn]
}
