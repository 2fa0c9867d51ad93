# For the users and roles of officers: what they need to drop a file into the inbox, and no more.
# Who has it is decided outside of this configuration.

resource "aws_iam_policy" "uploader" {
  name        = "${var.name}-uploader"
  description = "Drop files into the inbox of ${var.name}."
  policy      = local.uploader_policies["*"]
}

# An officer of one kingdom needs no right to replace the board of another.
resource "aws_iam_policy" "kingdom_uploader" {
  for_each = local.uploader_kingdoms

  name        = "${var.name}-uploader-kingdom-${each.key}"
  description = "Drop files of kingdom ${each.key} into the inbox of ${var.name}."
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
        # Large files go in parts, and an upload that was given up is taken back.
        Action = ["s3:PutObject", "s3:AbortMultipartUpload"]
        Resource = join("", [
          "${aws_s3_bucket.lake.arn}/${local.inbox_prefix}",
          kingdom == "*" ? "*" : "kingdom=${kingdom}/*",
        ])
      }]
    })
  }
}
