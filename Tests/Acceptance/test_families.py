"""Every family of uploads in every writing: each curated cell, as three readers see it."""

from __future__ import annotations

import codecs
import gzip
from itertools import combinations
from pathlib import Path

import pytest

from command import DATE, EVENT_TIME, ROOT, Lake, micros
from quick_engines import ENGINES, curated_rows
from expectation import ALIASES, expect
from uploads import (
    FAMILIES,
    MISSING_WRITINGS,
    WESTERN_NAMES,
    WRITINGS,
    cells,
    csv_text,
    headers,
    json_array,
    json_lines,
    json_object,
    meanings,
    players,
)

ENCODINGS = {
    "UTF-8": lambda text: text.encode(),
    "UTF-8 with BOM": lambda text: text.encode("utf-8-sig"),
    "UTF-16 little-endian": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "UTF-16 big-endian": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "Windows-1252": lambda text: text.encode("cp1252"),
}

EXAMPLES = sorted(ROOT.glob("examples/inbox/*/*/*/*"))


def check(lake: Lake, file: Path, kingdom: int = 51, date: str = DATE) -> dict:
    """Ingests a file and compares every cell with the expectation, through every reader."""
    expected = expect(file.read_bytes())
    printed = lake.accept(file, kingdom=kingdom, date=date)
    curated = lake.curated(kingdom, date)
    context = {
        "kingdom": kingdom,
        "snapshot_date": date,
        "ingested_at": micros(EVENT_TIME),
        "run_id": curated_rows(curated)[0]["run_id"],
    }
    assert context["run_id"]
    rows = [{**row, **context} for row in expected.rows]
    for name, engine in ENGINES.items():
        assert engine.rows(curated) == rows, name
    counts = printed["rows"]
    assert counts["accepted"] == len(rows)
    assert counts["refused"] == expected.refused
    assert counts["suspicious"] == expected.suspicious
    matched = {each["header"]: each["column"] for each in printed["columns"]["matched"]}
    assert matched == expected.matched
    found = [problem["found"] for problem in printed["problems"] if problem["column"]]
    assert len(found) >= min(len(expected.cell_problems), 20)
    return printed


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("family", FAMILIES)
def test_family_in_csv(lake, upload, family, writing):
    columns = FAMILIES[family]
    rows = cells(columns, players(), WRITINGS[writing])
    printed = check(lake, upload(csv_text(headers(columns), rows)))
    matched = {each["header"]: each["column"] for each in printed["columns"]["matched"]}
    assert matched == meanings(columns)


@pytest.mark.parametrize("write", [json_array, json_object, json_lines])
@pytest.mark.parametrize("family", FAMILIES)
def test_family_in_json(lake, upload, family, write):
    columns = FAMILIES[family]
    rows = cells(columns, players(ambiguous=False), *WRITINGS.values())
    check(lake, upload(write(headers(columns), rows), "scan.json"))


@pytest.mark.parametrize("write", [json_array, json_object, json_lines])
def test_json_values_of_their_own_types(lake, upload, write):
    rows = [
        [100000001, "as numbers", 88_000_000, 32040216.0, 136000000.0, None],
        ["100000002", "as text", "88000000", "32040216.0", "1.36E+08", "null"],
        [100000003, "not counts", True, [1], {"a": 1}, 12.5],
        [100000004, 1234567, 0, -1, 9007199254740991, 1],
    ]
    check(lake, upload(write(["id", "name", "power", "kills", "dkp", "deaths"], rows), "a.json"))


def test_json_objects_with_their_keys_in_any_order(lake, upload):
    text = (
        '[{"id": 1, "name": "a", "power": 5, "kills": 6},\n'
        ' {"kills": 7, "name": "b", "id": 2},\n'
        ' {"power": 8, "id": 3, "unknown": [{"deep": [1, 2]}], "name": "c\\ud83e\\udd89\\u0000"},\n'
        ' {"name": "no id", "power": 9}]'
    )
    check(lake, upload(text, "scan.json"))


@pytest.mark.parametrize(("first", "second"), list(combinations(WRITINGS, 2)))
def test_two_writings_in_one_column(lake, upload, first, second):
    family = FAMILIES["RokTracker"]
    rows = players(ambiguous=False)
    written = cells(family, rows, WRITINGS[first], WRITINGS[second], missing="Skipped")
    check(lake, upload(csv_text(headers(family), written)))


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_dialect(lake, upload, encoding, delimiter, newline, packed):
    family = FAMILIES["hand-kept"]
    names = {"names": WESTERN_NAMES} if encoding == "Windows-1252" else {}
    written = cells(family, players(**names), WRITINGS["comma groups"])
    text = csv_text(headers(family), written, delimiter, newline)
    content = ENCODINGS[encoding](text)
    name = "players.csv.gz" if packed else "players.csv"
    check(lake, upload(gzip.compress(content) if packed else content, name))


@pytest.mark.parametrize("write", [json_array, json_lines])
@pytest.mark.parametrize("encoding", ["UTF-8 with BOM", "UTF-16 little-endian"])
def test_json_encoded_and_packed(lake, upload, encoding, write):
    family = FAMILIES["Hero Scrolls"]
    content = ENCODINGS[encoding](write(headers(family), cells(family, players())))
    check(lake, upload(gzip.compress(content), "scan.json.gz"))


@pytest.mark.parametrize("missing", [*MISSING_WRITINGS, "SKIPPED", "nan", "NULL"])
def test_missing_is_null_and_never_zero(lake, upload, missing):
    family = FAMILIES["RokTracker"]
    check(lake, upload(csv_text(headers(family), cells(family, players(), missing=missing))))


@pytest.mark.parametrize("missing", ["", "N/A", "None", "unknown"])
def test_an_alliance_may_be_missing_but_a_name_is_kept(lake, upload, missing):
    check(lake, upload(f"id,name,alliance\n7,{missing},{missing}\n8,-1,-1\n"))


@pytest.mark.parametrize(
    "text",
    [
        "id,power\n7,1\n8,2\n",
        "id,name,power\n7,,1\n8,b,2\n",
        "power,id,name\n1,7\n2,8,b\n",
        '[{"id": 7, "power": 1}, {"id": 8, "power": 2}]',
        '[{"id": 7, "name": null}, {"id": 8, "name": "b"}]',
        '[{"id": 7}, {"id": 8, "name": ""}]',
        '{"id": 7}\n{"id": 8, "name": "b"}\n',
    ],
)
def test_a_name_that_is_missing_is_empty(lake, upload, text):
    check(lake, upload(text))
    assert curated_rows(lake.curated())[0]["name"] == ""


def test_a_separator_that_groups_and_points_decides_nothing(lake, upload):
    check(lake, upload("id;name;power\n1;a;1.234.567\n2;b;1.5\n3;c;3.355\n4;d;12\n"))


@pytest.mark.parametrize(
    ("power", "deaths", "expected"),
    [
        pytest.param(["3.355", "3.355.758"], ["7", "7"], [3355, 3355758], id="dot groups"),
        pytest.param(["3,355", "3,355,758"], ["7", "7"], [3355, 3355758], id="comma groups"),
        pytest.param(["3.000", "1000000.0"], ["7", "7"], [3, 1000000], id="decimal point"),
        pytest.param(["3.355", "1000000.0"], ["7", "7"], [None, 1000000], id="fraction"),
        pytest.param(["3,000", "1000000,0"], ["7", "7"], [3, 1000000], id="decimal comma"),
        pytest.param(["3.355", "7"], ["1.234.567", "7"], [3355, 7], id="another column groups"),
        pytest.param(["3.000", "7"], ["1234567.0", "7"], [3, 7], id="another column's decimals"),
        pytest.param(["3.355", "7"], ["1,234,567", "7"], [None, 7], id="another column's commas"),
        pytest.param(["3.355", "1.234.567"], ["0.5", "7"], [3355, 1234567], id="own column first"),
        pytest.param(["3.355", "7"], ["7", "7"], [3355, 7], id="no evidence: groups"),
        pytest.param(["3,355", "7"], ["7", "7"], [3355, 7], id="no evidence: comma groups"),
        pytest.param(["1.234.567,0", "3.355"], ["7", "7"], [1234567, 3355], id="both separators"),
        pytest.param(["1,234,567.0", "3.000"], ["7", "7"], [1234567, 3], id="both, the other way"),
    ],
)
def test_one_group_of_three_is_decided_by_the_column(lake, upload, power, deaths, expected):
    rows = [[str(n), "someone", p, d] for n, (p, d) in enumerate(zip(power, deaths), start=1)]
    file = upload(csv_text(["id", "name", "power", "deaths"], rows, delimiter=";"))
    check(lake, file)
    assert [row["power"] for row in curated_rows(lake.curated())] == expected


@pytest.mark.parametrize(
    "cell",
    ["abc", "12.5", "1,23,456", "1.2B", "45M", "50%", "-5", "1e400", "9223372036854775808",
     "9007199254740994", "1" * 400, "0x10", "1 000 00", "١٢٣", "1-2", "=1+1"],
)  # fmt: skip
def test_a_cell_that_is_no_count_is_null_and_reported(lake, upload, cell):
    rows = [["7", "whole", "1500000.0", "5"], ["8", "broken", cell, "6"]]
    file = upload(csv_text(["id", "name", "power", "deaths"], rows))
    printed = check(lake, file)
    [problem] = printed["problems"]
    assert (problem["row"], problem["column"]) == (3, "power")
    assert problem["found"] and cell.startswith(problem["found"].rstrip("…"))
    assert problem["expected"]


@pytest.mark.parametrize(
    ("column", "alias"), [(column, alias) for column in ALIASES for alias in ALIASES[column]]
)
def test_alias(lake, upload, column, alias):
    shouted = f"  {alias.upper()}".replace(" ", " \u00a0")
    header = {"id": "id", "name": "name"} | {column: shouted}
    row = {"id": "7", "name": "Silent Otter"} | ({column: "8"} if column != "name" else {})
    check(lake, upload(csv_text(list(header.values()), [[row[name] for name in header]])))


@pytest.mark.parametrize(
    "header",
    ["Highest Power", "Power Diff", "Highest Acclaim", "ASCII Name", "Domain ID", "Troop Power"],
)
def test_a_header_that_only_resembles_one_is_ignored(lake, upload, header):
    printed = check(lake, upload(f"id,name,{header}\n7,Silent Otter,9\n"))
    assert printed["columns"]["ignored"] == [header]


@pytest.mark.parametrize("headers", ["KP,Kill Points", "Kill Points,KP"])
def test_of_two_headers_for_one_column_the_fuller_counts(lake, upload, headers):
    kp = "5,," if headers.startswith("KP") else ",5,"
    check(lake, upload(f"id,name,{headers},Power\n7,Silent Otter,{kp}1\n8,Amber Falcon,{kp}2\n"))


def test_columns_are_found_by_name_in_any_order(lake, upload):
    family = FAMILIES["RokTracker"][::-1]
    check(lake, upload(csv_text(headers(family), cells(family, players()))))


def test_rows_that_are_no_players(lake, upload):
    text = (
        "\n\nName,ID,Power,,\n"
        "Silent Otter,60010021,5,,\n"
        "Total,,5,,\n"
        "failsafe-triggered,,,,\n"
        "\n"
        "zero,0,1,,\nnegative,-7,1,,\nwords,seven,1,,\nlong,12345678901,1,,\nhalf,7.5,1,,\n"
        "as a decimal,123456.0,1,,\n"
        "short,7\n"
        ",,,,\n,,,,\n"
    )
    printed = check(lake, upload(text))
    refused = {p["row"]: p["found"] for p in printed["problems"] if p["row"] not in (None, 14)}
    assert refused.keys() == {5, 6, 8, 9, 10, 11, 12}
    assert printed["rows"]["total"] == 10


@pytest.mark.parametrize("example", EXAMPLES, ids=[path.name for path in EXAMPLES])
def test_example(lake, example):
    kingdom, date = (part.split("=")[1] for part in example.parts[-3:-1])
    check(lake, example, int(kingdom), date)
