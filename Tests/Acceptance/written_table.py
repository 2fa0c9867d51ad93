"""An upload's bytes as headers and rows of cells, with the standard library's own readers."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

GZIP = b"\x1f\x8b"
DELIMITERS = ",;\t"


@dataclass(frozen=True)
class WrittenTable:
    """The headers and, for each row, its cells by header position; a cell left out is `None`."""

    headers: list[str]
    rows: Sequence[Sequence[object]]


def read_table(upload: bytes) -> WrittenTable:
    """The table in a CSV, JSON or JSON Lines upload, gzipped or not, in any accepted encoding."""
    text = _text(gzip.decompress(upload) if upload.startswith(GZIP) else upload)
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
