"""Uploads of several parts, which are read as their first rows foretell: what comes of them must
not depend on whether the rest is as foretold."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from command import Lake
from expectation import expect
from quick_engines import curated_rows

ROWS = 66_000
"""More than a part has, and far more than are looked at first."""

HEADERS = ["Governor ID", "Name", "Power", "T4 Kills"]
Cells = list[list[str]]


def plain(count: int = ROWS) -> Cells:
    """The rows of an ordinary upload."""
    numbers = range(count)
    return [[f"{n * 7 + 1}", f"Player {n}", f"{n * 31 % 99_991}", f"{n % 50}"] for n in numbers]


def changed(row: int, column: int, cell: str) -> Cells:
    """An ordinary upload in which one cell is another one; a row may be counted from the end."""
    rows = plain()
    rows[row][column] = cell
    return rows


def csv_of(rows: Cells) -> bytes:
    """The rows as they stand: whoever writes odd cells quotes them."""
    return "".join(",".join(row) + "\n" for row in [HEADERS, *rows]).encode()


def lines_of(rows: Cells) -> bytes:
    """The rows as JSON lines."""
    objects = (json.dumps(dict(zip(HEADERS, row)), ensure_ascii=False) for row in rows)
    return "".join(f"{text}\n" for text in objects).encode()


def with_blank_rows(at: int, count: int) -> Cells:
    """Rows without anything in them, in the middle of the others."""
    rows = plain()
    return [*rows[:at], *[["", "", "", ""]] * count, *rows[at:]]


LARGE: dict[str, Callable[[], bytes]] = {
    "ordinary": lambda: csv_of(plain()),
    "ordinary JSON lines": lambda: lines_of(plain()),
    "a separator in the last row": lambda: csv_of(changed(-1, 2, "1.500")),
    "a separator that is told apart by the last row": lambda: csv_of(
        [*changed(40, 2, "1.500"), ["9999999999", "last", "1.234.567", "1"]]
    ),
    "a lone quote in a name": lambda: csv_of(changed(700, 1, 'A"S')),
    "lines within a name": lambda: csv_of(changed(65_534, 1, '"one\ntwo\n"')),
    "a thousand blank rows": lambda: csv_of(with_blank_rows(65_000, 1_000)),
    "blank rows at the end": lambda: csv_of(with_blank_rows(ROWS, 1_000)),
    "no UTF-8 at the end": lambda: csv_of(plain()) + b"9999999999,Zo\xeb,1,1\n",
    "an escape in the last object": lambda: lines_of(changed(-1, 1, 'a "quoted" name')),
}


@pytest.mark.parametrize("name", LARGE)
def test_large_upload(lake: Lake, upload, name: str):
    content = LARGE[name]()
    expected = expect(content)

    file = upload(content, "players.jsonl" if content.startswith(b"{") else "players.csv")
    printed = lake.accept(file)

    names = list(expected.rows[0])
    rows = [{column: row[column] for column in names} for row in curated_rows(lake.curated())]
    assert rows == expected.rows
    assert printed["rows"]["accepted"] == len(expected.rows)
    assert printed["rows"]["refused"] == expected.refused


@pytest.mark.parametrize("write", [csv_of, lines_of])
def test_an_id_that_comes_again_in_another_part_is_found(lake: Lake, upload, write):
    first = 2 if write is csv_of else 1

    finished = lake.ingest(upload(write(changed(-1, 0, "8"))))

    printed = finished.json()
    assert finished.exit_code == 1
    assert [problem["row"] for problem in printed["problems"][1:]] == [first + 1, first + ROWS - 1]
    assert not lake.curated().exists()


def test_bytes_do_not_depend_on_the_number_of_threads(lake: Lake, upload):
    file = upload(csv_of(plain()))
    written = []
    for threads in ["1", "2", "5"]:
        lake.accept(file, options=("--threads", threads, "--event-time", "2026-01-26T10:00:00Z"))
        written.append(lake.curated().read_bytes())
    assert written[0] == written[1] == written[2]
