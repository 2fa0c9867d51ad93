"""Files that the module writes, read by other engines."""

import pytest
from engines import QUICK, SLOW, Condition
from tables import tables

TABLES = {table.name: table for table in tables()}
ENGINES = [
    *(pytest.param(name, id=name) for name in QUICK),
    *(pytest.param(name, id=name, marks=pytest.mark.slow) for name in SLOW),
]


@pytest.fixture(scope="session")
def files(parquet_text, tmp_path_factory):
    folder = tmp_path_factory.mktemp("written")
    return {name: parquet_text.encode(table, folder) for name, table in TABLES.items()}


def conditions(table):
    """Equality with values that occur and with one that does not, ranges, and nulls."""
    for index, column in enumerate(table.columns):
        values = table.values(index)
        present = sorted(
            {v for v in values if v is not None},
            key=lambda v: v.encode() if isinstance(v, str) else v,
        )
        yield Condition(column, "null")
        if not present:
            continue
        for value in {present[0], present[-1], values[len(values) // 2] or present[0]}:
            yield Condition(column, "equal", value)
        absent = "never seen" if column.type == "string" else 1_234_567
        yield Condition(column, "equal", absent)
        yield Condition(column, "range", present[len(present) // 3], present[-1])
        yield Condition(column, "range", present[0], present[len(present) // 2])


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", TABLES)
def test_all_rows(files, name, engine):
    table = TABLES[name]
    if engine in table.unread_by:
        pytest.skip(f"{engine} does not know an encoding of {name}")
    assert (QUICK | SLOW)[engine].rows(files[name], table) == table.rows


# Bounds and page indexes do not depend on the codec.
FILTERED = [name for name in TABLES if not name.endswith(("-uncompressed", "-snappy", "-gzip"))]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", FILTERED)
def test_conditions(files, name, engine):
    table = TABLES[name]
    if engine in table.unread_by:
        pytest.skip(f"{engine} does not know an encoding of {name}")
    for condition in conditions(table):
        values = table.values(table.columns.index(condition.column))
        expected = sum(map(condition.holds, values))
        found = (QUICK | SLOW)[engine].count(files[name], condition)
        assert found in (expected, None), condition


def test_footer(files):
    """What pyarrow makes of the footer and the page indexes."""
    import pyarrow.parquet

    file = pyarrow.parquet.ParquetFile(files["curated"])
    metadata = file.metadata
    assert metadata.created_by.startswith("standings version 0.1.0 (build ")
    assert metadata.metadata[b"made by"] == b"parquet-text"
    assert metadata.metadata[b"empty"] == b""
    assert metadata.num_row_groups == 3
    power = metadata.row_group(1).column(3)
    assert power.has_offset_index and power.has_column_index
    values = TABLES["curated"].values(3)[2_500:5_000]
    assert (power.statistics.min, power.statistics.max) == (min(values), max(values))
    assert power.statistics.null_count == 0


def test_cut_bounds_are_flagged(files):
    import duckdb

    bounds = duckdb.sql(
        "SELECT stats_min_value, stats_max_value, min_is_exact, max_is_exact"
        f" FROM parquet_metadata('{files['long-strings']}')"
        " WHERE path_in_schema = 'text' ORDER BY row_group_id"
    ).fetchall()
    for number, (least, greatest, is_least_exact, is_greatest_exact) in enumerate(bounds):
        rows = TABLES["long-strings"].rows[number * 4 : number * 4 + 4]
        values = sorted(row[0].encode() for row in rows)
        assert least.encode() <= values[0]
        assert greatest.encode() >= values[-1]
        assert is_least_exact == (least.encode() == values[0])
        assert is_greatest_exact == (greatest.encode() == values[-1])
    assert any(not bound[3] for bound in bounds)
