"""Three engines that read curated files: every cell of one, and counts of rows by a filter.

Rows come in one plain form: dictionaries by ascending id, instants as whole microseconds since
1970, dates as `YYYY-MM-DD`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import duckdb
import polars
import pyarrow.compute
import pyarrow.dataset
import pyarrow.parquet

Row = dict[str, Any]


@dataclass(frozen=True)
class Filter:
    """A condition on one column: `=` or `>=` with a plain value, or `IS NULL`."""

    column: str
    operator: str
    value: Any = None

    def matches(self, row: Row) -> bool:
        """Whether a plain row meets the condition; a null meets `IS NULL` alone."""
        cell = row[self.column]
        if self.operator == "IS NULL" or cell is None:
            return self.operator == "IS NULL" and cell is None
        return cell == self.value if self.operator == "=" else cell >= self.value

    def sql(self, column: str) -> str:
        """The condition in SQL, on a column in its plain form."""
        if self.operator == "IS NULL":
            return f"{column} IS NULL"
        text = str(self.value)
        literal = text if isinstance(self.value, int) else "'" + text.replace("'", "''") + "'"
        return f"{column} {self.operator} {literal}"


class Engine(Protocol):
    """Something that reads Parquet."""

    def rows(self, path: Path) -> list[Row]:
        """Every row of a file, in the plain form."""

    def count(self, path: Path, condition: Filter) -> int:
        """How many rows of a file meet a condition, left to the engine to find out."""


class PyArrow:
    """pyarrow, with filters that look at the statistics of row groups."""

    def rows(self, path: Path) -> list[Row]:
        table = pyarrow.parquet.ParquetFile(path).read()
        at = table.schema.get_field_index("ingested_at")
        micros = table.column(at).cast(pyarrow.int64())
        return plain(table.set_column(at, "ingested_at", micros).to_pylist())

    def count(self, path: Path, condition: Filter) -> int:
        dataset = pyarrow.dataset.dataset(path)
        field = pyarrow.dataset.field(condition.column)
        if condition.operator == "IS NULL":
            return dataset.count_rows(filter=field.is_null())
        value = pyarrow.scalar(condition.value)
        if condition.column in ("snapshot_date", "ingested_at"):
            value = value.cast(dataset.schema.field(condition.column).type)
        met = field == value if condition.operator == "=" else field >= value
        return dataset.count_rows(filter=met)


class DuckDB:
    """DuckDB, in SQL."""

    def rows(self, path: Path) -> list[Row]:
        relation = duckdb.execute(
            "SELECT * REPLACE (epoch_us(ingested_at) AS ingested_at)"
            " FROM read_parquet(?, hive_partitioning = false)",
            [str(path)],
        )
        names = [column[0] for column in relation.description]
        return plain([dict(zip(names, row)) for row in relation.fetchall()])

    def count(self, path: Path, condition: Filter) -> int:
        column = condition.column
        if column == "ingested_at" and condition.operator != "IS NULL":
            instant = f"make_timestamptz({condition.value})"
            met = f"ingested_at {condition.operator} {instant}"
        else:
            met = condition.sql(column)
        files = "read_parquet(?, hive_partitioning = false)"
        counted = duckdb.execute(f"SELECT count(*) FROM {files} WHERE {met}", [str(path)])
        return counted.fetchall()[0][0]


class Polars:
    """polars, lazily, so that the filter reaches the file."""

    def rows(self, path: Path) -> list[Row]:
        frame = polars.read_parquet(path, hive_partitioning=False)
        return plain(frame.with_columns(polars.col("ingested_at").dt.epoch("us")).to_dicts())

    def count(self, path: Path, condition: Filter) -> int:
        column = polars.col(condition.column)
        if condition.operator == "IS NULL":
            met = column.is_null()
        else:
            value = polars.lit(condition.value)
            if condition.column == "snapshot_date":
                value = value.str.to_date()
            if condition.column == "ingested_at":
                value = value.cast(polars.Datetime("us", "UTC"))
            met = column == value if condition.operator == "=" else column >= value
        frame = polars.scan_parquet(path, hive_partitioning=False).filter(met)
        return frame.select(polars.len()).collect().item()


def plain(rows: list[Row]) -> list[Row]:
    """Rows by ascending id, with dates as text."""
    for row in rows:
        row["snapshot_date"] = str(row["snapshot_date"])[:10]
    return sorted(rows, key=lambda row: row["id"])


ENGINES: dict[str, Engine] = {"pyarrow": PyArrow(), "DuckDB": DuckDB(), "polars": Polars()}


def curated_rows(path: Path) -> list[Row]:
    """Every row of a curated file as one engine reads it, where one is enough."""
    return ENGINES["pyarrow"].rows(path)
