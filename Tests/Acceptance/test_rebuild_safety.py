"""`standings rebuild` beside uploads, killed, and where something cannot be made again."""

from __future__ import annotations

import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from command import Lake, kill_after
from quick_engines import curated_rows
from rebuilding import FIRST, REFUSED, SNAPSHOT, Upload, area, fill, rebuild

KILLS = 20


@pytest.fixture
def full(lake: Lake, upload: Upload) -> Lake:
    """A lake with a history."""
    fill(lake, upload)
    return lake


def test_what_cannot_be_made_again_is_named_and_left_alone(full: Lake):
    shutil.rmtree(full.folder / f"raw/{SNAPSHOT}")
    before = full.tree()
    done = full.run("rebuild", "--kingdom", "51")
    assert done.exit_code == 1
    assert (
        "kingdom 51, 2026-01-26: left alone: raw/ has no usable upload of it\n"
        in done.output
    )
    for time in ["195959", "200000"]:
        assert f"  lost      raw/{SNAPSHOT}/run_ts=20260126T{time}Z/players.csv: " in done.output
    assert done.output.endswith("3 snapshots: 2 unchanged, 1 left alone\n")
    assert full.tree() == before


def test_a_lost_upload_is_named_and_the_one_before_it_comes_back(full: Lake):
    lost = f"raw/{SNAPSHOT}/run_ts=20260126T200000Z/players.csv"
    (full.folder / lost).unlink()
    full.curated().unlink()
    done = full.run("rebuild", "--kingdom", "51", "--date", "2026-01-26", "--format", "json")
    assert done.exit_code == 1
    line = done.json()
    assert (line["curated"], line["total_players"]) == ("restored", 2)
    assert [upload["raw"] for upload in line["uploads"] if upload["status"] == "lost"] == [lost]


def test_reports_that_are_lost_take_no_accepted_upload_back(lake: Lake, upload: Upload):
    lake.ingest(upload(FIRST), event_time="2026-01-26T08:00:00Z")
    keep_last = ("--duplicates", "keep-last")
    twice = "id,name,power\n7,Silent Otter,2\n7,Silent Otter,3\n"
    lake.ingest(upload(twice), event_time="2026-01-26T12:00:00Z", options=keep_last)
    before = lake.tree()
    shutil.rmtree(lake.folder / "reports")
    rebuild(lake)
    assert lake.tree() == before


def test_equal_uploads_of_one_second_are_whole(lake: Lake, upload: Upload):
    for milliseconds in [100, 200]:
        lake.accept(upload(FIRST), event_time=f"2026-01-26T12:00:00.{milliseconds}Z")
    assert rebuild(lake)[(51, "2026-01-26")]["curated"] == "unchanged"


def test_a_damaged_upload_is_named_and_nothing_is_made_of_it(full: Lake):
    raw = f"raw/{SNAPSHOT}/run_ts=20260126T200000Z/players.csv"
    (full.folder / raw).write_text("id,name,power\n7,Silent Otter,999\n")
    before = full.tree()
    done = full.run("rebuild")
    assert done.exit_code == 1
    assert f"  damaged   {raw}: found SHA-256 " in done.output
    assert full.tree() == before


def test_an_upload_that_is_refused_by_now_is_named(lake: Lake, upload: Upload):
    lake.ingest(upload(FIRST), event_time="2026-01-26T08:00:00Z")
    keep_last = ("--duplicates", "keep-last")
    lake.ingest(upload(REFUSED), event_time="2026-01-26T12:00:00Z", options=keep_last)
    before = lake.tree()
    lake.curated().unlink()
    rebuild(lake)
    assert lake.tree() == before
    done = lake.run("rebuild", "--duplicates", "refuse")
    assert done.exit_code == 1
    assert "accepted before, now found repeated ids: 1" in done.output
    assert [row["power"] for row in curated_rows(lake.curated())] == [1, 5]


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--kingdom", "77"], 2, "has no uploads of kingdom 77"),
        (["--kingdom", "51", "--date", "2026-02-02"], 2, "of kingdom 51, 2026-02-02"),
        (["--kingdom", "none"], 2, "--kingdom"),
        (["--dkp-weights", "t4:1"], 2, "--dkp-weights"),
    ],
)
def test_wrong_usage(full: Lake, options: list[str], code: int, message: str):
    done = full.run("rebuild", *options)
    assert (done.exit_code, done.output) == (code, "")
    assert message in done.errors


def test_a_lake_that_is_not_there(lake: Lake):
    assert lake.run("rebuild").exit_code == 3
    lake.folder.mkdir()
    done = lake.run("rebuild")
    assert (done.exit_code, done.output) == (0, "0 snapshots\n")


def test_uploads_that_come_meanwhile_stay(lake: Lake, upload: Upload, tmp_path: Path):
    undisturbed = Lake(lake.executable, tmp_path / "undisturbed")
    files = [upload(f"id,name,power\n7,Silent Otter,{n}\n", f"{n}.csv") for n in range(40)]
    where = [{"event_time": f"2026-01-26T12:00:{n:02}Z"} for n in range(40)]
    for file, place in zip(files, where):
        undisturbed.accept(file, **place)
    lake.accept(files[0], **where[0])
    ended = threading.Event()

    def rebuild_again_and_again() -> int:
        count = 0
        while not ended.is_set():
            rebuild(lake)
            count += 1
        return count

    with ThreadPoolExecutor() as threads:
        rebuilding = threads.submit(rebuild_again_and_again)
        for file, place in zip(files[1:], where[1:]):
            lake.accept(file, **place)
        ended.set()
        assert rebuilding.result() > 5
    assert rebuild(lake)[(51, "2026-01-26")]["total_players"] == 1
    assert lake.tree() == undisturbed.tree()


def test_a_rebuild_that_is_killed_anywhere_is_completed_by_the_next(full: Lake, tmp_path: Path):
    before = full.tree()
    shutil.rmtree(full.folder / "reports")
    shutil.rmtree(full.folder / "rejected")
    full.curated().write_bytes(b"damaged")
    whole = Lake(full.executable, tmp_path / "whole")
    shutil.copytree(full.folder, whole.folder)
    started = time.monotonic()
    rebuild(whole)
    duration = time.monotonic() - started
    expected = whole.tree()
    kills = 0
    for attempt in range(10 * KILLS):
        lake = Lake(full.executable, tmp_path / f"killed {attempt}")
        shutil.copytree(full.folder, lake.folder)
        command = [str(lake.executable), "rebuild", "--lake", str(lake.folder)]
        kills += kill_after(command, duration * (attempt % KILLS) / KILLS)
        assert area(lake.tree(), "curated").keys() == area(before, "curated").keys()
        rebuild(lake)
        assert lake.tree() == expected
        if kills == KILLS:
            break
    assert kills == KILLS
