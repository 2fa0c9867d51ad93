# Every alarm watches its metric with its threshold, and reaches the topic.

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

run "what_is_watched" {
  variables {
    alarm_thresholds = {
      ingest_errors       = 7
      failure_age_seconds = 1800
      api_errors          = 9
      api_latency_ms      = 1500
      api_requests        = 70000
      athena_bytes        = 1000000
      athena_queries      = 300
    }
  }

  assert {
    condition = tomap({
      for key, alarm in aws_cloudwatch_metric_alarm.operator : key => join(" ", [
        alarm.namespace, alarm.metric_name,
        try(coalesce(alarm.statistic), alarm.extended_statistic),
        ">=", alarm.threshold, "in", alarm.period,
      ])
      }) == tomap({
      ingest-errors    = "AWS/Lambda Errors Sum >= 7 in 900"
      ingest-throttles = "AWS/Lambda Throttles Sum >= 1 in 300"
      uploads-refused  = "Standings UploadsRefused Sum >= 1 in 300"
      failures-waiting = "AWS/SQS ApproximateAgeOfOldestMessage Maximum >= 1800 in 300"
      dead-letters     = "AWS/SQS ApproximateNumberOfMessagesVisible Maximum >= 1 in 300"
      api-errors       = "AWS/Lambda Errors Sum >= 9 in 300"
      api-throttles    = "AWS/Lambda Throttles Sum >= 1 in 300"
      gateway-errors   = "AWS/ApiGateway 5xx Sum >= 9 in 300"
      gateway-requests = "AWS/ApiGateway Count Sum >= 70000 in 3600"
      gateway-latency  = "AWS/ApiGateway Latency p95 >= 1500 in 900"
      athena-bytes     = "AWS/Athena ProcessedBytes Sum >= 1000000 in 86400"
      athena-queries   = "Standings AthenaQueries Sum >= 300 in 86400"
    })
    error_message = "Other metrics are watched."
  }

  assert {
    condition = tomap({
      for key, alarm in aws_cloudwatch_metric_alarm.operator :
      key => join(" ", values(alarm.dimensions))
      }) == tomap({
      ingest-errors    = "standings-ingest-players"
      ingest-throttles = "standings-ingest-players"
      uploads-refused  = "standings-ingest-players"
      failures-waiting = "standings-failures"
      dead-letters     = "standings-dead-letters"
      api-errors       = "standings-leaderboard-api"
      api-throttles    = "standings-leaderboard-api"
      gateway-errors   = "api $default"
      gateway-requests = "api $default"
      gateway-latency  = "api $default"
      athena-bytes     = "SUCCEEDED DML standings"
      athena-queries   = "standings-leaderboard-api"
    })
    error_message = "An alarm has other dimensions."
  }

  assert {
    condition = alltrue([
      for key, alarm in aws_cloudwatch_metric_alarm.operator :
      alarm.alarm_name == "standings-${key}" &&
      alarm.comparison_operator == "GreaterThanOrEqualToThreshold" &&
      alarm.treat_missing_data == "notBreaching" &&
      alarm.alarm_actions == toset([aws_sns_topic.alarms.arn]) &&
      alarm.ok_actions == toset([aws_sns_topic.alarms.arn]) &&
      length(alarm.alarm_description) <= 1024 &&
      endswith(alarm.alarm_description, "See docs/operating.md.")
    ])
    error_message = "An alarm lacks its action or its description."
  }

  assert {
    condition = (
      length(aws_sns_topic_subscription.alarms) == 0 && length(aws_budgets_budget.monthly) == 0
    )
    error_message = "There is a subscription without an address."
  }
}

run "who_is_told" {
  variables {
    alarm_email        = "operator@example.org"
    monthly_budget_usd = 12.5
  }

  assert {
    condition = [
      for subscription in aws_sns_topic_subscription.alarms :
      [subscription.topic_arn, subscription.protocol, subscription.endpoint]
    ] == [[aws_sns_topic.alarms.arn, "email", "operator@example.org"]]
    error_message = "Alarms do not reach the address."
  }

  assert {
    condition = (
      aws_budgets_budget.monthly[0].limit_amount == "12.5" &&
      aws_budgets_budget.monthly[0].time_unit == "MONTHLY"
    )
    error_message = "The budget differs."
  }

  assert {
    condition = toset([
      for notice in aws_budgets_budget.monthly[0].notification : join(" ", concat(
        [notice.notification_type, tostring(notice.threshold)],
        tolist(notice.subscriber_email_addresses),
      ))
    ]) == toset(["ACTUAL 80 operator@example.org", "FORECASTED 100 operator@example.org"])
    error_message = "The budget's notifications differ."
  }
}

run "athena_may_take_longer" {
  assert {
    condition     = aws_cloudwatch_metric_alarm.operator["gateway-latency"].threshold == 10000
    error_message = "Athena's usual latency would raise an alarm."
  }
}

run "files_are_read_fast_and_for_nothing" {
  variables {
    query_engine = "parquet"
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.operator["gateway-latency"].threshold == 3000 &&
      length(aws_cloudwatch_metric_alarm.operator) == 10
    )
    error_message = "An alarm of Athena exists, or the latency threshold is too high."
  }
}

run "the_dashboard" {
  assert {
    condition = toset(flatten([
      for widget in jsondecode(aws_cloudwatch_dashboard.overview.dashboard_body).widgets :
      [for line in widget.properties.metrics : "${line[0]} ${line[1]}"] if widget.type == "metric"
      ])) == toset([
      "Standings UploadsAccepted", "Standings UploadsRefused", "Standings UploadsUnfinished",
      "Standings RowsAccepted", "Standings RowsRefused", "Standings ReadingDuration",
      "Standings IngestingDuration", "Standings Duration", "Standings ColdStart",
      "AWS/ApiGateway Count", "AWS/ApiGateway 4xx", "AWS/ApiGateway 5xx",
      "AWS/ApiGateway Latency", "AWS/Lambda Duration", "AWS/Lambda Errors",
      "AWS/Lambda Throttles", "AWS/SQS ApproximateNumberOfMessagesVisible",
      "AWS/Athena ProcessedBytes", "Standings AthenaQueries", "Standings AthenaQueriesRefused",
    ])
    error_message = "The dashboard shows other graphs."
  }

  # A grid of 24 columns.
  assert {
    condition = length(distinct(flatten([
      for widget in jsondecode(aws_cloudwatch_dashboard.overview.dashboard_body).widgets : [
        for place in setproduct(range(widget.width), range(widget.height)) :
        "${widget.x + place[0]} ${widget.y + place[1]}"
      ]
      ]))) == sum([
      for widget in jsondecode(aws_cloudwatch_dashboard.overview.dashboard_body).widgets :
      widget.width * widget.height
    ])
    error_message = "Two widgets overlap."
  }

  assert {
    condition = alltrue([
      for widget in jsondecode(aws_cloudwatch_dashboard.overview.dashboard_body).widgets :
      startswith(widget.properties.query, join(" | ", [
        "SOURCE '/aws/lambda/standings-ingest-players'",
        "SOURCE '/aws/lambda/standings-leaderboard-api'", "",
      ])) if widget.type == "log"
    ])
    error_message = "The dashboard queries other logs."
  }
}
