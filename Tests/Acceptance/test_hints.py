"""Hints about the kingdom and the date in an upload, used if the command line gives none."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from command import EVENT_TIME, ROOT, Finished, Lake
from quick_engines import curated_rows
from uploads import FAMILIES, cells, csv_text, headers, players
from workbooks import by_openpyxl

GOOD = "id,name,power\n7,Silent Otter,1\n8,Amber Falcon,2\n"
DAYS = ["2026-01-12", "2026-01-19", "2026-01-26"]


def ingest(lake: Lake, file: Path, *options: object) -> Finished:
    """Ingests a file without --kingdom and --date."""
    return lake.run("ingest", file, "--event-time", EVENT_TIME, "--format", "json", *options)


def snapshots(lake: Lake) -> dict[str, list[int]]:
    """The ids of each snapshot, by kingdom and date."""
    found = lake.folder.glob("curated/*/*/*/players.parquet")
    return {
        "/".join(part.split("=")[1] for part in path.parts[-3:-1]): [
            row["id"] for row in curated_rows(path)
        ]
        for path in sorted(found)
    }


@pytest.mark.parametrize(
    ("name", "content", "place", "sources"),
    [
        ("TOP300-2026-01-14-51-[a].csv", GOOD, "51/2026-01-14",
         ["the file's name", "the file's name"]),
        ("kingdom 51 20260114_081812.csv", GOOD, "51/2026-01-14",
         ["the file's name", "the file's name"]),
        ("a.csv", "Kingdom,Date,ID\n51,2026-01-14,7\n", "51/2026-01-14",
         ['the column "Kingdom"', 'the column "Date"']),
        ("PlayersRanking_20260114_081812.csv", "ID,Kingdom\n7,51\n8,51\n", "51/2026-01-14",
         ['the column "Kingdom"', "the file's name"]),
        ("a.json", '[{"id": 7, "kingdom": 51, "date": "2026-01-14"}]', "51/2026-01-14",
         ['the column "kingdom"', 'the column "date"']),
    ],
)  # fmt: skip
def test_hints_of_the_file_are_used(lake, upload, name, content, place, sources):
    told = ingest(lake, upload(content, name))
    assert told.exit_code == 0, told.errors
    printed = told.json()
    assert f"{printed['kingdom']}/{printed['date']}" == place
    assert [printed["kingdom_from"], printed["date_from"]] == sources
    assert snapshots(lake).keys() == {place}
    # A column with a hint is not an ignored one.
    hints = [f'the column "{each["header"]}"' for each in printed["columns"]["claims"]]
    assert hints == [source for source in sources if "column" in source]
    assert printed["columns"]["ignored"] == []


def test_a_workbook_has_hints_in_its_summary_and_sheet_names(lake, upload):
    columns = FAMILIES["Hero Scrolls"]
    book = by_openpyxl({
        "Summary": [["Kingdom", 51], ["Scan Date", datetime.date(2026, 1, 14)]],
        "51": [headers(columns), *cells(columns, players())],
    })  # fmt: skip
    printed = ingest(lake, upload(book, "scan.xlsx")).json()
    assert (printed["kingdom"], printed["date"]) == (51, "2026-01-14")
    assert printed["date_from"] == 'the sheet "Summary"'


@pytest.mark.parametrize(
    ("file", "options", "place"),
    [
        ("Hero Scrolls.xlsx", [], "51/2026-01-26"),
        ("kingdom-2026-01-19-2026-01-26.xlsx", ["--kingdom", "1960"], "1960/2026-01-26"),
    ],
)
def test_the_example_workbooks_have_hints(lake, file, options, place):
    told = ingest(lake, ROOT / "examples" / "workbooks" / file, *options)
    assert told.exit_code == 0, told.errors
    assert snapshots(lake).keys() == {place}


def test_a_file_with_conflicting_hints_does_not_block_others(lake, upload):
    files = [upload(GOOD, "20260115.csv"), upload(GOOD, "20260114.csv")]
    told = lake.run("ingest", *files, "--kingdom", "51", "--date", "2026-01-14")
    assert told.exit_code == 1
    assert snapshots(lake).keys() == {"51/2026-01-14"}


def test_dates_of_a_workbook_are_dates(lake, upload):
    rows = [["Date", "ID"], [datetime.datetime(2026, 1, 14, 8, 18), 7]]
    printed = ingest(lake, upload(by_openpyxl({"51": rows}), "scan.xlsx")).json()
    assert (printed["kingdom"], printed["date"]) == (51, "2026-01-14")
    assert printed["kingdom_from"] == "the sheet's name"


def test_the_source_of_a_hint_is_printed(lake, upload):
    told = lake.run("ingest", upload(GOOD, "kingdom-2025-09-19-2025-09-26.csv"), "--kingdom", 51)
    assert "  date      2025-09-26, from the file's name" in told.output.splitlines()
    assert "  kingdom" not in told.output


@pytest.mark.parametrize(
    ("name", "content", "options", "code", "words"),
    [
        ("a.csv", GOOD, ["--date", "2026-01-14"], 2, ["gives the kingdom", "--kingdom"]),
        ("a.csv", GOOD, ["--kingdom", "51"], 2, ["gives the date", "--date"]),
        ("99991231.csv", GOOD, ["--kingdom", "51"], 2, ["gives the date", "--date"]),
        ("kingdom 52.csv", GOOD, ["--kingdom", "51", "--date", "2026-01-14"], 1,
         ["--kingdom says 51", "the file's name says 52"]),
        ("20260115.csv", GOOD, ["--kingdom", "51", "--date", "2026-01-14"], 1,
         ["--date says 2026-01-14", "the file's name says 2026-01-15"]),
        ("20260115.csv", "Date,ID\n2026-01-14,7\n", ["--kingdom", "51"], 1,
         ["2026-01-15", "2026-01-14", 'the column "Date"', "the file's name"]),
        ("a.csv", "Kingdom,ID\n51,7\n52,8\n", ["--date", "2026-01-14"], 1, ["51, 52", "--kingdom"]),
        ("a.csv", "Date,ID\n2026-01-12,7\n2026-01-19,7\n", ["--kingdom", "51"], 1,
         ["2026-01-12, 2026-01-19", "--split-dates"]),
        ("a.csv", "Date,ID\n2026-01-12,7\n2062-01-19,7\n", ["--kingdom", "51", "--split-dates"], 1,
         ["2062-01-19", "implausible"]),
        ("a.pdf", "%PDF-1.7", ["--kingdom", "51"], 1, ["a PDF document", "CSV"]),
        ("a.csv", GOOD, ["--kingdom", "51", "--date", "2026-01-14", "--split-dates"], 2,
         ["--split-dates"]),
    ],
)  # fmt: skip
def test_bad_hints_change_nothing(lake, upload, name, content, options, code, words):
    told = ingest(lake, upload(content, name), *options)
    assert (told.exit_code, told.output) == (code, "")
    assert all(word in told.errors for word in words), told.errors
    assert lake.tree() == {}


def hand_kept(days: list[str]) -> str:
    """An officer's sheet of several scans: ids repeat by day, and so does the order of rows."""
    columns = FAMILIES["hand-kept"]
    rows = []
    for number, day in enumerate(days):
        scan = cells(columns, players(30, seed=number), seed=number)
        rows += [[day, *row[1:]] for row in scan]
    return csv_text(headers(columns), [*rows, ["", "Total"] + [""] * (len(columns) - 2)])


def test_several_days_are_refused_with_advice_where_nobody_can_be_asked(lake, upload):
    told = lake.ingest(upload(hand_kept(DAYS)), date=DAYS[0])
    assert told.exit_code == 1
    problem = told.json()["problems"][0]
    assert (problem["code"], problem["column"]) == ("several_dates", "Date")
    assert all(day in problem["found"] for day in DAYS)
    assert "--split-dates" in problem["expected"]
    assert snapshots(lake) == {}


class TestSplitDates:
    """One file of several scans becomes a snapshot of each."""

    @pytest.fixture
    def split(self, lake: Lake, upload) -> list[dict]:
        told = ingest(lake, upload(hand_kept(DAYS)), "--kingdom", "51", "--split-dates")
        assert told.exit_code == 0, told.errors + told.output
        return told.json_lines()

    def test_each_day_has_its_rows(self, lake, split):
        assert [printed["date"] for printed in split] == DAYS
        found = snapshots(lake)
        for number, day in enumerate(DAYS):
            assert found[f"51/{day}"] == sorted(row["id"] for row in players(30, seed=number))
        for printed in split:
            assert printed["rows"]["accepted"] == 30
            assert printed["rows"]["of_other_dates"] == 60
            assert printed["rows"]["refused"] == 1

    def test_the_whole_file_is_kept_under_each_day(self, lake, split):
        kept = {lake.tree()[printed["raw"]] for printed in split}
        assert kept == {hand_kept(DAYS).encode()}

    @pytest.mark.parametrize("lost", ["curated", "reports", "nothing"])
    def test_rebuilding_makes_the_same(self, lake, split, lost):
        before = lake.tree()
        for key in before:
            if key.startswith(lost):
                (lake.folder / key).unlink()
        rebuilt = lake.run("rebuild")
        assert rebuilt.exit_code == 0, rebuilt.output + rebuilt.errors
        assert lake.tree() == before

    def test_again_it_is_the_same(self, lake, split, upload):
        before = lake.tree()
        again = ingest(lake, upload(hand_kept(DAYS)), "--kingdom", "51", "--split-dates")
        assert again.exit_code == 0
        assert lake.tree() == before

    def test_a_workbook_is_split_too(self, lake, upload):
        rows = [["Date", "ID"], [datetime.date(2026, 1, 12), 7], [datetime.date(2026, 1, 19), 7]]
        told = ingest(lake, upload(by_openpyxl({"51": rows}), "a.xlsx"), "--split-dates")
        assert told.exit_code == 0, told.errors
        assert snapshots(lake) == {"51/2026-01-12": [7], "51/2026-01-19": [7]}


def test_a_file_of_one_day_needs_no_splitting(lake, upload):
    told = ingest(lake, upload("Date,ID\n2026-01-12,7\n"), "--kingdom", "51", "--split-dates")
    assert told.exit_code == 0
    assert snapshots(lake) == {"51/2026-01-12": [7]}



def test_a_file_that_cannot_be_taken_keeps_the_others_from_nothing(lake, upload, tmp_path):
    good = upload(GOOD, "TOP300-2026-01-14-51.csv")
    done = ingest(lake, tmp_path / "missing.csv", upload(GOOD, "untold.csv"), good)
    assert done.exit_code == 2
    assert "missing.csv cannot be read" in done.errors and "untold.csv: neither" in done.errors
    assert snapshots(lake).keys() == {"51/2026-01-14"}
