"""The curated rows that an upload must give, worked out apart from the product and plainly.

Nothing here is shared with the product: the standard library reads the upload, and the rules are
written down a second time, so that a mistake on either side shows as a difference.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from written_numbers import (
    GREATEST,
    Evidence,
    NotANumber,
    bare,
    evidence,
    is_missing_text,
    states_a_number,
    whole_number,
)
from written_table import WrittenTable, read_table

TIERS = ["t1_kills", "t2_kills", "t3_kills", "t4_kills", "t5_kills"]
COUNTERS = ["power", "kill_points", *TIERS, "kills", "deaths", "dkp"]
COLUMNS = ["id", "name", "alliance", *COUNTERS]
DKP_WEIGHTS = {"t4_kills": 10, "t5_kills": 30, "deaths": 80}

ALIASES: dict[str, list[str]] = {
    "id": [
        "governor id", "gov id", "governorid", "id", "user id", "uid", "character id", "char id",
        "player id", "player_id", "governor_id",
    ],
    "name": [
        "governor name", "gov name", "name", "player", "governor", "username", "player name",
        "governor_name",
    ],
    "alliance": ["alliance", "tag", "alliance tag", "abbr"],
    "power": ["power", "total power", "pwr", "current power"],
    "kill_points": [
        "kill points", "kp", "killpoints", "total kill points", "total kp", "kills points",
        "kill_points",
    ],
    "deaths": [
        "deads", "dead", "deaths", "dead troops", "dead units", "total dead", "total deads",
    ],
    "kills": ["kills", "total kills"],
    "dkp": ["dkp", "dkp score", "total dkp", "dkp points"],
}  # fmt: skip
for n, tier in enumerate(TIERS, start=1):
    ALIASES[tier] = [f"t{n} kills", f"tier {n} kills", f"t{n}", f"t{n}kills", tier]
KILLS_OF_LAST_RESORT = "t45 kills"

Row = dict[str, Any]


@dataclass
class Expectation:
    """What an accepted upload must give: its rows by ascending id, and what was counted."""

    rows: list[Row] = field(default_factory=list)
    matched: dict[str, str] = field(default_factory=dict)
    refused: int = 0
    suspicious: int = 0
    repeated_ids: list[int] = field(default_factory=list)
    cell_problems: list[tuple[str, object]] = field(default_factory=list)


def expect(upload: bytes, weights: dict[str, int] = DKP_WEIGHTS) -> Expectation:
    """Reads an upload by the rules of the curated table."""
    table = read_table(upload)
    positions = _positions(table)
    expected = Expectation(matched={table.headers[p]: name for name, p in positions.items()})
    levels = _levels(table, positions)
    stated = {name for name, position in positions.items() if _filled(table, position)}
    seen: set[int] = set()
    for cells in table.rows:
        player_id = _usable_id(cells[positions["id"]])
        if player_id is None:
            expected.refused += not is_blank(cells)
            continue
        if player_id in seen:
            expected.repeated_ids.append(player_id)
        seen.add(player_id)
        values = {name: cells[position] for name, position in positions.items()}
        row = _row(player_id, values, levels, expected)
        _derive(row, stated, weights)
        expected.suspicious += _is_suspicious(row)
        row["record_hash"] = record_hash(row)
        expected.rows.append(row)
    expected.rows.sort(key=lambda row: row["id"])
    return expected


def is_blank(cells: Sequence[object]) -> bool:
    """Whether a row has nothing in it, so that it is passed over in silence."""
    return all(cell is None or isinstance(cell, str) and not bare(cell) for cell in cells)


def record_hash(row: Row) -> str:
    """32 hexadecimal digits over the row's values: numbers plus one, text behind its length."""
    content = b""
    for name in COLUMNS:
        value = row[name]
        if value is None:
            content += b"\0"
        elif isinstance(value, int):
            content += _leb128(value + 1)
        else:
            text = str(value).encode()
            content += _leb128(len(text) + 1) + text
    return hashlib.sha256(content).hexdigest()[:32]


def _leb128(number: int) -> bytes:
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + _leb128(rest) if rest else bytes([low])


def _positions(table: WrittenTable) -> dict[str, int]:
    """Where each known column stands; of two headers that mean one, the fuller column."""
    positions: dict[str, int] = {}
    for column in ALIASES:
        found = [p for p, header in enumerate(table.headers) if _meaning(header) == column]
        if found:
            positions[column] = max(found, key=lambda p: _filled(table, p))
    if not positions.keys() & {"kills", *TIERS}:
        for position, header in enumerate(table.headers):
            if _plain(header) == KILLS_OF_LAST_RESORT:
                positions["kills"] = position
    return positions


def _meaning(header: str) -> str | None:
    return next((name for name, aliases in ALIASES.items() if _plain(header) in aliases), None)


def _plain(header: str) -> str:
    return re.sub(r"[\s\u00a0]+", " ", header).strip().casefold()


def _filled(table: WrittenTable, position: int) -> int:
    """How many cells of a column say something: a number, or any text where texts stand."""
    is_text = _meaning(table.headers[position]) in ("name", "alliance")
    cells = _column(table, position)
    return sum(not is_missing_text(cell) if is_text else states_a_number(cell) for cell in cells)


def _column(table: WrittenTable, position: int) -> list[object]:
    return [row[position] for row in table.rows]


def _levels(table: WrittenTable, positions: dict[str, int]) -> dict[str, list[Evidence]]:
    """What tells the meaning of `.` and `,` in each column of counts, the nearest first.

    After the column itself stand all columns of numbers, and then with them those columns without
    a meaning whose cells are mostly numbers: a file is written in one locale.
    """
    known, unknown = [], []
    for position, header in enumerate(table.headers):
        cells = [cell for cell in _column(table, position) if isinstance(cell, str) and cell]
        meaning = _meaning(header) or (positions.get("kills") == position and "kills")
        if meaning and meaning not in ("name", "alliance"):
            known.append(evidence(cells))
        elif not meaning and 2 * sum(map(states_a_number, cells)) > len(cells):
            unknown.append(evidence(cells))
    around = [_together(known), _together(known + unknown)]
    counters = {name: position for name, position in positions.items() if name in COUNTERS}
    return {name: [evidence(_column(table, p)), *around] for name, p in counters.items()}


def _together(shown: list[Evidence]) -> Evidence:
    return {mark: set().union(*(each[mark] for each in shown)) for mark in ".,"}


def _usable_id(cell: object) -> int | None:
    text = bare(str(cell)).removesuffix(".0")
    return int(text) if re.fullmatch(r"[0-9]{1,10}", text) and int(text) > 0 else None


def _row(
    player_id: int, values: Row, levels: dict[str, list[Evidence]], expected: Expectation
) -> Row:
    row: Row = {"id": player_id, "name": str(values.get("name", "") or "")}
    alliance = values.get("alliance")
    row["alliance"] = None if is_missing_text(alliance) else str(alliance)
    for name in COUNTERS:
        row[name] = None
        if name not in values:
            continue
        try:
            row[name] = whole_number(values[name], levels[name])
        except NotANumber:
            expected.cell_problems.append((name, values[name]))
    return row


def _derive(row: Row, stated: set[str], weights: dict[str, int]) -> None:
    """Fills kills and DKP where no column states any; beyond 2^53 there is none."""
    if "kills" not in stated:
        known = [row[tier] for tier in TIERS if row[tier] is not None]
        row["kills"] = sum(known) if known and sum(known) <= GREATEST else None
    if "dkp" not in stated and all(row[name] is not None for name in weights):
        dkp = sum(row[name] * weights[name] for name in weights)
        row["dkp"] = dkp if dkp <= GREATEST else None


def _is_suspicious(row: Row) -> bool:
    """Whether the kill points are not what the five tiers add up to."""
    tiers = [row[tier] for tier in TIERS]
    if row["kill_points"] is None or None in tiers:
        return False
    t1, t2, t3, t4, t5 = tiers
    return row["kill_points"] != t1 // 5 + 2 * t2 + 4 * t3 + 10 * t4 + 20 * t5
