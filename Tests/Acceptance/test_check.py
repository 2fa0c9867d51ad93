"""`standings check`: the whole report of an upload, and nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

from command import EVENT_TIME, Lake
from rebuilding import FIRST, REFUSED, Upload

WRITTEN = {"run_id", "superseded_by_newer", "raw", "curated", "rejected", "report"}
LATER = "id,name,power,t4 kills,t5 kills,deaths\n7,Silent Otter,1,1,3,4\n9,New,5,x,1,1\n"


def checked(lake: Lake, *arguments: object, code: int = 0) -> dict:
    """Checks a file, which must not change the lake."""
    before = lake.tree()
    done = lake.run("check", *arguments, "--format", "json")
    assert done.exit_code == code, done.output + done.errors
    assert lake.tree() == before
    return done.json()


@pytest.mark.parametrize(("content", "code"), [(LATER, 0), (REFUSED, 1)])
def test_the_report_is_the_one_that_ingesting_gives(lake: Lake, upload: Upload, content, code):
    lake.accept(upload(FIRST), date="2026-01-19")
    file = upload(content)
    found = checked(lake, file, "--kingdom", "51", "--date", "2026-01-26", code=code)
    ingested = lake.ingest(file, event_time=EVENT_TIME).json()
    assert found == {key: value for key, value in ingested.items() if key not in WRITTEN}
    if code == 0:
        assert found["compared_with"]["date"] == "2026-01-19"
        assert found["anomalies"]["fallen_counter"] == 1
        assert [problem["row"] for problem in found["problems"]] == [3]


def test_neither_a_lake_nor_a_place_is_needed(lake: Lake, upload: Upload):
    found = checked(lake, upload(LATER))
    assert not lake.folder.exists()
    assert (found["kingdom"], found["date"]) == (None, None)
    assert found["rows"]["accepted"] == 2
    text = lake.run("check", upload(LATER)).output
    assert "  kingdom   not in the file: ingest needs --kingdom\n" in text
    assert "  report    " not in text


def test_hints_of_the_file_are_printed(lake: Lake, upload: Upload):
    found = checked(lake, upload(LATER, "TOP300-2026-01-14.csv"))
    assert (found["kingdom"], found["date"]) == (None, "2026-01-14")
    assert found["date_from"] == "the file's name"


def test_each_day_of_a_file_is_checked(lake: Lake, upload: Upload):
    days = "Date,ID,Name\n2026-01-12,7,a\n2026-01-12,8,b\n2026-01-19,7,a\n"
    done = lake.run("check", upload(days), "--split-dates", "--format", "json")
    assert [(day["date"], day["rows"]["accepted"]) for day in done.json_lines()] == [
        ("2026-01-12", 2),
        ("2026-01-19", 1),
    ]


def test_a_file_that_cannot_be_read_is_wrong_usage(lake: Lake, tmp_path: Path):
    done = lake.run("check", tmp_path / "missing.csv")
    assert done.exit_code == 2 and "cannot be read" in done.errors
