# The rights of leaderboard-api: read curated files and reports, and use Athena if it is the query
# engine. It cannot read uploads, which may contain more than boards and reports show. Athena reads
# the table, the files and its results with the caller's rights.

locals {
  api_statements = [
    {
      Sid    = "ReadSnapshotsAndReports"
      Effect = "Allow"
      Action = ["s3:GetObject"]
      Resource = [
        for prefix in [local.curated_prefix, local.reports_prefix] :
        "${aws_s3_bucket.lake.arn}/${prefix}*"
      ]
    },
    # Without this right on the whole bucket, S3 answers "forbidden" for missing objects.
    {
      Sid      = "ListLake"
      Effect   = "Allow"
      Action   = ["s3:ListBucket"]
      Resource = [aws_s3_bucket.lake.arn]
    },
    {
      Sid      = "Log"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = ["${aws_cloudwatch_log_group.function["leaderboard_api"].arn}:*"]
    },
  ]

  athena_arn = "arn:${local.partition}:athena:${local.region}:${local.account}"
  glue_arn   = "arn:${local.partition}:glue:${local.region}:${local.account}"

  athena_statements = [
    {
      Sid    = "AskAthena"
      Effect = "Allow"
      Action = [
        "athena:StartQueryExecution", "athena:GetQueryExecution", "athena:GetQueryResults",
        "athena:StopQueryExecution",
      ]
      Resource = [aws_athena_workgroup.boards.arn]
    },
    {
      Sid      = "FindCatalog"
      Effect   = "Allow"
      Action   = ["athena:GetDataCatalog"]
      Resource = ["${local.athena_arn}:datacatalog/AwsDataCatalog"]
    },
    # Partitions are projected, not stored: Athena reads only the table from the catalog.
    {
      Sid      = "FindTable"
      Effect   = "Allow"
      Action   = ["glue:GetDatabase", "glue:GetTable"]
      Resource = ["${local.glue_arn}:catalog", aws_glue_catalog_database.lake.arn]
    },
    {
      Sid      = "ReadTable"
      Effect   = "Allow"
      Action   = ["glue:GetTable"]
      Resource = [aws_glue_catalog_table.players.arn]
    },
    {
      Sid      = "FindResultsBucket"
      Effect   = "Allow"
      Action   = ["s3:GetBucketLocation", "s3:ListBucketMultipartUploads"]
      Resource = [aws_s3_bucket.lake.arn]
    },
    {
      Sid    = "KeepResults"
      Effect = "Allow"
      Action = [
        "s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts",
      ]
      Resource = ["${aws_s3_bucket.lake.arn}/${local.query_result_prefix}*"]
    },
  ]
}

resource "aws_iam_role" "leaderboard_api" {
  name               = "${var.name}-leaderboard-api"
  description        = "Rights of the function ${local.function_names.leaderboard_api}."
  assume_role_policy = local.lambda_trust
}

resource "aws_iam_role_policy" "leaderboard_api" {
  name = "function"
  role = aws_iam_role.leaderboard_api.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      local.api_statements,
      var.query_engine == "athena" ? local.athena_statements : [],
    )
  })
}
