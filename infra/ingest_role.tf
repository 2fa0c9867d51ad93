# The rights of ingest-players: read the lake, write everything except the inbox, and use its
# failure queue. It cannot delete anything.

locals {
  written_folders = {
    for folder in local.lake_folders :
    folder => "${aws_s3_bucket.lake.arn}/${folder}/${local.source_folder}/*" if folder != "inbox"
  }
}

resource "aws_iam_role" "ingest_players" {
  name               = "${var.name}-ingest-players"
  description        = "Rights of the function ${local.function_names.ingest_players}."
  assume_role_policy = local.lambda_trust
}

resource "aws_iam_role_policy" "ingest_players" {
  name = "function"
  role = aws_iam_role.ingest_players.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # A repeated event, or another upload of the same date, finds objects that exist already.
      {
        Sid      = "ReadLake"
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = values(local.written_folders)
      },
      # The event names the version of an upload, and only this version is read. S3 takes 15 minutes
      # to version a new bucket everywhere; earlier events name no version.
      {
        Sid      = "ReadUpload"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion"]
        Resource = "${aws_s3_bucket.lake.arn}/${local.inbox_prefix}*"
      },
      {
        Sid      = "WriteLake"
        Effect   = "Allow"
        Action   = "s3:PutObject"
        Resource = values(local.written_folders)
      },
      # Reports are too short for multipart uploads.
      {
        Sid      = "TakePartsBack"
        Effect   = "Allow"
        Action   = "s3:AbortMultipartUpload"
        Resource = [for name, folder in local.written_folders : folder if name != "reports"]
      },
      # Without this right on the whole bucket, S3 answers "forbidden" for missing objects.
      {
        Sid      = "ListLake"
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = aws_s3_bucket.lake.arn
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.function["ingest_players"].arn}:*"
      },
      # Lambda uses these rights to send failed events to the queue and to receive them again.
      {
        Sid    = "RepeatFailures"
        Effect = "Allow"
        Action = [
          "sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes",
        ]
        Resource = aws_sqs_queue.failures.arn
      },
    ]
  })
}
