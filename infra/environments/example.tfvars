# What an operator may want to decide. Copy this file to NAME.tfvars beside it, make settings of the
# comments that matter, and run `make deploy ENVIRONMENT=NAME`; what stays a comment keeps its
# default. Every variable is described in the variables*.tf files.

# Where to deploy; without it, where AWS_REGION or the profile says.
# region = "eu-central-1"

# Who is told when something is wrong. The address has to be confirmed once, by a link in a mail.
# alarm_email = "operator@example.org"

# From 80 % of how many dollars a month, of the whole account, that address is told.
# monthly_budget_usd = 10

# Pages that may read the API from a browser; without it, all may.
# cors_allowed_origins = ["https://example.org"]

# A domain of the API's own. Its certificate is one of ACM in the same region; with zone_id, a
# hosted zone of Route 53 gets the records too.
# custom_domain = {
#   name            = "boards.example.org"
#   certificate_arn = "arn:aws:acm:eu-central-1:111122223333:certificate/00000000-0000-0000-0000-000000000000"
#   zone_id         = "Z0000000000000000000"
# }

# Processors that cost a fifth less; images for them build fast on a machine that has one.
# architecture = "arm64"

# How a kingdom's DKP is worked out where the upload does not state it.
# dkp_weights = "t4:10,t5:30,deaths:80"

# More memory takes larger uploads: 512 MB take about 200 MB, 1024 MB about 450 MB.
# ingest_memory_mb = 1024

# Read the curated files instead of asking Athena: milliseconds instead of seconds, and no price a
# query. docs/operating.md compares the two.
# query_engine = "parquet"

# How many queries of Athena one copy of the function starts a day, before it reads the files.
# athena_queries_per_day = 1000

# Uploads that can always be ingested at a time, whatever the API is asked, and requests answered at
# a time. They are taken out of the account's limit, which has to be 100 larger than both together.
# ingest_reserved_concurrency = 10
# api_reserved_concurrency    = 100

# Kingdoms whose officers get a policy of their own, which lets them upload for no other kingdom.
# uploader_kingdoms = [51, 52]
