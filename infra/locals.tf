# Account, partition and region, and the folders of the lake.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.name

  source_folder       = "source=rok_players"
  inbox_prefix        = "inbox/${local.source_folder}/"
  curated_prefix      = "curated/${local.source_folder}/"
  reports_prefix      = "reports/${local.source_folder}/"
  query_result_prefix = "query-results/"

  # Every folder that people or ingest-players write to.
  lake_folders = ["inbox", "raw", "curated", "rejected", "reports"]
}
