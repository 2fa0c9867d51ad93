"""The catalog's table is what the writer writes and what the keys say: a drift of either fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from catalog import DUCKDB_TYPES, columns, players_table
from command import Lake
from functions import ROOT
from stack import Stack, Stacks

# How Athena reads what stands in a file of Parquet.
GLUE_TYPES: dict[pa.DataType, str] = {
    pa.int64(): "bigint",
    pa.int32(): "int",
    pa.string(): "string",
    pa.date32(): "date",
    pa.timestamp("us", tz="UTC"): "timestamp",
}
EXAMPLE = next((ROOT / "examples/inbox").glob("*/kingdom=1960/*/*"))
Ingest = Callable[..., dict]


@pytest.fixture
def lake(standings: Path, tmp_path: Path) -> Lake:
    """An empty lake in a folder."""
    return Lake(standings, tmp_path / "lake")


@pytest.fixture
def curated(lake: Lake) -> Path:
    """A curated file as the writer writes it."""
    return lake.folder / lake.accept(EXAMPLE)["curated"]


def test_the_columns_are_those_of_the_file(applied: Stack, curated: Path):
    table = players_table(applied)
    written = {field.name: GLUE_TYPES[field.type] for field in pq.read_schema(curated)}
    kept = columns(table)
    partitions = {column["Name"]: column["Type"] for column in table["PartitionKeys"]}
    in_files = [(name, kind) for name, kind in written.items() if name != "kingdom"]
    assert list(kept.items()) == in_files
    assert partitions == {"kingdom": written["kingdom"], "dt": "string"}
    assert not kept.keys() & partitions.keys()


def test_a_column_more_or_less_or_other_is_found(applied: Stack, curated: Path):
    table = pq.read_table(curated)
    drifted = [
        table.drop_columns("power"),
        table.append_column("honor", pa.nulls(len(table), pa.int64())),
        table.set_column(1, "name", pa.nulls(len(table), pa.int64())),
    ]
    for content in drifted:
        pq.write_table(content, curated)
        with pytest.raises(AssertionError):
            test_the_columns_are_those_of_the_file(applied, curated)


def test_the_declared_types_lose_nothing(applied: Stack, curated: Path):
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        file = connection.read_parquet(str(curated))
        written = dict(zip(file.columns, file.types, strict=True))
        for name, kind in columns(players_table(applied)).items():
            read = f'CAST("{name}" AS {DUCKDB_TYPES[kind]})'
            lost = f'CAST({read} AS {written[name]}) IS DISTINCT FROM "{name}"'
            counts = file.aggregate(f"count(*), count(*) FILTER ({lost})").fetchall()
            assert counts == [(pq.read_metadata(curated).num_rows, 0)], name


def test_a_partition_lies_where_the_writer_puts_it(applied: Stack, lake: Lake):
    table = players_table(applied)
    template = table["Parameters"]["storage.location.template"]
    assert template.startswith(table["StorageDescriptor"]["Location"])
    place = {"kingdom": 1960, "date": "2026-01-12"}
    key = lake.accept(EXAMPLE, **place)["curated"]
    location = template.replace("${kingdom}", "1960").replace("${dt}", "2026-01-12")
    assert location == f"{applied.outputs['lake_uri']}/{key.rpartition('/')[0]}/"


def test_every_kingdom_that_is_taken_is_looked_for_and_no_other(applied: Stack, lake: Lake):
    parameters = players_table(applied)["Parameters"]
    assert parameters["projection.kingdom.type"] == "integer"
    lowest, highest = map(int, parameters["projection.kingdom.range"].split(","))
    for kingdom in (lowest, highest):
        lake.accept(EXAMPLE, kingdom=kingdom)
    for kingdom in (lowest - 1, highest + 1):
        assert lake.ingest(EXAMPLE, kingdom=kingdom).exit_code == 2, kingdom


@pytest.mark.parametrize(("name", "first"), [("blue", "2018-01-01"), ("green-2", "2020-02-02")])
def test_dates_are_looked_for_as_keys_have_them(
    stacks: Stacks, lake: Lake, name: str, first: str
):
    parameters = players_table(stacks[name])["Parameters"]
    projection = {
        key.removeprefix("projection.dt."): value
        for key, value in parameters.items()
        if key.startswith("projection.dt.")
    }
    assert projection == {
        "type": "date",
        "format": "yyyy-MM-dd",
        "range": f"{first},NOW+2DAYS",
        "interval": "1",
        "interval.unit": "DAYS",
    }
    assert parameters["projection.enabled"] == "true"
    assert f"/dt={first}/" in lake.accept(EXAMPLE, date=first)["curated"]
