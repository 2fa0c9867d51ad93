# The logs: one group for each function and one for the gateway, each kept for as long as told.

resource "aws_cloudwatch_log_group" "function" {
  #checkov:skip=CKV_AWS_158: logs hold no secret, and are encrypted with the keys of CloudWatch
  #checkov:skip=CKV_AWS_338: how long logs are worth their price is for the operator to say

  for_each = local.function_names

  name              = "/aws/lambda/${each.value}"
  retention_in_days = var.log_retention_days
}

resource "aws_cloudwatch_log_group" "gateway" {
  #checkov:skip=CKV_AWS_158: logs hold no secret, and are encrypted with the keys of CloudWatch
  #checkov:skip=CKV_AWS_338: how long logs are worth their price is for the operator to say

  # A region has one policy for what services may log, and it is short: names with this beginning
  # need no line in it.
  name              = "/aws/vendedlogs/apis/${var.name}"
  retention_in_days = var.log_retention_days
}
