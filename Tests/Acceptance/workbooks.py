"""Workbooks written for the tests, by the libraries that tools write them with."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import openpyxl
import polars
import xlsxwriter

Table = Sequence[Sequence[object]]
Writer = Callable[[Mapping[str, Table]], bytes]


def by_openpyxl(sheets: Mapping[str, Table]) -> bytes:
    """As openpyxl and pandas write: shared strings, every cell with its reference."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return _saved(book)


def by_openpyxl_in_a_stream(sheets: Mapping[str, Table]) -> bytes:
    """As openpyxl writes row by row: inline strings."""
    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return _saved(book)


def by_xlsxwriter(sheets: Mapping[str, Table]) -> bytes:
    """As XlsxWriter writes, with texts as they are and numbers of any size."""
    return _by_xlsxwriter(sheets)


def by_xlsxwriter_in_a_stream(sheets: Mapping[str, Table]) -> bytes:
    """As XlsxWriter writes with little memory and sizes of 64 bits: inline strings, ZIP64."""
    return _by_xlsxwriter(sheets, in_a_stream=True)


def _by_xlsxwriter(sheets: Mapping[str, Table], in_a_stream: bool = False) -> bytes:
    content = io.BytesIO()
    texts = {"strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(content, {"constant_memory": in_a_stream, **texts})
    if in_a_stream:
        book.use_zip64()
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return content.getvalue()


def by_polars(sheets: Mapping[str, Table]) -> bytes:
    """As polars writes: a table with a style for its columns."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"strings_to_formulas": False}) as book:
        for name, (header, *rows) in sheets.items():
            frame = polars.DataFrame(
                [list(map(_text_unless_number, column)) for column in zip(*rows)],
                schema=list(map(str, header)),
                strict=False,
            )
            frame.write_excel(book, worksheet=name)
    return content.getvalue()


WRITERS: dict[str, Writer] = {
    "openpyxl": by_openpyxl,
    "openpyxl in a stream": by_openpyxl_in_a_stream,
    "XlsxWriter": by_xlsxwriter,
    "XlsxWriter in a stream": by_xlsxwriter_in_a_stream,
}


def parts(workbook: bytes) -> dict[str, bytes]:
    """The parts of a workbook by their names."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Parts as one archive."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", method) as file:
        for name, part in content.items():
            file.writestr(name, part)
    return archive.getvalue()


def changed(workbook: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one of its parts changed."""
    content = parts(workbook)
    return packed(content | {part: change(content[part])})


def _saved(book: openpyxl.Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _text_unless_number(value: object) -> object:
    return value if isinstance(value, int) else str(value)
