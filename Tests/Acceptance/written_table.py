"""An upload's bytes as headers and rows of cells, with the standard library's own readers."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import openpyxl
from openpyxl.cell.cell import Cell

GZIP = b"\x1f\x8b"
ZIP = b"PK\3\4"
DELIMITERS = ",;\t"


@dataclass(frozen=True)
class WrittenTable:
    """The headers and, for each row, its cells by header position; a cell left out is `None`."""

    headers: list[str]
    rows: Sequence[Sequence[object]]


def read_table(upload: bytes) -> WrittenTable:
    """The table in a workbook, CSV, JSON or JSON Lines, gzipped or not, in any encoding."""
    content = gzip.decompress(upload) if upload.startswith(GZIP) else upload
    if content.startswith(ZIP):
        return _workbook_table(content)
    text = _text(content)
    return _json_table(text) if text.lstrip()[:1] in ("[", "{") else _csv_table(text)


def _text(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def _csv_table(text: str) -> WrittenTable:
    first_line = text.lstrip().splitlines()[0]
    delimiter = max(DELIMITERS, key=first_line.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    written = [row for row in rows if any(cell.strip() for cell in row)]
    headers = written[0]
    padding = [""] * len(headers)
    return WrittenTable(headers, [(row + padding)[: len(headers)] for row in written[1:]])


def _workbook_table(content: bytes) -> WrittenTable:
    """The sheet that is named by a number, or else the widest one."""
    sheets = openpyxl.load_workbook(io.BytesIO(content), data_only=True).worksheets
    sheet = max(sheets, key=lambda each: (each.title.strip().isdigit(), each.max_column))
    rows = [[_value(cell) for cell in row] for row in sheet.iter_rows()]
    first = next(n for n, row in enumerate(rows) if any(cell is not None for cell in row))
    return WrittenTable([str(cell or "") for cell in rows[first]], rows[first + 1 :])


def _value(cell: Cell) -> object:
    """A cell as a count or a text: a float is the decimal number that stands in the file."""
    if cell.data_type == "e":
        return None
    if isinstance(cell.value, str):
        return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), cell.value)
    if isinstance(cell.value, bool):
        return str(cell.value).upper()
    return Decimal(str(cell.value)) if isinstance(cell.value, float) else cell.value


def _json_table(text: str) -> WrittenTable:
    objects = _json_objects(text)
    headers = list(dict.fromkeys(key for each in objects for key in each))
    return WrittenTable(headers, [[each.get(header) for header in headers] for each in objects])


def _json_objects(text: str) -> list[dict[str, object]]:
    try:
        document = json.loads(text, parse_float=Decimal)
    except json.JSONDecodeError:
        return [json.loads(line, parse_float=Decimal) for line in text.splitlines() if line]
    if isinstance(document, list):
        return document
    arrays = [member for member in document.values() if isinstance(member, list)]
    return arrays[0] if arrays else [document]
