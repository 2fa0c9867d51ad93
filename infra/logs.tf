# The logs: one group for each function and one for the gateway, each kept for as long as told.

#checkov:skip=CKV_AWS_158: logs are encrypted with the keys of CloudWatch and hold no secret; a key
#   of KMS would have to be paid for.
#checkov:skip=CKV_AWS_338: a year of logs costs money and helps nobody; log_retention_days is for
#   the operator to decide.
resource "aws_cloudwatch_log_group" "function" {
  for_each = local.function_names

  name              = "/aws/lambda/${each.value}"
  retention_in_days = var.log_retention_days
}

#checkov:skip=CKV_AWS_158: as above.
#checkov:skip=CKV_AWS_338: as above.
resource "aws_cloudwatch_log_group" "gateway" {
  # Groups of this prefix need no entry of their own in the one policy that allows services to log.
  name              = "/aws/vendedlogs/apis/${var.name}"
  retention_in_days = var.log_retention_days
}
