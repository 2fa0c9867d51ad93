# The lake keeps its objects, is private, and notifies ingest-players of its inbox.

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

run "the_bucket" {
  assert {
    condition     = aws_s3_bucket_versioning.lake.versioning_configuration[0].status == "Enabled"
    error_message = "Replaced objects would be lost."
  }

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.lake.block_public_acls,
      aws_s3_bucket_public_access_block.lake.block_public_policy,
      aws_s3_bucket_public_access_block.lake.ignore_public_acls,
      aws_s3_bucket_public_access_block.lake.restrict_public_buckets,
    ])
    error_message = "The lake could be made public."
  }

  assert {
    condition = [
      for rule in aws_s3_bucket_server_side_encryption_configuration.lake.rule :
      rule.apply_server_side_encryption_by_default[0].sse_algorithm
    ] == ["AES256"]
    error_message = "The lake is not encrypted."
  }

  assert {
    condition = (
      aws_s3_bucket_ownership_controls.lake.rule[0].object_ownership == "BucketOwnerEnforced"
    )
    error_message = "Objects could belong to other accounts."
  }

  assert {
    condition     = !aws_s3_bucket.lake.force_destroy
    error_message = "The lake would be deleted with its content."
  }
}

run "what_goes_by_itself" {
  variables {
    old_version_days  = 45
    query_result_days = 3
  }

  assert {
    condition = tomap({
      for rule in aws_s3_bucket_lifecycle_configuration.lake.rule :
      rule.id => rule.filter[0].prefix if rule.status == "Enabled"
      }) == tomap({
      unfinished            = ""
      query-results         = "query-results/"
      old-versions-inbox    = "inbox/"
      old-versions-curated  = "curated/"
      old-versions-rejected = "rejected/"
      old-versions-reports  = "reports/"
    })
    error_message = "The lifecycle rules differ; above all, none may expire objects in raw/."
  }

  assert {
    condition = tomap({
      for rule in aws_s3_bucket_lifecycle_configuration.lake.rule :
      rule.id => rule.noncurrent_version_expiration[0].noncurrent_days
      if length(rule.noncurrent_version_expiration) > 0
      }) == tomap({
      query-results         = 1
      old-versions-inbox    = 45
      old-versions-curated  = 45
      old-versions-rejected = 45
      old-versions-reports  = 45
    })
    error_message = "Old versions expire at another time."
  }

  # An expiration in days removes current objects, which only query results may have.
  assert {
    condition = tomap({
      for rule in aws_s3_bucket_lifecycle_configuration.lake.rule :
      rule.id => rule.expiration[0].days
      if try(rule.expiration[0].days, 0) > 0
    }) == tomap({ query-results = 3 })
    error_message = "Objects other than query results expire."
  }

  assert {
    condition = one([
      for rule in aws_s3_bucket_lifecycle_configuration.lake.rule : [
        rule.abort_incomplete_multipart_upload[0].days_after_initiation,
        rule.expiration[0].expired_object_delete_marker,
      ] if rule.id == "unfinished"
    ]) == [7, true]
    error_message = "Incomplete uploads or delete markers would stay."
  }
}

run "the_notification" {
  assert {
    condition = (
      aws_s3_bucket_notification.inbox.lambda_function[0].filter_prefix ==
      "inbox/source=rok_players/" &&
      aws_s3_bucket_notification.inbox.lambda_function[0].filter_suffix == null
    )
    error_message = "Objects outside of the inbox would raise events."
  }

  assert {
    condition = (
      aws_s3_bucket_notification.inbox.lambda_function[0].events == toset(["s3:ObjectCreated:*"])
    )
    error_message = "Uploads arrive by Put, Post, Copy and CompleteMultipartUpload."
  }

  assert {
    condition = (
      aws_s3_bucket_notification.inbox.lambda_function[0].lambda_function_arn ==
      aws_lambda_function.ingest_players.arn
    )
    error_message = "Another function is notified."
  }

  assert {
    condition = [
      aws_lambda_permission.inbox.action, aws_lambda_permission.inbox.principal,
      aws_lambda_permission.inbox.source_arn, aws_lambda_permission.inbox.source_account,
      aws_lambda_permission.inbox.function_name,
      ] == [
      "lambda:InvokeFunction", "s3.amazonaws.com", "arn:aws:s3:::lake", "111122223333",
      "standings-ingest-players",
    ]
    error_message = "Others could invoke the function, or S3 could not."
  }
}
