"""The curated rows that an upload must give, worked out apart from the product and plainly.

Nothing here is shared with the product: the standard library reads the upload, and the rules are
written down a second time, so that a mistake on either side shows as a difference.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any

from written_numbers import (
    Evidence,
    NotANumber,
    bare,
    evidence,
    is_missing,
    is_missing_text,
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
    shown = _evidence(table, positions)
    seen: set[int] = set()
    for cells in table.rows:
        player_id = _usable_id(cells[positions["id"]])
        if player_id is None:
            expected.refused += any(not is_missing_text(cell) for cell in cells)
            continue
        if player_id in seen:
            expected.repeated_ids.append(player_id)
        seen.add(player_id)
        values = {name: cells[position] for name, position in positions.items()}
        row = _row(player_id, values, shown, expected)
        _derive(row, set(positions), weights)
        expected.suspicious += _is_suspicious(row)
        row["record_hash"] = record_hash(row)
        expected.rows.append(row)
    expected.rows.sort(key=lambda row: row["id"])
    return expected


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
    for column, aliases in ALIASES.items():
        found = [p for p, header in enumerate(table.headers) if _plain(header) in aliases]
        if found:
            positions[column] = max(found, key=lambda p: _filled(table, p))
    if not positions.keys() & {"kills", *TIERS}:
        for position, header in enumerate(table.headers):
            if _plain(header) == KILLS_OF_LAST_RESORT:
                positions["kills"] = position
    return positions


def _plain(header: str) -> str:
    return re.sub(r"[\s\u00a0]+", " ", header).strip().casefold()


def _filled(table: WrittenTable, position: int) -> int:
    return sum(not is_missing(row[position]) for row in table.rows)


def _evidence(table: WrittenTable, positions: dict[str, int]) -> dict[str, Evidence]:
    """What each column of counts shows of `.` and `,`, and under `file` what all show."""
    shown = {
        name: evidence(row[position] for row in table.rows)
        for name, position in positions.items()
        if name in COUNTERS
    }
    columns = list(shown.values())
    shown["file"] = {mark: set().union(*(each[mark] for each in columns)) for mark in ".,"}
    return shown


def _usable_id(cell: object) -> int | None:
    text = bare(str(cell)).removesuffix(".0")
    return int(text) if re.fullmatch(r"[0-9]{1,10}", text) and int(text) > 0 else None


def _row(player_id: int, values: Row, shown: dict[str, Evidence], expected: Expectation) -> Row:
    row: Row = {"id": player_id, "name": str(values.get("name", "") or "")}
    alliance = values.get("alliance")
    row["alliance"] = None if is_missing_text(alliance) else str(alliance)
    for name in COUNTERS:
        row[name] = None
        if name not in values:
            continue
        try:
            row[name] = whole_number(values[name], shown[name], shown["file"])
        except NotANumber:
            expected.cell_problems.append((name, values[name]))
    return row


def _derive(row: Row, uploaded: set[str], weights: dict[str, int]) -> None:
    """Fills kills and DKP where the upload has no column of its own for them."""
    if "kills" not in uploaded:
        known = [row[tier] for tier in TIERS if row[tier] is not None]
        row["kills"] = sum(known) if known else None
    if "dkp" not in uploaded:
        parts = [row[name] for name in weights]
        whole = all(part is not None for part in parts)
        row["dkp"] = sum(row[name] * weights[name] for name in weights) if whole else None


def _is_suspicious(row: Row) -> bool:
    """Whether the kill points are not what the five tiers add up to."""
    tiers = [row[tier] for tier in TIERS]
    if row["kill_points"] is None or None in tiers:
        return False
    t1, t2, t3, t4, t5 = tiers
    return row["kill_points"] != t1 // 5 + 2 * t2 + 4 * t3 + 10 * t4 + 20 * t5
