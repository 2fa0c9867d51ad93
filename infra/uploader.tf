# Policies for officers: the right to put a file into the inbox, and no other. This configuration
# does not decide who gets them.

resource "aws_iam_policy" "uploader" {
  name        = "${var.name}-uploader"
  description = "Put files into the inbox of ${var.name}."
  policy      = local.uploader_policies["*"]
}

# An officer of one kingdom must not replace the board of another.
resource "aws_iam_policy" "kingdom_uploader" {
  for_each = local.uploader_kingdoms

  name        = "${var.name}-uploader-kingdom-${each.key}"
  description = "Put files of kingdom ${each.key} into the inbox of ${var.name}."
  policy      = local.uploader_policies[each.key]
}

locals {
  uploader_kingdoms = toset([for kingdom in var.uploader_kingdoms : tostring(kingdom)])

  uploader_policies = {
    for kingdom in concat(["*"], tolist(local.uploader_kingdoms)) : kingdom => jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Sid    = "Upload"
        Effect = "Allow"
        # Large files are multipart uploads, which are aborted if they fail.
        Action = ["s3:PutObject", "s3:AbortMultipartUpload"]
        Resource = join("", [
          "${aws_s3_bucket.lake.arn}/${local.inbox_prefix}",
          kingdom == "*" ? "*" : "kingdom=${kingdom}/*",
        ])
      }]
    })
  }
}
