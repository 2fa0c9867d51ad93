# The graphs of the dashboard, in their order on the page: uploads, answers, then the parts between
# them.

locals {
  ingest_dimension = ["FunctionName", local.function_names.ingest_players]
  api_dimension    = ["FunctionName", local.function_names.leaderboard_api]
  stage_dimensions = ["ApiId", aws_apigatewayv2_api.boards.id, "Stage", local.stage]
  athena_dimensions = {
    QueryState = "SUCCEEDED"
    QueryType  = "DML"
    WorkGroup  = aws_athena_workgroup.boards.name
  }

  # Title, default statistic, and lines: metrics with their dimensions.
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
      lines = [concat(["AWS/Athena", "ProcessedBytes"], flatten([
        for name, value in local.athena_dimensions : [name, value]
      ]))]
    },
    {
      title     = "Queries of Athena"
      statistic = "Sum"
      lines = [
        for metric in ["AthenaQueries", "AthenaQueriesRefused"] :
        ["Standings", metric, "FunctionName", local.function_names.leaderboard_api]
      ]
    },
  ]
}
