# Names and addresses for operators and for the commands in scripts/.

output "api_url" {
  description = "Address of the API and the page, without a trailing slash."
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
  description = "Where uploads go, followed by kingdom=K/dt=YYYY-MM-DD/."
  value       = "s3://${aws_s3_bucket.lake.bucket}/${local.inbox_prefix}"
}

output "repositories" {
  description = "URL of each function's image repository."
  value       = { for key, found in aws_ecr_repository.function : key => found.repository_url }
}

output "functions" {
  description = "Name, ARN, role, log group and environment of each function."
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
  description = "Athena's database, table and workgroup."
  value = {
    database  = aws_glue_catalog_database.lake.name
    table     = aws_glue_catalog_table.players.name
    workgroup = aws_athena_workgroup.boards.name
  }
}

output "failure_queue_url" {
  description = "Queue of events that failed and are retried."
  value       = aws_sqs_queue.failures.url
}

output "dead_letter_queue_url" {
  description = "Queue of events that failed for good; `make redrive` retries them."
  value       = aws_sqs_queue.dead_letters.url
}

output "alarm_topic_arn" {
  description = "Topic of the alarms."
  value       = aws_sns_topic.alarms.arn
}

output "dashboard_url" {
  description = "The dashboard in the AWS console."
  value       = "${local.cloudwatch}#dashboards/dashboard/${local.dashboard}"
}

output "uploader_policy_arn" {
  description = "Policy for officers who upload for every kingdom."
  value       = aws_iam_policy.uploader.arn
}

output "kingdom_uploader_policy_arns" {
  description = "Policies for officers of one kingdom, by kingdom."
  value       = { for kingdom, policy in aws_iam_policy.kingdom_uploader : kingdom => policy.arn }
}

output "region" {
  description = "Region of everything."
  value       = local.region
}

output "architecture" {
  description = "Processor of the images."
  value       = var.architecture
}
