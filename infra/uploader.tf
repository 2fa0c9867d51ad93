# For the users and roles of officers: what they need to drop a file into the inbox, and no more.
# Who has it is decided outside of this configuration.

resource "aws_iam_policy" "uploader" {
  name        = "${var.name}-uploader"
  description = "Drop files into the inbox of ${var.name}."

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid    = "Upload"
      Effect = "Allow"
      # Large files go in parts, and an upload that was given up is taken back.
      Action   = ["s3:PutObject", "s3:AbortMultipartUpload"]
      Resource = "${aws_s3_bucket.lake.arn}/${local.inbox_prefix}*"
    }]
  })
}
