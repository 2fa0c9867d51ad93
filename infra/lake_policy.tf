# What nobody may do with the lake, whatever rights they have. To erase something from raw/, remove
# this policy, which leaves a trace, and apply it again.

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
      # A write must have If-None-Match, so that it replaces nothing. The first steps of a multipart
      # upload create no object and cannot have it.
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

  # S3 rejects two concurrent changes of access settings as a conflict.
  depends_on = [aws_s3_bucket_public_access_block.lake]
}
