# The curated files as a table. Where a partition lies is worked out from its kingdom and its date
# (partition projection), so that a new snapshot needs no entry in the catalog.

locals {
  curated_location = "s3://${aws_s3_bucket.lake.bucket}/${trimsuffix(local.curated_prefix, "/")}"

  # Those of the file, in its order. Its own `kingdom` is left out: the table has it from the path.
  player_columns = [
    { name = "id", type = "bigint", comment = "The player." },
    { name = "name", type = "string", comment = "As uploaded." },
    { name = "alliance", type = "string", comment = "As uploaded." },
    { name = "power", type = "bigint", comment = "As uploaded." },
    { name = "kill_points", type = "bigint", comment = "As uploaded." },
    { name = "t1_kills", type = "bigint", comment = "Kills of tier 1, as uploaded." },
    { name = "t2_kills", type = "bigint", comment = "Kills of tier 2, as uploaded." },
    { name = "t3_kills", type = "bigint", comment = "Kills of tier 3, as uploaded." },
    { name = "t4_kills", type = "bigint", comment = "Kills of tier 4, as uploaded." },
    { name = "t5_kills", type = "bigint", comment = "Kills of tier 5, as uploaded." },
    { name = "kills", type = "bigint", comment = "The upload's own, else the sum of its tiers." },
    { name = "deaths", type = "bigint", comment = "Troops lost, as uploaded." },
    { name = "dkp", type = "bigint", comment = "The upload's own, else weighed kills and deaths." },
    { name = "snapshot_date", type = "date", comment = "The date that the upload is for." },
    { name = "ingested_at", type = "timestamp", comment = "When the upload came, UTC." },
    { name = "run_id", type = "string", comment = "The run that wrote the file." },
    { name = "record_hash", type = "string", comment = "Equal for equal rows of two snapshots." },
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
        name    = columns.value.name
        type    = columns.value.type
        comment = columns.value.comment
      }
    }
  }
}
