# What ingest-players may do: read what came in and what it wrote, write everything but the inbox,
# and talk to its failure queue. It may delete nothing.

locals {
  written_folders = {
    for folder in local.lake_folders :
    folder => "${aws_s3_bucket.lake.arn}/${folder}/${local.source_folder}/*" if folder != "inbox"
  }
}

resource "aws_iam_role" "ingest_players" {
  name               = "${var.name}-ingest-players"
  description        = "What the function ${local.function_names.ingest_players} may do."
  assume_role_policy = local.lambda_trust
}

resource "aws_iam_role_policy" "ingest_players" {
  name = "function"
  role = aws_iam_role.ingest_players.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # What an event that is repeated, or another of the same date, finds written already.
      {
        Sid      = "ReadLake"
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = values(local.written_folders)
      },
      # S3 tells the version of an upload, and no other is read. It takes a quarter of an hour to
      # know everywhere that a new bucket has versions; what comes earlier is read without one.
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
      # Reports are too short to be written in parts.
      {
        Sid      = "TakePartsBack"
        Effect   = "Allow"
        Action   = "s3:AbortMultipartUpload"
        Resource = [for name, folder in local.written_folders : folder if name != "reports"]
      },
      # Without it, and for the bucket as a whole, S3 says "forbidden" of what is not there.
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
      # Lambda does this in the function's name: failed events go there and come back.
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
