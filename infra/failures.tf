# Failed events of uploads. S3 invokes the function asynchronously, so Lambda tries an event three
# times within minutes. If it still fails, for example because S3 is unavailable, it waits in the
# failure queue for 15 minutes and goes to the same function again, up to five times. After that it
# is a dead letter: kept for two weeks, with an alarm, until `make redrive` retries it.

locals {
  attempts_from_queue = 5
}

resource "aws_sqs_queue" "failures" {
  name                       = "${var.name}-failures"
  delay_seconds              = 900
  message_retention_seconds  = 4 * 24 * 3600
  visibility_timeout_seconds = 6 * var.ingest_timeout_seconds
  sqs_managed_sse_enabled    = true

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letters.arn
    maxReceiveCount     = local.attempts_from_queue
  })
}

resource "aws_sqs_queue" "dead_letters" {
  name                      = "${var.name}-dead-letters"
  message_retention_seconds = 14 * 24 * 3600
  sqs_managed_sse_enabled   = true
}

# Only the failure queue may use this queue for its dead letters.
resource "aws_sqs_queue_redrive_allow_policy" "dead_letters" {
  queue_url = aws_sqs_queue.dead_letters.id

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.failures.arn]
  })
}

resource "aws_sqs_queue_policy" "tls_only" {
  for_each = {
    failures     = aws_sqs_queue.failures
    dead_letters = aws_sqs_queue.dead_letters
  }

  queue_url = each.value.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "DenyWithoutTLS"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = each.value.arn
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

resource "aws_lambda_function_event_invoke_config" "ingest_players" {
  function_name                = aws_lambda_function.ingest_players.function_name
  maximum_retry_attempts       = 2
  maximum_event_age_in_seconds = 6 * 3600

  destination_config {
    on_failure {
      destination = aws_sqs_queue.failures.arn
    }
  }
}

resource "aws_lambda_event_source_mapping" "failures" {
  event_source_arn = aws_sqs_queue.failures.arn
  function_name    = aws_lambda_function.ingest_players.arn
  enabled          = true
  # One event at a time, so that a failing event does not fail others.
  batch_size = 1
}
