"""`standings verify`: a lake beside the uploads it keeps; what differs is named."""

from __future__ import annotations

import shutil

import pytest

from command import Finished, Lake
from rebuilding import EXAMPLES, SECOND, SNAPSHOT, Upload, fill

NEWEST = f"raw/{SNAPSHOT}/run_ts=20260126T200000Z/players.csv"


@pytest.fixture
def full(lake: Lake, upload: Upload) -> Lake:
    """A lake with a history."""
    fill(lake, upload)
    return lake


def verify(lake: Lake, *options: str) -> Finished:
    """Verifies a lake, which must not change it."""
    before = lake.tree()
    done = lake.run("verify", *options)
    assert lake.tree() == before
    return done


def finding(lake: Lake) -> dict:
    """What is found of the snapshot of the history, where something must be wrong."""
    done = verify(lake, "--kingdom", "51", "--date", "2026-01-26", "--format", "json")
    assert done.exit_code == 1, done.output + done.errors
    return done.json()


def test_a_lake_that_is_whole(full: Lake):
    done = verify(full)
    assert done.exit_code == 0, done.output
    assert done.output.endswith(f"{len(EXAMPLES) + 1} snapshots, all match their uploads\n")


def test_players_that_are_missing_new_or_others_are_named(
    full: Lake, upload: Upload, lake: Lake, tmp_path
):
    elsewhere = Lake(lake.executable, tmp_path / "elsewhere")
    changed = SECOND.replace("8,Amber Falcon,3", "9,Amber Falcon,3").replace("Otter,2", "Otter,99")
    elsewhere.accept(upload(changed))
    shutil.copy(elsewhere.curated(), full.curated())
    found = finding(full)
    assert (found["status"], found["curated"], found["raw"]) == ("differs", "differs", NEWEST)
    differences = found["differences"]
    assert differences["missing_players"] == {"count": 1, "ids": [8]}
    assert differences["unexpected_players"] == {"count": 1, "ids": [9]}
    assert differences["changed_players"] == {"count": 1, "ids": [7]}
    assert differences["cells"] == [{"id": 7, "key": "power", "found": "99", "expected": "2"}]
    assert "standings.source_sha256" in {value["key"] for value in differences["metadata"]}
    text = verify(full).output
    assert f"kingdom 51, 2026-01-26: differs from its upload {NEWEST}\n" in text
    assert '              7, power: found "99", expected "2"\n' in text


def test_a_snapshot_that_is_gone(full: Lake):
    full.curated().unlink()
    assert (finding(full)["curated"], finding(full)["differences"]) == ("missing", None)


def test_a_snapshot_that_cannot_be_read(full: Lake):
    full.curated().write_bytes(full.curated().read_bytes()[:-1])
    assert finding(full)["differences"]["unreadable"]


def test_an_upload_that_was_changed(full: Lake):
    (full.folder / NEWEST).write_text("id,name\n1,someone else\n")
    found = finding(full)
    assert found["curated"] == "unverifiable"
    assert found["uploads"][0]["status"] == "damaged"


def test_a_report_that_differs(full: Lake):
    report = full.folder / NEWEST.replace("raw/", "reports/", 1).replace("players.csv", "report.json")
    report.write_text(report.read_text().replace('"accepted":2', '"accepted":3'))
    found = finding(full)
    assert found["curated"] == "as_uploaded"
    assert found["uploads"][0]["report"] == "differs"


@pytest.mark.parametrize("option", [("--kingdom", "999"), ("--date", "2001-01-01")])
def test_a_snapshot_that_nobody_uploaded(full: Lake, option: tuple[str, str]):
    assert verify(full, *option).exit_code == 2
