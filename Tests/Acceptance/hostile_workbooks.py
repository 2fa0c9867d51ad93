"""Workbooks that are damaged, or made to do harm."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable

from workbooks import by_xlsxwriter, changed, packed, parts

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"

ROWS = [["id", "name", "power"], [7, "Silent Otter", 1], [8, "Amber Falcon", 2]]
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + b"".join(
        b'<!ENTITY %c "%s">' % (new, (b"&%c;" % old) * 10)
        for old, new in zip(b"abcdefgh", b"bcdefghi")
    )
    + b"]><sst><si><t>&i;</t></si></sst>"
)


def sound() -> bytes:
    """A workbook as it should be."""
    return by_xlsxwriter({"Data": ROWS})


def without(part: str) -> bytes:
    """The workbook without one of its parts."""
    return packed({name: content for name, content in parts(sound()).items() if name != part})


def with_sheet(content: bytes) -> bytes:
    """The workbook with another sheet."""
    return changed(sound(), SHEET, lambda _: content)


def with_rows(rows: bytes, more: dict[str, bytes] | None = None) -> bytes:
    """The workbook with other rows below its header."""
    end = b"</sheetData>"
    book = changed(sound(), SHEET, lambda sheet: sheet.replace(end, rows + end))
    return packed(parts(book) | (more or {}))


def bomb() -> bytes:
    """A sheet of 300 MB that takes up a thousandth of it."""
    return with_sheet(b"<worksheet><sheetData>" + b" " * 300_000_000)


def shared_bomb() -> bytes:
    """One long name that a hundred thousand players share: 6 GB once it is read."""
    strings = b"<sst><si><t>" + b"a" * 60_000 + b"</t></si></sst>"
    header = b"".join(
        b'<c t="inlineStr"><is><t>' + name + b"</t></is></c>" for name in (b"id", b"name")
    )
    rows = b"".join(
        b'<row><c><v>%d</v></c><c t="s"><v>0</v></c></row>' % number for number in range(1, 100_000)
    )
    sheet = b"<worksheet><sheetData><row>" + header + b"</row>" + rows + b"</sheetData></worksheet>"
    return packed(parts(sound()) | {STRINGS: strings, SHEET: sheet})


def overlapping() -> bytes:
    """Two entries of the directory for the same bytes of the archive."""
    archive = bytearray(sound())
    entries = [match for match in _entries(archive)]
    first, second = entries[0], entries[1]
    archive[second + 42 : second + 46] = archive[first + 42 : first + 46]
    return bytes(archive)


def lying_about(offset: int, number: int) -> bytes:
    """The directory's entry of the sheet with another number at an offset."""
    archive = bytearray(sound())
    for entry in _entries(archive):
        if archive[entry + 46 :].startswith(SHEET.encode()):
            archive[entry + offset : entry + offset + 4] = struct.pack("<I", number)
    return bytes(archive)


def _entries(archive: bytearray) -> list[int]:
    starts, position = [], archive.find(b"PK\1\2")
    while position >= 0:
        starts.append(position)
        position = archive.find(b"PK\1\2", position + 1)
    return starts


def damaged_data() -> bytes:
    """The workbook with a flipped byte in the middle of a part's compressed data."""
    archive = bytearray(sound())
    start = archive.find(SHEET.encode()) + len(SHEET) + 20
    archive[start] ^= 0xFF
    return bytes(archive)


def many_parts() -> bytes:
    """An archive of twenty thousand empty files."""
    return packed(parts(sound()) | {f"a/{number}": b"" for number in range(20_000)})


def files() -> bytes:
    """An archive of files that are no parts of a workbook."""
    return packed({"one.csv": b"id,name\n7,a\n", "two.csv": b"id,name\n7,a\n"})


# What it is, how it is made, and the code of its refusal.
HOSTILE: list[tuple[str, Callable[[], bytes], str]] = [
    ("XLSX cut short", lambda: sound()[:-30], "damaged_workbook"),
    ("XLSX cut in half", lambda: sound()[: len(sound()) // 2], "damaged_workbook"),
    ("XLSX bomb", bomb, "limit_exceeded"),
    ("XLSX with a name shared too often", shared_bomb, "limit_exceeded"),
    ("XLSX that overlaps itself", overlapping, "damaged_workbook"),
    ("XLSX with less than it says", lambda: lying_about(24, 1 << 30), "damaged_workbook"),
    ("XLSX with more than it says", lambda: lying_about(24, 10), "damaged_workbook"),
    ("XLSX longer than the file", lambda: lying_about(20, 1 << 30), "damaged_workbook"),
    ("XLSX with less data than it says", lambda: lying_about(20, 10), "damaged_workbook"),
    ("XLSX with another checksum", lambda: lying_about(16, 7), "damaged_workbook"),
    ("XLSX that points elsewhere", lambda: lying_about(42, 3), "damaged_workbook"),
    ("XLSX with damaged data", damaged_data, "damaged_workbook"),
    ("XLSX with a billion laughs", lambda: changed(sound(), STRINGS, lambda _: LAUGHS),
     "damaged_workbook"),
    ("XLSX with a file from elsewhere",
     lambda: with_sheet(b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
     "damaged_workbook"),
    ("XLSX without its sheet", lambda: without(SHEET), "damaged_workbook"),
    ("XLSX without its strings", lambda: without(STRINGS), "damaged_workbook"),
    ("XLSX without its list of sheets", lambda: without("xl/workbook.xml"), "damaged_workbook"),
    ("XLSX cut in its XML", lambda: with_sheet(parts(sound())[SHEET][:-250]), "damaged_workbook"),
    ("XLSX that is too deep", lambda: with_sheet(b"<a>" * 1_000_000), "no_rows"),
    ("XLSX with a long tag", lambda: with_sheet(b"<a " + b"b" * 5_000_000), "limit_exceeded"),
    ("XLSX with a long cell",
     lambda: with_rows(b'<row><c t="str"><v>' + b"&#97;" * 70_000 + b"</v></c></row>"),
     "limit_exceeded"),
    ("XLSX with a row that never ends",
     lambda: with_rows(b"<row>" + b"<c/>" * 5_000_000 + b'<c t="str"><v>x</v></c></row>'),
     "damaged_workbook"),
    ("XLSX of many parts", many_parts, "limit_exceeded"),
    ("XLSX compressed by LZMA", lambda: packed(parts(sound()), zipfile.ZIP_LZMA),
     "unreadable_format"),
    ("ZIP of files", files, "unreadable_format"),
    ("ZIP of one file", lambda: packed({"players.csv": b"id,name\n7,a\n"}), "unreadable_format"),
    ("XLSX without rows", lambda: by_xlsxwriter({"Data": []}), "no_rows"),
    ("XLSX with a header alone", lambda: by_xlsxwriter({"Data": ROWS[:1]}), "no_rows"),
    ("XLSX of two kingdoms", lambda: by_xlsxwriter({"50": ROWS, "52": ROWS}), "several_kingdoms"),
]  # fmt: skip
