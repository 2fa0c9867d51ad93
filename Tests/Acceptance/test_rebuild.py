"""`standings rebuild`: what uploads made is made again from `raw/`, byte for byte."""

from __future__ import annotations

import json
import shutil

import pytest

from command import Lake
from expectation import expect
from quick_engines import curated_rows
from rebuilding import EXAMPLES, FIRST, REFUSED, SECOND, SNAPSHOT, Upload, area, fill, rebuild

CURATED = f"curated/{SNAPSHOT}/players.parquet"
OTHER_WEIGHTS = {"t4_kills": 4, "t5_kills": 10, "deaths": 15}


@pytest.fixture
def full(lake: Lake, upload: Upload) -> Lake:
    """A lake with a history."""
    fill(lake, upload)
    return lake


def test_a_lake_that_lost_nothing_is_left_as_it_is(full: Lake):
    before = full.tree()
    times = {key: (full.folder / key).stat().st_mtime_ns for key in before}
    rebuilt = rebuild(full)
    assert len(rebuilt) == len(EXAMPLES) + 1
    assert {line["curated"] for line in rebuilt.values()} == {"unchanged"}
    assert full.tree() == before
    assert {key: (full.folder / key).stat().st_mtime_ns for key in before} == times


@pytest.mark.parametrize("lost", [["curated"], ["curated", "rejected"], ["rejected"]])
def test_what_is_lost_comes_back_byte_for_byte(full: Lake, lost: list[str]):
    before = full.tree()
    for name in lost:
        shutil.rmtree(full.folder / name)
    rebuild(full)
    assert full.tree() == before


def test_reports_of_what_stands_come_back_byte_for_byte(full: Lake):
    before = full.tree()
    shutil.rmtree(full.folder / "reports")
    rebuilt = rebuild(full)
    after = full.tree()
    # Nothing but the lost report told the milliseconds of an upload that another one replaced.
    (differing,) = (key for key in before | after if before.get(key) != after.get(key))
    assert differing == f"reports/{SNAPSHOT}/run_ts=20260126T195959Z/report.json"
    uploads = rebuilt[(51, "2026-01-26")]["uploads"]
    assert [upload["known_from"] for upload in uploads] == ["curated", *["derived"] * 3]
    assert json.loads(after[differing])["uploaded_at"] == "2026-01-26T19:59:59Z"


def test_a_lake_of_which_raw_alone_is_left_shows_the_same_boards(lake: Lake, upload: Upload):
    for content, at in [(FIRST, "08:00:00"), (REFUSED, "12:00:00"), (SECOND, "20:00:00")]:
        lake.ingest(upload(content), event_time=f"2026-01-26T{at}Z")
    before = lake.tree()
    for lost in ["curated", "rejected", "reports"]:
        shutil.rmtree(lake.folder / lost)
    line = rebuild(lake)[(51, "2026-01-26")]
    assert lake.tree() == before
    assert line["curated"] == "restored" and line["total_players"] == 2
    assert [upload["status"] for upload in line["uploads"]] == ["accepted", "refused", "accepted"]


@pytest.mark.parametrize("position", [0, 60, -30])
def test_a_damaged_snapshot_is_repaired(full: Lake, position: int):
    before = full.tree()
    damaged = bytearray(before[CURATED])
    damaged[position] ^= 0xFF
    full.curated().write_bytes(damaged)
    line = rebuild(full, "--kingdom", "51", "--date", "2026-01-26")[(51, "2026-01-26")]
    assert line["curated"] == "replaced"
    assert full.tree() == before


def test_uploads_of_one_second_stay_apart(lake: Lake, upload: Upload):
    for milliseconds, content in [(100, FIRST), (200, SECOND), (300, REFUSED)]:
        lake.ingest(upload(content), event_time=f"2026-01-26T12:00:00.{milliseconds}Z")
    before = lake.tree()
    assert len([key for key in before if key.startswith("raw/")]) == 3
    for lost in ["curated", "rejected"]:
        shutil.rmtree(lake.folder / lost)
    rebuild(lake)
    assert lake.tree() == before


def test_new_weights_of_dkp_show_in_every_snapshot_without_a_dkp_of_its_own(full: Lake):
    before = full.tree()
    weights = ",".join(f"{name.split('_')[0]}:{weight}" for name, weight in OTHER_WEIGHTS.items())
    rebuilt = rebuild(full, "--dkp-weights", weights)
    for (kingdom, date), example in EXAMPLES.items():
        expected = expect(example.read_bytes(), OTHER_WEIGHTS).rows
        found = curated_rows(full.curated(kingdom, date))
        assert dkp(found) == dkp(expected)
        assert rebuilt[(kingdom, date)]["dkp_weights"] == weights
    assert area(full.tree(), "raw") == area(before, "raw")
    rebuild(full)
    assert rebuild(full)[(1960, "2026-01-12")]["dkp_weights"] == weights, "they stay"
    rebuild(full, "--dkp-weights", "t4:10,t5:30,deaths:80")
    assert full.tree() == before


def dkp(rows: list[dict]) -> dict[int, int | None]:
    """The DKP of each player."""
    return {row["id"]: row["dkp"] for row in rows}


def test_only_what_is_chosen_is_touched(full: Lake):
    before = full.tree()
    shutil.rmtree(full.folder / "curated")
    assert rebuild(full, "--kingdom", "1960").keys() == {
        (1960, date) for date in ["2026-01-12", "2026-01-19", "2026-01-26"]
    }
    found = area(full.tree(), "curated")
    assert found == area(before, "curated/source=rok_players/kingdom=1960")
    day = "2026-01-19"
    assert rebuild(full, "--date", day).keys() == {(51, day), (1960, day)}


def test_the_text_for_people(full: Lake):
    full.curated().unlink()
    shutil.rmtree(full.folder / f"reports/{SNAPSHOT}/run_ts=20260126T120000Z")
    done = full.run("rebuild", "--kingdom", "51")
    assert done.output == (
        "kingdom 51, 2026-01-12: unchanged, 300 players\n"
        "kingdom 51, 2026-01-19: unchanged, 300 players\n"
        "kingdom 51, 2026-01-26: restored, 2 players from "
        f"raw/{SNAPSHOT}/run_ts=20260126T200000Z/players.csv\n"
        f"  refused   raw/{SNAPSHOT}/run_ts=20260126T120000Z/players.csv: "
        "found repeated ids: 1, in 2 rows, expected each id in one row only\n"
        f"  derived   raw/{SNAPSHOT}/run_ts=20260126T120000Z/players.csv: "
        "its exact time and run id were lost with its report\n"
        f"  restored  reports/{SNAPSHOT}/run_ts=20260126T120000Z/report.json\n"
        "3 snapshots: 2 unchanged, 1 restored\n"
    )
    assert done.errors == ""
