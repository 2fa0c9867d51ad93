"""Four more engines: fastparquet, DataFusion, ClickHouse and Spark, each loaded when asked."""

from __future__ import annotations

import math
from functools import cached_property
from pathlib import Path
from typing import Any

from quick_engines import Engine, Filter, Row, plain


class FastParquet:
    """fastparquet over pandas, whose missing values are NaN."""

    def rows(self, path: Path) -> list[Row]:
        frame = self._frame(path)
        frame["ingested_at"] = frame["ingested_at"].astype("int64")
        return plain([self._row(row) for row in frame.to_dict("records")])

    def count(self, path: Path, condition: Filter) -> int:
        import pandas

        if condition.operator == "IS NULL":
            return int(self._frame(path)[condition.column].isna().sum())
        value = condition.value
        if condition.column == "snapshot_date":
            value = pandas.Timestamp(value)
        if condition.column == "ingested_at":
            # fastparquet reads times without their zone.
            value = pandas.Timestamp(value, unit="us")
        name, operator = condition.column, condition.operator
        # fastparquet passes row groups over by their bounds. Its own filter of rows fails on a
        # column with missing values, so that pandas does that part.
        frame = self._frame(path, filters=[(name, "==" if operator == "=" else operator, value)])
        met = frame[name] == value if operator == "=" else frame[name] >= value
        return int(met.fillna(False).sum())

    def _frame(self, path: Path, **options: Any) -> Any:
        import fastparquet

        return fastparquet.ParquetFile(str(path)).to_pandas(**options)

    def _row(self, row: Row) -> Row:
        return {name: self._cell(cell) for name, cell in row.items()}

    def _cell(self, cell: Any) -> Any:
        if isinstance(cell, float):
            return None if math.isnan(cell) else int(cell)
        return cell


class DataFusion:
    """DataFusion (arrow-rs), in SQL."""

    def rows(self, path: Path) -> list[Row]:
        import pyarrow

        table = self._context(path).sql("SELECT * FROM players").to_arrow_table()
        at = table.schema.get_field_index("ingested_at")
        micros = table.column(at).cast(pyarrow.timestamp("us", "UTC")).cast(pyarrow.int64())
        return plain(table.set_column(at, "ingested_at", micros).to_pylist())

    def count(self, path: Path, condition: Filter) -> int:
        met = condition.sql(condition.column)
        if condition.column == "snapshot_date" and condition.value:
            met = f"snapshot_date {condition.operator} DATE '{condition.value}'"
        if condition.column == "ingested_at" and condition.value:
            instant = f"to_timestamp_micros({condition.value})"
            met = f"ingested_at {condition.operator} {instant}"
        counted = self._context(path).sql(f"SELECT count(*) AS n FROM players WHERE {met}")
        return counted.to_pydict()["n"][0]

    def _context(self, path: Path) -> Any:
        import datafusion

        context = datafusion.SessionContext()
        context.register_parquet("players", str(path))
        return context


class ClickHouse:
    """ClickHouse inside the process (chdb), in SQL."""

    def rows(self, path: Path) -> list[Row]:
        micros = "SELECT * REPLACE (toUnixTimestamp64Micro(ingested_at) AS ingested_at)"
        return plain(self._query(f"{micros} FROM {self._file(path)}"))

    def count(self, path: Path, condition: Filter) -> int:
        met = condition.sql(condition.column)
        if condition.column == "ingested_at" and condition.value:
            instant = f"fromUnixTimestamp64Micro({condition.value}, 'UTC')"
            met = f"ingested_at {condition.operator} {instant}"
        return self._query(f"SELECT count() AS n FROM {self._file(path)} WHERE {met}")[0]["n"]

    def _file(self, path: Path) -> str:
        return f"file('{path}', Parquet)"

    def _query(self, sql: str) -> list[Row]:
        import json

        import chdb

        settings = (
            " SETTINGS output_format_json_quote_64bit_integers = 0, use_hive_partitioning = 0,"
            " max_threads = 1, input_format_parquet_preserve_order = 1"
        )
        return json.loads(str(chdb.query(sql + settings, "JSON")))["data"]


class Spark:
    """Spark (parquet-java), one local session for all questions."""

    def rows(self, path: Path) -> list[Row]:
        frame = self._read(path).selectExpr(
            "* EXCEPT (ingested_at)", "unix_micros(ingested_at) AS ingested_at"
        )
        return plain([row.asDict() for row in frame.collect()])

    def count(self, path: Path, condition: Filter) -> int:
        met = condition.sql(condition.column)
        if condition.column == "ingested_at" and condition.value:
            met = f"ingested_at {condition.operator} timestamp_micros({condition.value})"
        return self._read(path).where(met).count()

    def _read(self, path: Path) -> Any:
        return self._session.read.parquet(str(path))

    @cached_property
    def _session(self) -> Any:
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
        return builder.config("spark.sql.session.timeZone", "UTC").getOrCreate()


SLOW_ENGINES: dict[str, Engine] = {
    "fastparquet": FastParquet(),
    "DataFusion": DataFusion(),
    "ClickHouse": ClickHouse(),
    "Spark": Spark(),
}
