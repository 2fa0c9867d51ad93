# One page with the state of an environment: graphs, the latest warnings of the functions, and the
# memory they used, which only their logs contain.

locals {
  dashboard = var.name

  # The console of these partitions is not at the domain of their services.
  console_domains = {
    aws        = "aws.amazon.com"
    aws-cn     = "amazonaws.cn"
    aws-us-gov = "amazonaws-us-gov.com"
  }
  console_domain = lookup(
    local.console_domains, local.partition, data.aws_partition.current.dns_suffix,
  )
  console    = "https://${local.region}.console.${local.console_domain}"
  cloudwatch = "${local.console}/cloudwatch/home?region=${local.region}"

  # The console encodes slashes in the names of groups twice.
  logs = {
    for key, group in aws_cloudwatch_log_group.function :
    key => "${local.cloudwatch}#logsV2:log-groups/log-group/${replace(group.name, "/", "$252F")}"
  }

  links = join(" · ", [
    "**Standings, ${var.name}**",
    "[boards](${trimsuffix(aws_apigatewayv2_stage.default.invoke_url, "/")})",
    "[log of ingest-players](${local.logs.ingest_players})",
    "[log of leaderboard-api](${local.logs.leaderboard_api})",
    "[lake](${local.console}/s3/buckets/${aws_s3_bucket.lake.bucket})",
  ])

  log_sources = join(" | ", [
    for group in aws_cloudwatch_log_group.function : "SOURCE '${group.name}'"
  ])

  memory_query = (
    var.log_format == "JSON"
    ? "stats max(record.metrics.maxMemoryUsedMB) as megabytes by bin(15m), @log"
    : "stats max(@maxMemoryUsed / 1000000) as megabytes by bin(15m), @log"
  )

  questions = [
    {
      title = "Memory used by the functions, in MB"
      query = local.memory_query
      view  = "timeSeries"
      width = 8
    },
    {
      title = "Warnings and errors"
      query = join(" | ", [
        "filter level in ['WARN', 'ERROR', 'FATAL']", "fields @timestamp, level, message, key",
        "sort @timestamp desc", "limit 20",
      ])
      view  = "table"
      width = 16
    },
  ]

  graph_rows = ceil(length(local.graphs) / 3)
}

resource "aws_cloudwatch_dashboard" "overview" {
  dashboard_name = local.dashboard

  dashboard_body = jsonencode({
    widgets = concat(
      [{
        type       = "text"
        x          = 0
        y          = 0
        width      = 24
        height     = 2
        properties = { markdown = local.links }
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
      [
        for index, question in local.questions : {
          type   = "log"
          x      = 8 * index
          y      = 2 + 6 * local.graph_rows
          width  = question.width
          height = 6
          properties = {
            title  = question.title
            region = local.region
            view   = question.view
            query  = "${local.log_sources} | ${question.query}"
          }
        }
      ],
    )
  })
}
