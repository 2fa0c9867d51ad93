# S3 notifies ingest-players of new objects in the inbox, seconds late and possibly twice.

resource "aws_lambda_permission" "inbox" {
  statement_id   = "AllowInbox"
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.ingest_players.function_name
  principal      = "s3.amazonaws.com"
  source_arn     = aws_s3_bucket.lake.arn
  source_account = local.account
}

resource "aws_s3_bucket_notification" "inbox" {
  bucket = aws_s3_bucket.lake.id

  lambda_function {
    id                  = "inbox"
    lambda_function_arn = aws_lambda_function.ingest_players.arn
    events              = ["s3:ObjectCreated:*"]
    filter_prefix       = local.inbox_prefix
  }

  # S3 tests the permission when the notification is created. Versioning comes first, because
  # uploads are read by the version that the event names.
  depends_on = [aws_lambda_permission.inbox, aws_s3_bucket_versioning.lake]
}
