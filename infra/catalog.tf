# The curated files as a table. Partition projection derives a partition's location from its kingdom
# and date, so that a new snapshot needs no entry in the catalog.

locals {
  curated_location = "s3://${aws_s3_bucket.lake.bucket}/${trimsuffix(local.curated_prefix, "/")}"

  # The columns of the file, in its order, without `kingdom`, which the table takes from the path.
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
    { name = "dkp", type = "bigint", comment = "The upload's own, else a weighted sum." },
    { name = "snapshot_date", type = "date", comment = "The date of the snapshot." },
    { name = "ingested_at", type = "timestamp", comment = "When the upload arrived, UTC." },
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
  description   = "Players of Rise of Kingdoms, one row per player and snapshot."
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
