# Common settings. Copy this file to NAME.tfvars, uncomment what you want to change, and run
# `make deploy ENVIRONMENT=NAME`. docs/operating-settings.md lists all variables.

# The region; by default the one of AWS_REGION or of the profile.
# region = "eu-central-1"

# Address for alarms. AWS sends it a link to confirm it.
# alarm_email = "operator@example.org"

# Monthly cost of the whole account in dollars; at 80 % of it the address gets a mail.
# monthly_budget_usd = 10

# Sites whose pages may read the API from a browser; by default all may.
# cors_allowed_origins = ["https://example.org"]

# A custom domain. Its certificate is in ACM in the same region. With zone_id, the hosted zone of
# Route 53 gets the records.
# custom_domain = {
#   name            = "boards.example.org"
#   certificate_arn = "arn:aws:acm:eu-central-1:111122223333:certificate/00000000-0000-0000-0000-000000000000"
#   zone_id         = "Z0000000000000000000"
# }

# Processors that cost a fifth less. Images build fast only on a machine of the same kind.
# architecture = "arm64"

# DKP weights for uploads without DKP.
# dkp_weights = "t4:10,t5:30,deaths:80"

# Memory bounds the size of uploads: 512 MB allow about 200 MB, 1024 MB about 450 MB.
# ingest_memory_mb = 1024

# Read the curated files instead of using Athena: milliseconds instead of seconds, and no price per
# query. docs/operating.md compares both.
# query_engine = "parquet"

# Max Athena queries per copy of the function and day; then the files answer.
# athena_queries_per_day = 1000

# Concurrency reserved for uploads and for requests. The account's limit must be at least 100 larger
# than both together.
# ingest_reserved_concurrency = 10
# api_reserved_concurrency    = 100

# Kingdoms whose officers get a policy of their own, for uploads to this kingdom only.
# uploader_kingdoms = [51, 52]
