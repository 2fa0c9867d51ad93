# What nobody may do with the lake, whatever their own permissions say. Whoever has to erase
# something from raw/ takes this policy away first, which leaves a trace, and applies it again.

resource "aws_s3_bucket_policy" "lake" {
  bucket = aws_s3_bucket.lake.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "DenyWithoutTLS"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.lake.arn, "${aws_s3_bucket.lake.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      # A write says If-None-Match, and so replaces nothing. Operations that create no object yet,
      # which are the first steps of an upload in parts, cannot say it and need not.
      {
        Sid       = "DenyReplacingRaw"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:PutObject"
        Resource  = "${aws_s3_bucket.lake.arn}/raw/*"
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
        Resource  = "${aws_s3_bucket.lake.arn}/raw/*"
      },
    ]
  })

  # Two changes of who may do what at a time are a conflict to S3.
  depends_on = [aws_s3_bucket_public_access_block.lake]
}
