"""Rejected uploads: the message gives the reason, it is quick, and nothing else changes."""

from __future__ import annotations

import gzip
import json
import random
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from command import ROOT, Lake, finish, measure
from quick_engines import curated_rows
from expectation import expect
from hostile_workbooks import HOSTILE

MOST_SECONDS = 2
MOST_BYTES = 256_000_000

GOOD = "id,name,power\n7,Silent Otter,1\n8,Amber Falcon,2\n"


def long_line_in_a_small_gzip() -> bytes:
    """400 MB of one letter in one cell: a repeated block of deflate, as one small gzip member."""
    start, block, repeats = b"id,name\n7,", b"a" * 1_000_000, 400
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = deflate.compress(start) + deflate.flush(zlib.Z_FULL_FLUSH)
    packed_block = deflate.compress(block) + deflate.flush(zlib.Z_FULL_FLUSH)
    packed += packed_block * repeats + deflate.flush()
    checksum = zlib.crc32(start)
    for _ in range(repeats):
        checksum = zlib.crc32(block, checksum)
    size = len(start) + repeats * len(block)
    header = b"\x1f\x8b\x08" + bytes(6) + b"\x03"
    return header + packed + struct.pack("<II", checksum, size)


@dataclass(frozen=True)
class RejectedUpload:
    """An upload, and the code and row that its rejection must have."""

    name: str
    content: bytes | str | Callable[[], bytes]
    code: str
    row: int | None = None
    file: str = "players.csv"

    @property
    def upload(self) -> bytes:
        content = self.content() if callable(self.content) else self.content
        return content.encode() if isinstance(content, str) else content


DEEP = 100_000
BOX = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4088)
REJECTED = [
    RejectedUpload("empty", "", "empty"),
    RejectedUpload("blank lines alone", "\n \r\n\n", "empty"),
    RejectedUpload("header alone", "id,name,power\n", "no_rows"),
    RejectedUpload("header and blank rows", "id,name,power\n,,\n\n", "no_rows"),
    RejectedUpload("no header", "100000001,Silent Otter,5\n100000002,Amber Falcon,6\n", "no_header"),
    RejectedUpload("no id column", "rank,name,power\n1,Silent Otter,5\n", "no_id_column"),
    RejectedUpload("all rows without id", "id,name\n,Total\n0,zero\n-7,less\nx,y\n", "all_rows_refused"),
    RejectedUpload("duplicate ids", "id,name\n7,a\n8,b\n7,c\n9,d\n7,e\n", "duplicate_ids", row=2),
    RejectedUpload("duplicate ids in two writings", "id,name\n7,a\n7.0,b\n", "duplicate_ids", row=2),
    RejectedUpload("several dates", "Date,Name,ID\nA,a,7\nB,a,7\n", "duplicate_ids", row=2),
    RejectedUpload("unclosed quote", 'id,name\n7,a\n8,"b\n9,c\n', "unclosed_quote", row=3),
    RejectedUpload("JSON cut short", '[{"id": 7, "name": "a"}, {"id": 8, "na', "invalid_json"),
    RejectedUpload("JSON cut in a number", '[{"id": 7, "name": "a"}, {"id": 8', "invalid_json"),
    RejectedUpload("JSON cut between rows", '[{"id": 7, "name": "a"},', "invalid_json"),
    RejectedUpload("JSON with a comma too many", '[{"id": 7, "name": "a",}]', "invalid_json"),
    RejectedUpload("JSON arrays too deep", "[" * DEEP, "limit_exceeded"),
    RejectedUpload("JSON objects too deep", '{"a":' * DEEP, "limit_exceeded"),
    RejectedUpload("JSON cell too deep", '[{"id":7,"a":' + "[" * DEEP + "]" * DEEP + "}]",
            "limit_exceeded"),
    RejectedUpload("JSON without rows", "[]", "no_rows"),
    RejectedUpload("JSON object without rows", '{"kingdom": 51}', "no_id_column"),
    RejectedUpload("JSON of two tables", '{"a": [{"id": 1}], "b": [{"id": 2}]}', "no_table"),
    RejectedUpload("JSON with text behind it", '[{"id": 7, "name": "a"}] and', "invalid_json"),
    RejectedUpload("JSON numbers", "[[7, 1], [8, 2]]", "no_id_column"),
    RejectedUpload("JSON duplicate ids", '[{"id": 7}, {"id": 8}, {"id": "7"}]', "duplicate_ids", row=1),
    RejectedUpload("binary", lambda: random.Random(1).randbytes(100_000), "unreadable_format"),
    RejectedUpload("zero bytes", bytes(4096), "unreadable_format"),
    RejectedUpload("XLS", BOX, "unreadable_format", file="players.xls"),
    RejectedUpload("PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "unreadable_format"),
    RejectedUpload("PNG", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100), "unreadable_format"),
    RejectedUpload("JPEG", b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(100), "unreadable_format"),
    RejectedUpload("HTML", "<!DOCTYPE html>\n<html><body>Sign in</body></html>\n", "unreadable_format"),
    RejectedUpload("Parquet", b"PAR1" + bytes(100) + b"PAR1", "unreadable_format"),
    RejectedUpload("gzip cut short", lambda: gzip.compress(GOOD.encode())[:-9], "damaged_compression"),
    RejectedUpload("gzip of nothing", lambda: gzip.compress(b""), "empty"),
    RejectedUpload("gzip of binary", lambda: gzip.compress(bytes(4096)), "unreadable_format"),
    RejectedUpload("long line in gzip", long_line_in_a_small_gzip, "limit_exceeded", file="a.csv.gz"),
    RejectedUpload("long cell", lambda: b"id,name\n7," + b"a" * 50_000_000, "limit_exceeded"),
    RejectedUpload("many columns", "id," + "a," * 100_000 + "\n7\n", "limit_exceeded"),
    RejectedUpload("many keys in JSON", json.dumps([{"id": 7} | dict.fromkeys(map(str, range(5_000)))]),
            "limit_exceeded"),
    *(RejectedUpload(name, make, code, file="players.xlsx") for name, make, code in HOSTILE),
]  # fmt: skip


@pytest.mark.parametrize("rejected", REJECTED, ids=lambda rejected: rejected.name)
def test_a_rejected_upload_changes_nothing(lake: Lake, upload, rejected: RejectedUpload):
    lake.accept(upload(GOOD, "before.csv"), event_time="2026-01-26T10:00:00Z")
    before = lake.tree()
    file = upload(rejected.upload, rejected.file)

    cost = measure(lake.ingest_command(file))

    assert cost["exit_code"] == 1, cost["errors"]
    assert cost["seconds"] < MOST_SECONDS
    assert cost["peak_bytes"] < MOST_BYTES
    printed = json.loads(cost["output"])
    assert printed["status"] == "refused"
    assert printed["curated"] is None
    first = printed["problems"][0]
    assert first["code"] == rejected.code
    assert first["row"] == rejected.row or rejected.row is None
    assert first["expected"]
    assert isinstance(first["found"], str)
    added = {key: content for key, content in lake.tree().items() if before.get(key) != content}
    assert added.keys() == {printed["raw"], printed["rejected"], printed["report"]}
    assert added[printed["rejected"]] == added[printed["raw"]] == file.read_bytes()


@pytest.mark.parametrize("rejected", REJECTED, ids=lambda rejected: rejected.name)
def test_the_message_of_a_rejection(lake: Lake, upload, rejected: RejectedUpload):
    file = upload(rejected.upload, rejected.file)
    problem = lake.ingest(file).json()["problems"][0]
    place = ["--kingdom", "51", "--date", "2026-01-26"]
    told = lake.run("ingest", file, *place)
    message = told.output + told.errors
    assert told.exit_code == 1
    assert rejected.file in message
    assert problem["expected"] in message
    assert rejected.row is None or f"row {rejected.row}" in message
    assert "\0" not in message and "\x1b" not in message


def test_every_repeated_id_is_listed_with_its_rows(lake, upload):
    file = upload("id,name\n7,a\n8,b\n7,c\n9,d\n8,e\n7,f\n")
    problems = lake.ingest(file).json()["problems"]
    listed = {(p["row"], p["found"]) for p in problems if p["code"] == "duplicate_id"}
    assert listed == {(2, "7"), (4, "7"), (7, "7"), (3, "8"), (6, "8")}


def test_keep_last_accepts_repeated_ids(lake, upload):
    file = upload("id,name,power\n7,first,1\n8,b,2\n7,last,3\n")
    finished = lake.ingest(file, options=("--duplicates", "keep-last"))
    assert finished.exit_code == 0
    assert finished.json()["problems"]
    rows = curated_rows(lake.curated())
    assert [(row["id"], row["name"], row["power"]) for row in rows] == [
        (7, "last", 3),
        (8, "b", 2),
    ]


def test_a_number_beyond_64_bits_is_a_problem_of_its_cell_alone(lake, upload):
    file = upload("id,name,power\n7,a,99999999999999999999\n8,b,5\n")
    printed = lake.accept(file)
    [problem] = printed["problems"]
    assert (problem["row"], problem["column"], problem["code"]) == (2, "power", "too_large")
    expected = [row["power"] for row in expect(file.read_bytes()).rows]
    assert [row["power"] for row in curated_rows(lake.curated())] == expected == [None, 5]


@pytest.mark.parametrize("example", sorted(ROOT.glob("examples/refused/*")), ids=lambda p: p.name)
def test_a_rejected_example(lake, example):
    finished = finish(lake.ingest_command(example))
    assert (finished.exit_code, finished.json()["status"]) == (1, "refused")
