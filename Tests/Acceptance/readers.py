"""A curated file's rows as three readers see them, in one plain form: dictionaries by ascending id.

Instants are whole microseconds since 1970 and dates are `YYYY-MM-DD`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars
import pyarrow
import pyarrow.parquet

Row = dict[str, Any]


def read_with_pyarrow(path: Path) -> list[Row]:
    """The rows as pyarrow reads them."""
    table = pyarrow.parquet.ParquetFile(path).read()
    at = table.schema.get_field_index("ingested_at")
    micros = table.column(at).cast(pyarrow.int64())
    table = table.set_column(at, "ingested_at", micros)
    return _plain(table.to_pylist())


def read_with_duckdb(path: Path) -> list[Row]:
    """The rows as DuckDB reads them."""
    relation = duckdb.execute(
        "SELECT * REPLACE (epoch_us(ingested_at) AS ingested_at)"
        " FROM read_parquet(?, hive_partitioning = false)",
        [str(path)],
    )
    names = [column[0] for column in relation.description]
    return _plain([dict(zip(names, row)) for row in relation.fetchall()])


def read_with_polars(path: Path) -> list[Row]:
    """The rows as polars reads them."""
    frame = polars.read_parquet(path, hive_partitioning=False)
    return _plain(frame.with_columns(polars.col("ingested_at").dt.epoch("us")).to_dicts())


def _plain(rows: list[Row]) -> list[Row]:
    for row in rows:
        row["snapshot_date"] = str(row["snapshot_date"])
    return sorted(rows, key=lambda row: row["id"])


READERS: dict[str, Callable[[Path], list[Row]]] = {
    "pyarrow": read_with_pyarrow,
    "DuckDB": read_with_duckdb,
    "polars": read_with_polars,
}
