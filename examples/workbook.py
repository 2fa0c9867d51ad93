"""Excel workbooks by the standard library alone: the same sheets give the same bytes anywhere."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DAY_ZERO = datetime.date(1899, 12, 30)

# The first format is that of every cell, the second that of dates.
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)

Sheet = Sequence[Sequence[object]]


def workbook(sheets: Mapping[str, Sheet]) -> bytes:
    """A workbook with these sheets in order; texts are shared, as spreadsheet programs save them."""
    strings: dict[str, int] = {}
    parts = {
        f"xl/worksheets/sheet{number}.xml": _sheet(rows, strings)
        for number, rows in enumerate(sheets.values(), start=1)
    }
    shared = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
    parts |= {
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>',
        "xl/styles.xml": STYLES,
        "xl/workbook.xml": _contents(list(sheets)),
        "xl/_rels/workbook.xml.rels": _relations(_targets(len(sheets))),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "[Content_Types].xml": _content_types(len(sheets)),
    }
    return _packed(parts)


def _sheet(rows: Sheet, strings: dict[str, int]) -> str:
    written = "".join(
        f'<row r="{number}">{_cells(number, row, strings)}</row>'
        for number, row in enumerate(rows, start=1)
    )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{written}</sheetData></worksheet>'


def _cells(number: int, row: Sequence[object], strings: dict[str, int]) -> str:
    return "".join(
        _cell(f"{chr(ord('A') + column)}{number}", value, strings)
        for column, value in enumerate(row)
        if value not in (None, "")
    )


def _cell(place: str, value: object, strings: dict[str, int]) -> str:
    if isinstance(value, datetime.date):
        return f'<c r="{place}" s="1"><v>{(value - DAY_ZERO).days}</v></c>'
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    index = strings.setdefault(str(value), len(strings))
    return f'<c r="{place}" t="s"><v>{index}</v></c>'


def _contents(names: list[str]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, start=1)
    )
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _targets(sheet_count: int) -> dict[str, tuple[str, str]]:
    numbers = range(1, sheet_count + 1)
    targets = {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in numbers}
    return targets | {
        f"rId{sheet_count + 1}": ("styles", "styles.xml"),
        f"rId{sheet_count + 2}": ("sharedStrings", "sharedStrings.xml"),
    }


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    written = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{written}</Relationships>'


def _content_types(sheet_count: int) -> str:
    kinds = {f"/xl/worksheets/sheet{n}.xml": "worksheet" for n in range(1, sheet_count + 1)}
    kinds |= {"/xl/sharedStrings.xml": "sharedStrings", "/xl/styles.xml": "styles"}
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{CONTENT}.{kind}+xml"/>'
        for part, kind in {**kinds, "/xl/workbook.xml": "sheet.main"}.items()
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _packed(parts: Mapping[str, str]) -> bytes:
    """Stored rather than deflated, since what zlib makes differs from version to version."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as file:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (2026, 1, 26, 12, 0, 0))
            entry.create_system = 3
            file.writestr(entry, DECLARATION + content)
    return archive.getvalue()
