# A failed event is retried within minutes, then for an hour, and then kept for a person.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name = "standings"
  image_digests = {
    ingest_players  = "sha256:1111111111111111111111111111111111111111111111111111111111111111"
    leaderboard_api = "sha256:2222222222222222222222222222222222222222222222222222222222222222"
  }
}

override_resource {
  target = aws_sqs_queue.failures
  values = { arn = "arn:aws:sqs:eu-central-1:111122223333:standings-failures" }
}

override_resource {
  target = aws_sqs_queue.dead_letters
  values = { arn = "arn:aws:sqs:eu-central-1:111122223333:standings-dead-letters" }
}

run "the_way_of_an_event" {
  variables {
    ingest_timeout_seconds = 200
  }

  assert {
    condition = [
      for after in [aws_lambda_function_event_invoke_config.ingest_players] :
      [after.maximum_retry_attempts, after.destination_config[0].on_failure[0].destination]
    ] == [[2, aws_sqs_queue.failures.arn]]
    error_message = "A failed event does not go to the failure queue."
  }

  assert {
    condition = (
      aws_lambda_event_source_mapping.failures.event_source_arn == aws_sqs_queue.failures.arn &&
      aws_lambda_event_source_mapping.failures.function_name ==
      aws_lambda_function.ingest_players.arn &&
      aws_lambda_event_source_mapping.failures.batch_size == 1 &&
      aws_lambda_event_source_mapping.failures.enabled
    )
    error_message = "Failed events do not return to the function one at a time."
  }

  # AWS recommends six times the function's time-out, so that no event is handled twice at once.
  assert {
    condition = (
      aws_sqs_queue.failures.delay_seconds == 900 &&
      aws_sqs_queue.failures.visibility_timeout_seconds == 1200
    )
    error_message = "A failed event returns too early."
  }

  assert {
    condition = jsondecode(aws_sqs_queue.failures.redrive_policy) == jsondecode(jsonencode({
      deadLetterTargetArn = "arn:aws:sqs:eu-central-1:111122223333:standings-dead-letters"
      maxReceiveCount     = 5
    }))
    error_message = "Found ${aws_sqs_queue.failures.redrive_policy}."
  }

  assert {
    condition     = aws_sqs_queue.dead_letters.message_retention_seconds == 1209600
    error_message = "Dead letters are kept for less than SQS's maximum."
  }

  assert {
    condition = (
      jsondecode(aws_sqs_queue_redrive_allow_policy.dead_letters.redrive_allow_policy) ==
      jsondecode(jsonencode({
        redrivePermission = "byQueue"
        sourceQueueArns   = ["arn:aws:sqs:eu-central-1:111122223333:standings-failures"]
      }))
    )
    error_message = "Other queues may send their dead letters there."
  }

  assert {
    condition = alltrue([
      for queue in [aws_sqs_queue.failures, aws_sqs_queue.dead_letters] :
      queue.sqs_managed_sse_enabled
    ])
    error_message = "A queue is not encrypted."
  }
}
