# The curated files as a table. Where a partition lies is worked out from its kingdom and its date
# (partition projection), so that a new snapshot needs no entry in the catalog.

locals {
  curated_location = "s3://${aws_s3_bucket.lake.bucket}/${trimsuffix(local.curated_prefix, "/")}"

  # Those of the file, in its order. Its own `kingdom` is left out: the table has it from the path.
  player_columns = [
    ["id", "bigint", "The player."],
    ["name", "string", "As uploaded."],
    ["alliance", "string", "As uploaded."],
    ["power", "bigint", "Power."],
    ["kill_points", "bigint", "Kill points."],
    ["t1_kills", "bigint", "Kills of tier 1 troops."],
    ["t2_kills", "bigint", "Kills of tier 2 troops."],
    ["t3_kills", "bigint", "Kills of tier 3 troops."],
    ["t4_kills", "bigint", "Kills of tier 4 troops."],
    ["t5_kills", "bigint", "Kills of tier 5 troops."],
    ["kills", "bigint", "The upload's own, else the sum of its tiers."],
    ["deaths", "bigint", "Troops that died."],
    ["dkp", "bigint", "The upload's own, else weighed kills and deaths."],
    ["snapshot_date", "date", "The date that the upload is for."],
    ["ingested_at", "timestamp", "When the upload came, UTC."],
    ["run_id", "string", "The run that wrote the file."],
    ["record_hash", "string", "Equal for equal rows of two snapshots."],
  ]
}

resource "aws_glue_catalog_database" "lake" {
  name        = replace(var.name, "-", "_")
  description = "The lake of ${var.name}."
}

resource "aws_glue_catalog_table" "players" {
  database_name = aws_glue_catalog_database.lake.name
  name          = "rok_players"
  description   = "Players of Rise of Kingdoms, a row for each in each snapshot."
  table_type    = "EXTERNAL_TABLE"

  parameters = {
    EXTERNAL                      = "TRUE"
    classification                = "parquet"
    "projection.enabled"          = "true"
    "projection.kingdom.type"     = "integer"
    "projection.kingdom.range"    = "1,999999"
    "projection.dt.type"          = "date"
    "projection.dt.format"        = "yyyy-MM-dd"
    "projection.dt.range"         = "${var.first_date},NOW+2DAYS"
    "projection.dt.interval"      = "1"
    "projection.dt.interval.unit" = "DAYS"
    "storage.location.template"   = "${local.curated_location}/kingdom=$${kingdom}/dt=$${dt}/"
  }

  partition_keys {
    name    = "kingdom"
    type    = "int"
    comment = "The kingdom, from 1 to 999999."
  }

  partition_keys {
    name    = "dt"
    type    = "string"
    comment = "The snapshot's date, such as 2026-01-26."
  }

  storage_descriptor {
    location      = "${local.curated_location}/"
    input_format  = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat"
    output_format = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat"

    ser_de_info {
      serialization_library = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"
    }

    dynamic "columns" {
      for_each = local.player_columns

      content {
        name    = columns.value[0]
        type    = columns.value[1]
        comment = columns.value[2]
      }
    }
  }
}
