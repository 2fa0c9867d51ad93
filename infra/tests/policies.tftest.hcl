# The rights, statement by statement: an extra action or resource is as wrong as a missing one.

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

override_resource {
  target = aws_sqs_queue.failures
  values = { arn = "arn:aws:sqs:eu-central-1:111122223333:standings-failures" }
}

override_resource {
  target = aws_cloudwatch_log_group.function["ingest_players"]
  values = { arn = "arn:aws:logs:eu-central-1:111122223333:log-group:ingest" }
}

override_resource {
  target = aws_cloudwatch_log_group.function["leaderboard_api"]
  values = { arn = "arn:aws:logs:eu-central-1:111122223333:log-group:answer" }
}

run "the_functions_are_lambdas_alone" {
  assert {
    condition = alltrue([
      for role in [aws_iam_role.ingest_players, aws_iam_role.leaderboard_api] :
      jsondecode(role.assume_role_policy).Statement == jsondecode(jsonencode([{
        Effect    = "Allow"
        Principal = { Service = "lambda.amazonaws.com" }
        Action    = "sts:AssumeRole"
      }]))
    ])
    error_message = "Principals other than Lambda could assume the role."
  }
}

run "ingest_players" {
  assert {
    condition = (
      jsondecode(aws_iam_role_policy.ingest_players.policy).Statement == jsondecode(jsonencode([
        {
          Sid    = "ReadLake"
          Effect = "Allow"
          Action = "s3:GetObject"
          Resource = [
            "arn:aws:s3:::lake/curated/source=rok_players/*",
            "arn:aws:s3:::lake/raw/source=rok_players/*",
            "arn:aws:s3:::lake/rejected/source=rok_players/*",
            "arn:aws:s3:::lake/reports/source=rok_players/*",
          ]
        },
        {
          Sid      = "ReadUpload"
          Effect   = "Allow"
          Action   = ["s3:GetObject", "s3:GetObjectVersion"]
          Resource = "arn:aws:s3:::lake/inbox/source=rok_players/*"
        },
        {
          Sid    = "WriteLake"
          Effect = "Allow"
          Action = "s3:PutObject"
          Resource = [
            "arn:aws:s3:::lake/curated/source=rok_players/*",
            "arn:aws:s3:::lake/raw/source=rok_players/*",
            "arn:aws:s3:::lake/rejected/source=rok_players/*",
            "arn:aws:s3:::lake/reports/source=rok_players/*",
          ]
        },
        {
          Sid    = "TakePartsBack"
          Effect = "Allow"
          Action = "s3:AbortMultipartUpload"
          Resource = [
            "arn:aws:s3:::lake/curated/source=rok_players/*",
            "arn:aws:s3:::lake/raw/source=rok_players/*",
            "arn:aws:s3:::lake/rejected/source=rok_players/*",
          ]
        },
        {
          Sid      = "ListLake"
          Effect   = "Allow"
          Action   = "s3:ListBucket"
          Resource = "arn:aws:s3:::lake"
        },
        {
          Sid      = "Log"
          Effect   = "Allow"
          Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
          Resource = "arn:aws:logs:eu-central-1:111122223333:log-group:ingest:*"
        },
        {
          Sid    = "RepeatFailures"
          Effect = "Allow"
          Action = [
            "sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes",
          ]
          Resource = "arn:aws:sqs:eu-central-1:111122223333:standings-failures"
        },
      ]))
    )
    error_message = "Found ${aws_iam_role_policy.ingest_players.policy}."
  }
}

run "leaderboard_api_with_parquet" {
  variables {
    query_engine = "parquet"
  }

  assert {
    condition = (
      jsondecode(aws_iam_role_policy.leaderboard_api.policy).Statement == jsondecode(jsonencode([
        {
          Sid    = "ReadSnapshotsAndReports"
          Effect = "Allow"
          Action = ["s3:GetObject"]
          Resource = [
            "arn:aws:s3:::lake/curated/source=rok_players/*",
            "arn:aws:s3:::lake/reports/source=rok_players/*",
          ]
        },
        {
          Sid      = "ListLake"
          Effect   = "Allow"
          Action   = ["s3:ListBucket"]
          Resource = ["arn:aws:s3:::lake"]
        },
        {
          Sid      = "Log"
          Effect   = "Allow"
          Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
          Resource = ["arn:aws:logs:eu-central-1:111122223333:log-group:answer:*"]
        },
      ]))
    )
    error_message = "Found ${aws_iam_role_policy.leaderboard_api.policy}."
  }
}

run "leaderboard_api" {
  assert {
    condition = (
      slice(
        jsondecode(aws_iam_role_policy.leaderboard_api.policy).Statement, 3,
        length(jsondecode(aws_iam_role_policy.leaderboard_api.policy).Statement),
      ) ==
      jsondecode(jsonencode([
        {
          Sid    = "AskAthena"
          Effect = "Allow"
          Action = [
            "athena:StartQueryExecution", "athena:GetQueryExecution", "athena:GetQueryResults",
            "athena:StopQueryExecution",
          ]
          Resource = ["arn:aws:athena:eu-central-1:111122223333:workgroup/workgroup"]
        },
        {
          Sid      = "FindCatalog"
          Effect   = "Allow"
          Action   = ["athena:GetDataCatalog"]
          Resource = ["arn:aws:athena:eu-central-1:111122223333:datacatalog/AwsDataCatalog"]
        },
        {
          Sid    = "FindTable"
          Effect = "Allow"
          Action = ["glue:GetDatabase", "glue:GetTable"]
          Resource = [
            "arn:aws:glue:eu-central-1:111122223333:catalog",
            "arn:aws:glue:eu-central-1:111122223333:database/database",
          ]
        },
        {
          Sid      = "ReadTable"
          Effect   = "Allow"
          Action   = ["glue:GetTable"]
          Resource = ["arn:aws:glue:eu-central-1:111122223333:table/database/table"]
        },
        {
          Sid      = "FindResultsBucket"
          Effect   = "Allow"
          Action   = ["s3:GetBucketLocation", "s3:ListBucketMultipartUploads"]
          Resource = ["arn:aws:s3:::lake"]
        },
        {
          Sid    = "KeepResults"
          Effect = "Allow"
          Action = [
            "s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload",
            "s3:ListMultipartUploadParts",
          ]
          Resource = ["arn:aws:s3:::lake/query-results/*"]
        },
      ]))
    )
    error_message = "Found ${aws_iam_role_policy.leaderboard_api.policy}."
  }
}

run "uploader" {
  assert {
    condition = (
      jsondecode(aws_iam_policy.uploader.policy).Statement == jsondecode(jsonencode([
        {
          Sid      = "Upload"
          Effect   = "Allow"
          Action   = ["s3:PutObject", "s3:AbortMultipartUpload"]
          Resource = "arn:aws:s3:::lake/inbox/source=rok_players/*"
        },
      ]))
    )
    error_message = "Found ${aws_iam_policy.uploader.policy}."
  }

  assert {
    condition     = length(aws_iam_policy.kingdom_uploader) == 0
    error_message = "There is a kingdom policy without uploader_kingdoms."
  }
}

run "uploaders_of_kingdoms" {
  variables {
    uploader_kingdoms = [51, 7]
  }

  assert {
    condition = {
      for kingdom, policy in aws_iam_policy.kingdom_uploader :
      "${kingdom} ${policy.name}" => jsondecode(policy.policy).Statement
      } == {
      for kingdom in ["51", "7"] :
      "${kingdom} standings-uploader-kingdom-${kingdom}" => jsondecode(jsonencode([
        {
          Sid      = "Upload"
          Effect   = "Allow"
          Action   = ["s3:PutObject", "s3:AbortMultipartUpload"]
          Resource = "arn:aws:s3:::lake/inbox/source=rok_players/kingdom=${kingdom}/*"
        },
      ]))
    }
    error_message = "An officer of one kingdom could upload for another."
  }
}

run "lake" {
  assert {
    condition = (
      jsondecode(aws_s3_bucket_policy.lake.policy).Statement == jsondecode(jsonencode([
        {
          Sid       = "DenyWithoutTLS"
          Effect    = "Deny"
          Principal = "*"
          Action    = "s3:*"
          Resource  = ["arn:aws:s3:::lake", "arn:aws:s3:::lake/*"]
          Condition = { Bool = { "aws:SecureTransport" = "false" } }
        },
        {
          Sid       = "DenyReplacingRaw"
          Effect    = "Deny"
          Principal = "*"
          Action    = "s3:PutObject"
          Resource  = "arn:aws:s3:::lake/raw/*"
          Condition = {
            Null = { "s3:if-none-match" = "true" }
            Bool = { "s3:ObjectCreationOperation" = "true" }
          }
        },
        {
          Sid       = "DenyDeletingRaw"
          Effect    = "Deny"
          Principal = "*"
          Action    = ["s3:DeleteObject", "s3:DeleteObjectVersion"]
          Resource  = "arn:aws:s3:::lake/raw/*"
        },
      ]))
    )
    error_message = "Found ${aws_s3_bucket_policy.lake.policy}."
  }
}

run "alarms" {
  assert {
    condition = (
      jsondecode(aws_sns_topic_policy.alarms.policy).Statement == jsondecode(jsonencode([
        {
          Sid       = "AllowAlarms"
          Effect    = "Allow"
          Principal = { Service = "cloudwatch.amazonaws.com" }
          Action    = "sns:Publish"
          Resource  = "arn:aws:sns:eu-central-1:111122223333:topic"
          Condition = { StringEquals = { "aws:SourceAccount" = "111122223333" } }
        },
      ]))
    )
    error_message = "Found ${aws_sns_topic_policy.alarms.policy}."
  }
}

run "images" {
  assert {
    condition = (
      jsondecode(
        aws_ecr_repository_policy.function["ingest_players"].policy
      ).Statement ==
      jsondecode(jsonencode([
        {
          Sid       = "LambdaECRImageRetrievalPolicy"
          Effect    = "Allow"
          Principal = { Service = "lambda.amazonaws.com" }
          Action    = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
          Condition = {
            StringLike = {
              "aws:SourceArn" = [
                "arn:aws:lambda:eu-central-1:111122223333:function:standings-ingest-players",
                "arn:aws:lambda:eu-central-1:111122223333:function:standings-ingest-players:*",
              ]
            }
          }
        },
      ]))
    )
    error_message = "Principals other than the function could pull its image."
  }
}

run "queues" {
  assert {
    condition = alltrue([
      for queue in aws_sqs_queue_policy.tls_only :
      one(jsondecode(queue.policy).Statement) == jsondecode(jsonencode({
        Sid       = "DenyWithoutTLS"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = one(jsondecode(queue.policy).Statement).Resource
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }))
    ]) && length(aws_sqs_queue_policy.tls_only) == 2
    error_message = "A queue could be used without TLS."
  }
}
