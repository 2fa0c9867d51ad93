# What an operator, and the commands in scripts/, want to know of what was deployed.

output "api_url" {
  description = "Address of the API and of its page, without a slash at the end."
  value = (
    var.custom_domain == null
    ? trimsuffix(aws_apigatewayv2_stage.default.invoke_url, "/")
    : "https://${var.custom_domain.name}"
  )
}

output "lake_bucket" {
  description = "Name of the lake's bucket."
  value       = aws_s3_bucket.lake.bucket
}

output "lake_uri" {
  description = "The lake, as `standings --lake` takes it."
  value       = "s3://${aws_s3_bucket.lake.bucket}"
}

output "inbox_uri" {
  description = "Where uploads go, below it kingdom=K/dt=YYYY-MM-DD/."
  value       = "s3://${aws_s3_bucket.lake.bucket}/${local.inbox_prefix}"
}

output "repositories" {
  description = "URL of each function's repository of images."
  value       = { for key, found in aws_ecr_repository.function : key => found.repository_url }
}

output "functions" {
  description = "The functions: their names, roles, log groups and environments."
  value = {
    ingest_players = {
      name        = aws_lambda_function.ingest_players.function_name
      arn         = aws_lambda_function.ingest_players.arn
      role_arn    = aws_iam_role.ingest_players.arn
      log_group   = aws_cloudwatch_log_group.function["ingest_players"].name
      environment = local.ingest_environment
    }
    leaderboard_api = {
      name        = aws_lambda_function.leaderboard_api.function_name
      arn         = aws_lambda_function.leaderboard_api.arn
      role_arn    = aws_iam_role.leaderboard_api.arn
      log_group   = aws_cloudwatch_log_group.function["leaderboard_api"].name
      environment = local.api_environment
    }
  }
}

output "athena" {
  description = "Where Athena finds the curated files, and where to ask it."
  value = {
    database  = aws_glue_catalog_database.lake.name
    table     = aws_glue_catalog_table.players.name
    workgroup = aws_athena_workgroup.boards.name
  }
}

output "failure_queue_url" {
  description = "Queue of events that failed and are tried again."
  value       = aws_sqs_queue.failures.url
}

output "dead_letter_queue_url" {
  description = "Queue of events that failed for good; `make redrive` sends them back."
  value       = aws_sqs_queue.dead_letters.url
}

output "alarm_topic_arn" {
  description = "Topic that alarms are published to."
  value       = aws_sns_topic.alarms.arn
}

output "dashboard_url" {
  description = "The dashboard in AWS's console."
  value       = "${local.cloudwatch}#dashboards/dashboard/${local.dashboard}"
}

output "uploader_policy_arn" {
  description = "Policy to attach to users and roles of officers who may upload for every kingdom."
  value       = aws_iam_policy.uploader.arn
}

output "kingdom_uploader_policy_arns" {
  description = "Policy to attach to users and roles of officers of one kingdom, by the kingdom."
  value       = { for kingdom, policy in aws_iam_policy.kingdom_uploader : kingdom => policy.arn }
}

output "region" {
  description = "Region that everything is in."
  value       = local.region
}

output "architecture" {
  description = "Processor that the images are built for."
  value       = var.architecture
}
