# One page that tells how an environment is: uploads above, answers below, then what lies between.

locals {
  dashboard = var.name

  # The console's address; other partitions have consoles of their own.
  console_domains = {
    aws        = "console.aws.amazon.com"
    aws-cn     = "console.amazonaws.cn"
    aws-us-gov = "console.amazonaws-us-gov.com"
  }
  console    = "https://${local.region}.${local.console_domains[local.partition]}"
  cloudwatch = "${local.console}/cloudwatch/home?region=${local.region}"

  ingest_dimension = ["FunctionName", local.function_names.ingest_players]
  api_dimension    = ["FunctionName", local.function_names.leaderboard_api]
  stage_dimensions = ["ApiId", aws_apigatewayv2_api.boards.id, "Stage", local.stage]
  athena_dimensions = [
    "QueryState", "SUCCEEDED", "QueryType", "DML", "WorkGroup", aws_athena_workgroup.boards.name,
  ]

  # Title, statistic of what does not name its own, and lines: metrics with their dimensions.
  graphs = [
    {
      title     = "Uploads"
      statistic = "Sum"
      lines = [
        concat(["Standings", "UploadsAccepted"], local.ingest_dimension),
        concat(["Standings", "UploadsRefused"], local.ingest_dimension),
        concat(["Standings", "UploadsUnfinished"], local.ingest_dimension),
      ]
    },
    {
      title     = "Rows of uploads"
      statistic = "Sum"
      lines = [
        concat(["Standings", "RowsAccepted"], local.ingest_dimension),
        concat(["Standings", "RowsRefused"], local.ingest_dimension),
      ]
    },
    {
      title     = "Time an upload takes, in microseconds"
      statistic = "p95"
      lines = [
        concat(["Standings", "ReadingDuration"], local.ingest_dimension),
        concat(["Standings", "IngestingDuration"], local.ingest_dimension),
        concat(["Standings", "Duration"], local.ingest_dimension),
      ]
    },
    {
      title     = "Requests"
      statistic = "Sum"
      lines = [
        concat(["AWS/ApiGateway", "Count"], local.stage_dimensions),
        concat(["AWS/ApiGateway", "4xx"], local.stage_dimensions),
        concat(["AWS/ApiGateway", "5xx"], local.stage_dimensions),
      ]
    },
    {
      title     = "Time a request takes, in milliseconds"
      statistic = "p50"
      lines = [
        for statistic in ["p50", "p95", "p99"] :
        concat(
          ["AWS/ApiGateway", "Latency"], local.stage_dimensions,
          [{ stat = statistic, label = statistic }],
        )
      ]
    },
    {
      title     = "Cold starts"
      statistic = "Sum"
      lines = [
        concat(["Standings", "ColdStart"], local.ingest_dimension),
        concat(["Standings", "ColdStart"], local.api_dimension),
      ]
    },
    {
      title     = "Time of the functions, in milliseconds"
      statistic = "p95"
      lines = [
        concat(["AWS/Lambda", "Duration"], local.ingest_dimension),
        concat(["AWS/Lambda", "Duration"], local.api_dimension),
      ]
    },
    {
      title     = "Errors and throttles of the functions"
      statistic = "Sum"
      lines = [
        concat(["AWS/Lambda", "Errors"], local.ingest_dimension),
        concat(["AWS/Lambda", "Throttles"], local.ingest_dimension),
        concat(["AWS/Lambda", "Errors"], local.api_dimension),
        concat(["AWS/Lambda", "Throttles"], local.api_dimension),
      ]
    },
    {
      title     = "Events that failed"
      statistic = "Maximum"
      lines = [
        for queue in [aws_sqs_queue.failures.name, aws_sqs_queue.dead_letters.name] :
        ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue]
      ]
    },
    {
      title     = "Bytes that Athena read"
      statistic = "Sum"
      lines     = [concat(["AWS/Athena", "ProcessedBytes"], local.athena_dimensions)]
    },
  ]

  # Slashes in the name of a group are encoded twice in the console's addresses.
  logs = {
    for key, group in aws_cloudwatch_log_group.function :
    key => "${local.cloudwatch}#logsV2:log-groups/log-group/${replace(group.name, "/", "$252F")}"
  }
}

resource "aws_cloudwatch_dashboard" "overview" {
  dashboard_name = local.dashboard

  dashboard_body = jsonencode({
    widgets = concat(
      [{
        type   = "text"
        x      = 0
        y      = 0
        width  = 24
        height = 2
        properties = {
          markdown = join(" · ", [
            "**Standings, ${var.name}**",
            "[boards](${trimsuffix(aws_apigatewayv2_stage.default.invoke_url, "/")})",
            "[log of ingest-players](${local.logs.ingest_players})",
            "[log of leaderboard-api](${local.logs.leaderboard_api})",
            "[lake](${local.console}/s3/buckets/${aws_s3_bucket.lake.bucket})",
          ])
        }
      }],
      [
        for index, graph in local.graphs : {
          type   = "metric"
          x      = 8 * (index % 3)
          y      = 2 + 6 * floor(index / 3)
          width  = 8
          height = 6
          properties = {
            title   = graph.title
            region  = local.region
            stat    = graph.statistic
            period  = 300
            metrics = graph.lines
          }
        }
      ],
    )
  })
}
