# The log groups: one per function and one for the gateway.

resource "aws_cloudwatch_log_group" "function" {
  #checkov:skip=CKV_AWS_158: logs contain no secrets and are encrypted with CloudWatch's keys
  #checkov:skip=CKV_AWS_338: the operator decides how long logs are worth their price

  for_each = local.function_names

  name              = "/aws/lambda/${each.value}"
  retention_in_days = var.log_retention_days
}

resource "aws_cloudwatch_log_group" "gateway" {
  #checkov:skip=CKV_AWS_158: logs contain no secrets and are encrypted with CloudWatch's keys
  #checkov:skip=CKV_AWS_338: the operator decides how long logs are worth their price

  # A region has one short policy for services that write logs. Names with this prefix need no entry
  # in it.
  name              = "/aws/vendedlogs/apis/${var.name}"
  retention_in_days = var.log_retention_days
}
