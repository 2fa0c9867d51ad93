# The table is what the functions expect. Tests/Infrastructure compares its columns with a written
# file.

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

run "the_table" {
  variables {
    first_date = "2020-02-29"
  }

  assert {
    condition = [
      for key in aws_glue_catalog_table.players.partition_keys : [key.name, key.type]
    ] == [["kingdom", "int"], ["dt", "string"]]
    error_message = "Other partition columns were expected."
  }

  assert {
    condition = aws_glue_catalog_table.players.parameters == tomap({
      classification                = "parquet"
      "projection.enabled"          = "true"
      "projection.kingdom.type"     = "integer"
      "projection.kingdom.range"    = "1,999999"
      "projection.dt.type"          = "date"
      "projection.dt.format"        = "yyyy-MM-dd"
      "projection.dt.range"         = "2020-02-29,NOW+2DAYS"
      "projection.dt.interval"      = "1"
      "projection.dt.interval.unit" = "DAYS"
      "storage.location.template" = join("", [
        "s3://standings-lake-111122223333-eu-central-1/curated/source=rok_players/",
        "kingdom=$${kingdom}/dt=$${dt}/",
      ])
    })
    error_message = "Found ${jsonencode(aws_glue_catalog_table.players.parameters)}."
  }

  assert {
    condition = (
      aws_glue_catalog_table.players.storage_descriptor[0].location ==
      "s3://standings-lake-111122223333-eu-central-1/curated/source=rok_players/"
    )
    error_message = "Found ${aws_glue_catalog_table.players.storage_descriptor[0].location}."
  }

  assert {
    condition = length(setintersection(
      aws_glue_catalog_table.players.storage_descriptor[0].columns[*].name,
      aws_glue_catalog_table.players.partition_keys[*].name,
    )) == 0
    error_message = "Athena rejects duplicate columns."
  }
}

run "the_workgroup" {
  variables {
    athena_scan_limit_bytes = 123456789
  }

  assert {
    condition = [
      for settings in aws_athena_workgroup.boards.configuration : [
        settings.enforce_workgroup_configuration, settings.bytes_scanned_cutoff_per_query,
        settings.engine_version[0].selected_engine_version,
      ]
    ] == [[true, 123456789, "Athena engine version 3"]]
    error_message = "A client could override the workgroup's settings."
  }

  assert {
    condition = [
      for results in aws_athena_workgroup.boards.configuration[0].result_configuration :
      [results.output_location, results.expected_bucket_owner]
      ] == [
      ["s3://standings-lake-111122223333-eu-central-1/query-results/", "111122223333"],
    ]
    error_message = "Results go to another location."
  }
}
