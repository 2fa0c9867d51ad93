"""Random uploads full of oddities: the product and the expectation must agree on every one."""

from __future__ import annotations

import codecs
import gzip
import json
import random

import pytest

from command import Lake
from quick_engines import curated_rows
from expectation import ALIASES, COLUMNS, expect
from uploads import ALLIANCES, NAMES, csv_text, json_array, json_lines

SEEDS = range(120)

ODD_NUMBERS = [
    "0", "7", "999", "00012", "+5", "3.355", "3,355", "1.234.567", "1,234,567", "12 345",
    "1 234 567", "1'234'567", "1\u202f234", "\u00a07\u00a0", "12.0", "1500000.0", "0.5", "12,5",
    "1,234.5", "1.234,0", "1,234,567.0", "0.0", "0,0", "1.000", "0.000", "1.36E+08", "1e3",
    "2.5E+1", "1.25E+1", "10E-1", "1e400", "1e-5", "", " ", "-1", "-2", "-3.0", "-4", "N/A", "NaN",
    "Skipped", "abc", "1.2B", "45M", "12%", "9007199254740992", "9007199254740993",
    "99999999999999999999", "1,23,456", "12.3456", "1..2", ".5", "5.", "1.2.3", "0123.456",
    "1_000", "١", "½", "∞", "--", "=5", "'5", '"5', '5"', "1 2", "1.000.000.000",
]  # fmt: skip
ODD_NAMES = [*NAMES, "\u00a0x", "x\u3000", "'", '"', '"a', 'a"', "line\r\nbreak", "#", "{", "["]
ODD_IDS = ["", "0", "-5", "x", "7.5", "12345678901"]
UNKNOWN_HEADERS = ["", "Rank", "Highest Power", "Notes", "Acclaim"]


def random_table(chance: random.Random) -> tuple[list[str], list[list[str]]]:
    """The headers and rows of an upload with some known columns, and unknown ones among them."""
    known = ["id", "name", *chance.sample(COLUMNS[2:], chance.randrange(0, 8))]
    columns: list[str | None] = [*known, *[None] * chance.randrange(3)]
    chance.shuffle(columns)
    headers = [_header(column, chance) for column in columns]
    numbers = chance.sample(ODD_NUMBERS, chance.randrange(2, 12))
    ids = chance.sample(range(1, 10_000_000_000), chance.choice([1, 2, 5, 30]))
    rows = [[_cell(column, player_id, numbers, chance) for column in columns] for player_id in ids]
    return headers, [row if chance.random() < 0.95 else [""] * len(row) for row in rows]


def _header(column: str | None, chance: random.Random) -> str:
    if column is None:
        return chance.choice(UNKNOWN_HEADERS)
    header = chance.choice(ALIASES[column])
    return chance.choice([header, header, header.title(), f" {header}  "])


def _cell(column: str | None, player_id: int, numbers: list[str], chance: random.Random) -> str:
    if column == "id":
        usual = chance.choice([f"{player_id}", f"{player_id}.0", f" {player_id} "])
        return usual if chance.random() < 0.95 else chance.choice(ODD_IDS)
    if column == "name":
        return chance.choice(ODD_NAMES)
    if column == "alliance":
        return chance.choice([alliance or "N/A" for alliance in ALLIANCES])
    if column is None:
        return chance.choice(["", "1", "x", "1.234.567"])
    plain = str(chance.randrange(10 ** chance.randrange(1, 14)))
    return chance.choice(numbers) if chance.random() < 0.7 else plain


def random_upload(chance: random.Random) -> bytes:
    """A random table in a random format, encoding and packing."""
    headers, rows = random_table(chance)
    if len(set(headers)) < len(headers) or chance.random() < 0.6:
        delimiter, newline = chance.choice(",;\t"), chance.choice(["\n", "\r\n"])
        text = csv_text(headers, rows, delimiter, newline)
    else:
        values = [[_json_value(cell, chance) for cell in row] for row in rows]
        text = chance.choice([json_array, json_lines])(headers, values)
    encoded = chance.choice(
        [text.encode(), text.encode("utf-8-sig"), codecs.BOM_UTF16_BE + text.encode("utf-16-be")]
    )
    return gzip.compress(encoded) if chance.random() < 0.2 else encoded


def _json_value(cell: str, chance: random.Random) -> object:
    is_number = cell.isascii() and cell.isdigit() and str(int(cell)) == cell
    return json.loads(cell) if is_number and chance.random() < 0.5 else cell


@pytest.mark.parametrize("seed", SEEDS)
def test_random_upload(lake: Lake, upload, seed: int):
    content = random_upload(random.Random(seed))
    expected = expect(content)

    finished = lake.ingest(upload(content))

    printed = finished.json()
    assert (finished.exit_code == 0) == (len(expected.rows) > 0), printed
    if expected.rows:
        rows = [
            {name: row[name] for name in expected.rows[0]} for row in curated_rows(lake.curated())
        ]
        assert rows == expected.rows
        assert printed["rows"]["accepted"] == len(expected.rows)
        assert printed["rows"]["refused"] == expected.refused
        assert printed["rows"]["suspicious"] == expected.suspicious
        reported = [p for p in printed["problems"] if p["code"] != "unusable_id"]
        assert len(reported) == min(len(expected.cell_problems), 100 - expected.refused)
