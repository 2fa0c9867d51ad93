"""A curated file reads the same in seven engines: its rows, its nulls, and filters on each column.

The four slow ones are marked so, and want the packages of Tests/requirements-readers.txt.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from command import DATE, EVENT_TIME, ROOT, Lake, micros
from quick_engines import ENGINES, Filter, Row, curated_rows
from expectation import expect
from slow_engines import SLOW_ENGINES

EXAMPLE = (
    ROOT / "examples/inbox/source=rok_players/kingdom=51/dt=2026-01-26/Kingdom 51 (26 Jan).csv"
)
SLOW = [
    pytest.param(engine, id=name, marks=pytest.mark.slow) for name, engine in SLOW_ENGINES.items()
]
ALL = [pytest.param(engine, id=name) for name, engine in ENGINES.items()] + SLOW


@pytest.fixture(scope="module")
def curated(executable: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Row]]:
    """A curated file, in a folder without partitions in its path, and the rows it must hold."""
    folder = tmp_path_factory.mktemp("engines")
    lake = Lake(executable, folder / "lake")
    lake.accept(EXAMPLE)
    path = folder / "players.parquet"
    path.write_bytes(lake.curated().read_bytes())
    context = {
        "kingdom": 51,
        "snapshot_date": DATE,
        "ingested_at": micros(EVENT_TIME),
        "run_id": curated_rows(path)[0]["run_id"],
    }
    return path, [{**row, **context} for row in expect(EXAMPLE.read_bytes()).rows]


@pytest.mark.parametrize("engine", ALL)
def test_rows(curated, engine):
    path, rows = curated
    assert engine.rows(path) == rows


@pytest.mark.parametrize("operator", ["=", ">=", "IS NULL"])
@pytest.mark.parametrize("engine", ALL)
def test_filters_on_every_column(curated, engine, operator):
    path, rows = curated
    for column in rows[0]:
        values = sorted(row[column] for row in rows if row[column] is not None)
        for value in {values[0], values[len(values) // 2], values[-1]}:
            condition = Filter(column, operator, None if operator == "IS NULL" else value)
            expected = sum(condition.matches(row) for row in rows)
            assert engine.count(path, condition) == expected, condition
