"""The lake: its keys, and that repeats, late events and killed runs leave no trace."""

from __future__ import annotations

import hashlib
import json
import time

import duckdb
import polars
import pyarrow.dataset
import pyarrow.parquet
import pytest

from command import DATE, Lake, kill_after
from quick_engines import curated_rows
from expectation import expect
from uploads import FAMILIES, cells, csv_text, headers, players

MORNING, NOON, EVENING = (f"2026-01-26T{hour}:00:00Z" for hour in ("08", "12", "20"))
SNAPSHOT = "source=rok_players/kingdom=51/dt=2026-01-26"
FIRST = "id,name,power\n7,Silent Otter,1\n"
SECOND = "id,name,power\n7,Silent Otter,2\n8,Amber Falcon,3\n"
REFUSED = "id,name\n7,a\n7,b\n"


def large_upload() -> str:
    """An upload that takes long enough to be interrupted."""
    family = FAMILIES["RokTracker"]
    return csv_text(headers(family), cells(family, players(count=20_000)))


def powers(lake: Lake, **where) -> list[int]:
    return [row["power"] for row in curated_rows(lake.curated(**where))]


def test_keys_of_an_accepted_upload(lake, upload):
    printed = lake.accept(upload(FIRST, "my scan [51]+#1 é.csv"), event_time=NOON)
    run = f"{SNAPSHOT}/run_ts=20260126T120000Z"
    keys = {
        "raw": f"raw/{run}/my scan [51]+#1 é.csv",
        "curated": f"curated/{SNAPSHOT}/players.parquet",
        "report": f"reports/{run}/report.json",
        "rejected": None,
    }
    assert {name: printed[name] for name in keys} == keys
    tree = lake.tree()
    assert tree.keys() == {key for key in keys.values() if key}
    assert tree[keys["raw"]] == FIRST.encode()


def test_keys_of_a_refused_upload(lake, upload):
    printed = lake.ingest(upload(REFUSED), event_time=NOON).json()
    run = f"{SNAPSHOT}/run_ts=20260126T120000Z"
    keys = {
        "raw": f"raw/{run}/players.csv",
        "curated": None,
        "report": f"reports/{run}/report.json",
        "rejected": f"rejected/{run}/players.csv",
    }
    assert {name: printed[name] for name in keys} == keys
    assert lake.tree().keys() == {key for key in keys.values() if key}


@pytest.mark.parametrize("content", [FIRST, REFUSED], ids=["accepted", "refused"])
def test_the_report_says_what_was_printed(lake, upload, content):
    printed = lake.ingest(upload(content)).json()
    report = json.loads((lake.folder / printed["report"]).read_bytes())
    for name in ("status", "rows", "columns", "problems", "raw", "curated", "rejected"):
        assert report[name] == printed[name]


@pytest.mark.parametrize("content", [FIRST, REFUSED], ids=["accepted", "refused"])
def test_the_same_event_twice_leaves_the_same_bytes(lake, upload, content):
    file = upload(content)
    first = lake.ingest(file)
    tree = lake.tree()
    assert lake.ingest(file) == first
    assert lake.tree() == tree


def test_the_same_event_gives_the_same_bytes_in_any_lake_and_on_any_threads(lake, upload, tmp_path):
    file = upload(large_upload())
    other = Lake(lake.executable, tmp_path / "other")
    lake.ingest(file, options=("--threads", "1"))
    other.ingest(file, options=("--threads", "2"))
    assert lake.tree() == other.tree()


def test_a_newer_upload_replaces_and_an_older_one_never_does(lake, upload):
    first, second = upload(FIRST, "first.csv"), upload(SECOND, "second.csv")
    lake.accept(first, event_time=NOON)
    lake.accept(second, event_time=EVENING)
    newest = lake.curated().read_bytes()
    assert powers(lake) == [2, 3]

    lake.ingest(first, event_time=MORNING)
    lake.ingest(first, event_time=NOON)

    assert lake.curated().read_bytes() == newest
    runs = {key.split("/")[4] for key in lake.tree() if key.startswith("raw/")}
    assert runs == {f"run_ts=20260126T{hour}0000Z" for hour in ("08", "12", "20")}


def test_what_was_uploaded_is_never_overwritten(lake, upload):
    printed = lake.accept(upload(FIRST), event_time=NOON)
    lake.ingest(upload(SECOND), event_time=NOON)
    assert lake.tree()[printed["raw"]] == FIRST.encode()


def test_a_refused_upload_leaves_the_snapshot(lake, upload):
    lake.accept(upload(FIRST, "first.csv"), event_time=NOON)
    before = lake.curated().read_bytes()
    assert lake.ingest(upload(REFUSED, "second.csv"), event_time=EVENING).exit_code == 1
    assert lake.curated().read_bytes() == before


def test_dates_and_kingdoms_stand_apart(lake, upload):
    places = [(51, "2026-01-19"), (51, DATE), (1960, "2026-01-19"), (1960, DATE)]
    for power, (kingdom, date) in enumerate(places):
        file = upload(f"id,name,power\n7,Silent Otter,{power}\n")
        lake.accept(file, kingdom=kingdom, date=date)
    found = [powers(lake, kingdom=kingdom, date=date) for kingdom, date in places]
    assert found == [[0], [1], [2], [3]]


def test_equal_rows_of_two_snapshots_have_equal_hashes(lake, upload):
    lake.accept(upload(FIRST), date="2026-01-19")
    lake.accept(upload(SECOND), date=DATE, event_time=EVENING)
    lake.accept(upload(FIRST), kingdom=1960, event_time=MORNING)
    dated, later, elsewhere = (
        curated_rows(lake.curated(**where))[0]["record_hash"]
        for where in ({"date": "2026-01-19"}, {}, {"kingdom": 1960})
    )
    assert dated == elsewhere != later


def test_all_snapshots_are_read_as_one_partitioned_table(lake, upload):
    for kingdom, date in ((51, "2026-01-19"), (51, DATE), (1960, DATE)):
        lake.accept(upload(SECOND), kingdom=kingdom, date=date)
    curated = lake.folder / "curated"
    files = f"{curated}/**/*.parquet"
    [[with_duckdb]] = duckdb.execute(
        f"SELECT sum(power) FROM read_parquet('{files}') WHERE kingdom = 51 AND dt = '{DATE}'"
    ).fetchall()
    lazily = polars.scan_parquet(files, hive_partitioning=True)
    with_polars = lazily.filter(polars.col("kingdom") == 51).select("power").collect()
    dataset = pyarrow.dataset.dataset(curated, partitioning="hive")
    with_pyarrow = dataset.to_table(filter=pyarrow.dataset.field("kingdom") == 1960)
    assert (with_duckdb, with_polars["power"].sum(), with_pyarrow.num_rows) == (5, 10, 2)


def test_the_snapshot_names_its_upload(lake, upload):
    lake.accept(upload(FIRST), event_time=NOON)
    metadata = pyarrow.parquet.read_metadata(lake.curated()).metadata
    values = {value.decode() for value in metadata.values()}
    assert hashlib.sha256(FIRST.encode()).hexdigest() in values
    assert curated_rows(lake.curated())[0]["run_id"] in values


def test_a_killed_run_leaves_nothing_half_written_and_a_second_one_completes_it(
    lake, upload, tmp_path
):
    file = upload(large_upload())
    lake.accept(upload(FIRST, "before.csv"), event_time=MORNING)
    before = lake.tree()
    undisturbed = Lake(lake.executable, tmp_path / "undisturbed")
    undisturbed.accept(upload(FIRST, "before.csv"), event_time=MORNING)
    started = time.monotonic()
    undisturbed.accept(file, event_time=NOON)
    duration = time.monotonic() - started
    whole = undisturbed.tree()
    kills = 0
    for attempt in range(200):
        disturbed = Lake(lake.executable, tmp_path / f"disturbed {attempt}")
        disturbed.accept(upload(FIRST, "before.csv"), event_time=MORNING)
        command = disturbed.ingest_command(file, event_time=NOON)
        if kill_after(command, duration * (attempt % 20) / 20):
            kills += 1
        else:
            # The run that was measured was a slow one.
            duration *= 0.9
        for key, content in disturbed.tree().items():
            assert content in (whole.get(key), before.get(key)), key
        disturbed.accept(file, event_time=NOON)
        assert disturbed.tree() == whole
        if kills == 20:
            break
    assert kills == 20
    assert len(expect(file.read_bytes()).rows) == len(curated_rows(undisturbed.curated()))
