# Where this runs, and names that several files share.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.name

  function_names = {
    ingest_players  = "${var.name}-ingest-players"
    leaderboard_api = "${var.name}-leaderboard-api"
  }

  # Known before the functions are, for what they depend on themselves.
  function_arns = {
    for key, name in local.function_names :
    key => "arn:${local.partition}:lambda:${local.region}:${local.account}:function:${name}"
  }

  # The folders of the lake, as the functions name them.
  source_folder       = "source=rok_players"
  inbox_prefix        = "inbox/${local.source_folder}/"
  curated_prefix      = "curated/${local.source_folder}/"
  query_result_prefix = "query-results/"
}
