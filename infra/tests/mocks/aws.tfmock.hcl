# An account that is not there: what AWS would say of what was made in it, where something else is
# made of that again.

mock_data "aws_caller_identity" {
  defaults = {
    account_id = "111122223333"
  }
}

mock_data "aws_partition" {
  defaults = {
    partition = "aws"
  }
}

mock_data "aws_region" {
  defaults = {
    name = "eu-central-1"
  }
}

mock_resource "aws_s3_bucket" {
  defaults = {
    arn = "arn:aws:s3:::lake"
  }
}

mock_resource "aws_lambda_function" {
  defaults = {
    arn        = "arn:aws:lambda:eu-central-1:111122223333:function:function"
    invoke_arn = "arn:aws:apigateway:eu-central-1:lambda:path/functions/function/invocations"
  }
}

mock_resource "aws_iam_role" {
  defaults = {
    arn = "arn:aws:iam::111122223333:role/role"
  }
}

mock_resource "aws_cloudwatch_log_group" {
  defaults = {
    arn = "arn:aws:logs:eu-central-1:111122223333:log-group:group"
  }
}

mock_resource "aws_sqs_queue" {
  defaults = {
    arn = "arn:aws:sqs:eu-central-1:111122223333:queue"
  }
}

mock_resource "aws_sns_topic" {
  defaults = {
    arn = "arn:aws:sns:eu-central-1:111122223333:topic"
  }
}

mock_resource "aws_apigatewayv2_api" {
  defaults = {
    id            = "api"
    execution_arn = "arn:aws:execute-api:eu-central-1:111122223333:api"
  }
}

mock_resource "aws_apigatewayv2_stage" {
  defaults = {
    invoke_url = "https://api.execute-api.eu-central-1.amazonaws.com/"
  }
}

mock_resource "aws_glue_catalog_database" {
  defaults = {
    arn = "arn:aws:glue:eu-central-1:111122223333:database/database"
  }
}

mock_resource "aws_glue_catalog_table" {
  defaults = {
    arn = "arn:aws:glue:eu-central-1:111122223333:table/database/table"
  }
}

mock_resource "aws_athena_workgroup" {
  defaults = {
    arn = "arn:aws:athena:eu-central-1:111122223333:workgroup/workgroup"
  }
}

mock_resource "aws_ecr_repository" {
  defaults = {
    repository_url = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/repository"
  }
}
