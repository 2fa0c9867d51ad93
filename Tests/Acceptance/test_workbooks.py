"""Workbooks by every writer: each curated cell, as the readers of Parquet see it."""

from __future__ import annotations

import datetime
import gzip
import random

import pytest

from command import ROOT, Lake
from quick_engines import curated_rows
from test_families import check
from test_random_uploads import random_table
from uploads import FAMILIES, WRITINGS, cells, headers, players
from workbooks import WRITERS, by_openpyxl, by_polars, by_xlsxwriter, changed

SHEET = "xl/worksheets/sheet1.xml"


def as_numbers(rows: list[list[str]], family: list[tuple[str, str | None]]) -> list[list[object]]:
    """The counts of a family's cells as numbers; ids stay texts in every third row."""
    texts = [column in ("name", "alliance") for _, column in family]
    ids = [column == "id" for _, column in family]
    return [
        [
            int(cell) if cell.isdigit() and not text and not (own and n % 3 == 0) else cell or None
            for cell, text, own in zip(row, texts, ids)
        ]
        for n, row in enumerate(rows)
    ]


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("family", FAMILIES)
def test_family_of_numbers(lake: Lake, upload, family, writer):
    columns = FAMILIES[family]
    rows = as_numbers(cells(columns, players()), columns)
    check(lake, upload(WRITERS[writer]({"Data": [headers(columns), *rows]}), "scan.xlsx"))


@pytest.mark.parametrize("writing", WRITINGS)
def test_numbers_written_as_text(lake: Lake, upload, writing):
    columns = FAMILIES["RokTracker"]
    rows = cells(columns, players(), WRITINGS[writing], missing="Skipped")
    check(lake, upload(by_openpyxl({"Data": [headers(columns), *rows]}), "scan.xlsx"))


@pytest.mark.parametrize("seed", range(30))
def test_random_workbook(lake: Lake, upload, seed):
    chance = random.Random(seed)
    header, rows = random_table(chance)
    write = WRITERS[chance.choice(sorted(WRITERS))]
    check(lake, upload(write({"Data": [header, *rows]}), "scan.xlsx"))


def test_polars_writes_a_table(lake: Lake, upload):
    columns = FAMILIES["in-game range export"]
    rows = [[cell or 0 for cell in row] for row in as_numbers(cells(columns, players()), columns)]
    check(lake, upload(by_polars({"Sheet1": [headers(columns), *rows]}), "scan.xlsx"))


def test_hero_scrolls_keeps_its_players_on_the_third_of_four_sheets(lake: Lake, upload):
    columns = FAMILIES["Hero Scrolls"]
    rows = as_numbers(cells(columns, players()), columns)
    sums = as_numbers(cells(columns, players(seed=2)), columns)
    book = by_openpyxl({
        "Summary": [["Kingdom", 51], ["Scanned", datetime.date(2026, 1, 26)]],
        "Top 10s": [["Governor ID", "Power"], *([row[2], row[3]] for row in rows[:10])],
        "51": [headers(columns), *rows],
        "Rolled Up 51": [headers(columns), *sums],
    })  # fmt: skip
    printed = check(lake, upload(book, "51.xlsx"))
    assert printed["format"] == 'workbook, sheet "51"'
    assert any("Rolled Up 51" in note for note in printed["notes"])


def test_the_kingdom_chooses_among_sheets_of_several(lake: Lake, upload):
    header = ["Governor ID", "Governor Name", "Power"]
    book = by_xlsxwriter({"50": [header, [1, "a", 5]], "51": [header, [2, "b", 6]]})
    lake.accept(upload(book, "scan.xlsx"), kingdom=51)
    assert [row["id"] for row in curated_rows(lake.curated())] == [2]


def test_cells_of_every_kind(lake: Lake, upload):
    rows = [
        ["id", "name", "power", "deaths", "kills"],
        [1, True, 136000000.0, "=1+1", 1.36e8],
        [2, 12.5, 3.5, -1, "N/A"],
        ["3", "_x000D_ & <b>", None, "#N/A", 9007199254740992],
        [4, "line\nbreak", 2**60, 10**15, 0],
    ]
    check(lake, upload(by_openpyxl({"Data": rows}), "scan.xlsx"))


def test_problems_name_the_row_and_the_column_that_the_spreadsheet_shows(lake: Lake, upload):
    above = [[None], ["Kingdom 51"], [None], ["id", "name", "power"]]
    rows = [*above, [7, "a", "x"], [None], [0, "b", 1]]
    printed = lake.accept(upload(by_openpyxl({"Data": rows}), "scan.xlsx"))
    places = {(each["row"], each["column"], each["code"]) for each in printed["problems"]}
    assert places == {(5, "power", "not_a_number"), (7, "id", "unusable_id")}
    assert printed["rows"] == printed["rows"] | {"total": 2, "accepted": 1, "refused": 1}


@pytest.mark.parametrize("size", [None, 1, 9])
def test_gzip_around_a_workbook(lake: Lake, upload, size):
    book = by_openpyxl({"Data": [["id", "name"], [7, "a"], [8, "b"]]})
    printed = lake.accept(upload(gzip.compress(book, compresslevel=size or 6), "scan.xlsx.gz"))
    assert (printed["compression"], printed["rows"]["accepted"]) == ("gzip", 2)


def test_prefixes_of_elements_change_nothing(lake: Lake, upload):
    book = by_openpyxl({"Data": [["id", "name"], [7, "a"]]})
    prefixed = changed(
        book,
        SHEET,
        lambda sheet: sheet.replace(b"</", b"</x:")
        .replace(b"<", b"<x:")
        .replace(b"<x:/x:", b"</x:")
        .replace(b"<x:?", b"<?")
        .replace(b"xmlns=", b"xmlns:x="),
    )
    check(lake, upload(prefixed, "scan.xlsx"))


@pytest.mark.parametrize(
    ("file", "kingdom"),
    [("Hero Scrolls.xlsx", 51), ("kingdom-2026-01-19-2026-01-26.xlsx", 1960)],
)
def test_example_workbook(lake: Lake, file, kingdom):
    check(lake, ROOT / "examples" / "workbooks" / file, kingdom, "2026-01-26")


def test_a_row_at_the_end_of_the_sheet_is_found_in_little_memory(lake: Lake, upload):
    far = b'<row r="1048576"><c r="A1048576"><v>9</v></c></row></sheetData>'
    book = by_openpyxl({"Data": [["id", "name"], [7, "a"]]})
    book = changed(book, SHEET, lambda sheet: sheet.replace(b"</sheetData>", far))
    assert lake.accept(upload(book, "scan.xlsx"))["rows"]["accepted"] == 2
