"""What a written number means, decided with the evidence of its whole column: plain and slow."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

GREATEST = 2**53
MISSING = {
    "", "-1", "-2", "-3", "#n/a", "n/a", "nan", "null", "none", "unknown", "skipped",
}  # fmt: skip

SPACES = " \u00a0\u202f"
SEPARATORS = rf"[.,'\u2019{SPACES}]"
MANY_GROUPS = re.compile(rf"\d{{1,3}}({SEPARATORS})\d{{3}}(?:\1\d{{3}})+")
GROUPS_AND_DECIMALS = re.compile(rf"(\d{{1,3}}(?:({SEPARATORS})\d{{3}})(?:\2\d{{3}})*)([.,])(\d+)")
ONE_GROUP = re.compile(rf"\d{{1,3}}({SEPARATORS})\d{{3}}")
DECIMALS = re.compile(r"(\d+)([.,])(\d+)((?:[eE][+-]?\d+)?)")
WHOLE = re.compile(r"\d+(?:[eE]\+?\d+)?")


class NotANumber(ValueError):
    """A cell that is neither a whole number nor missing."""


def is_missing(cell: object) -> bool:
    """Whether a cell says that the value is not known."""
    if cell is None:
        return True
    return not isinstance(cell, (bool, list, dict)) and bare(str(cell)).lower() in MISSING


def bare(text: str) -> str:
    """A cell's text without the white space around it."""
    return text.strip(SPACES + "\t\r\n")


def separator_roles(cells: Iterable[object]) -> dict[str, str]:
    """Which of `.` and `,` the cells prove to group digits, and which to begin decimals."""
    roles: dict[str, str] = {}
    for cell in cells:
        text = bare(cell) if isinstance(cell, str) else ""
        if match := MANY_GROUPS.fullmatch(text):
            roles[match[1]] = "group"
        elif (match := GROUPS_AND_DECIMALS.fullmatch(text)) and match[2] != match[3]:
            roles |= {match[2]: "group", match[3]: "decimal"}
        elif (match := DECIMALS.fullmatch(text)) and not ONE_GROUP.fullmatch(text):
            roles[match[2]] = "decimal"
    return roles


def whole_number(cell: object, roles: dict[str, str]) -> int | None:
    """A cell's whole number, or `None` where it is missing.

    Raises `NotANumber` for anything else, for what has a fraction and for what passes 2^53.
    """
    if is_missing(cell):
        return None
    value = _value(cell, roles)
    if value != value.to_integral_value() or not 0 <= value <= GREATEST:
        raise NotANumber(str(cell))
    return int(value)


def _value(cell: object, roles: dict[str, str]) -> Decimal:
    if isinstance(cell, (int, Decimal)) and not isinstance(cell, bool):
        return Decimal(cell)
    if not isinstance(cell, str):
        raise NotANumber(str(cell))
    text = bare(cell)
    if WHOLE.fullmatch(text):
        return Decimal(text)
    if match := ONE_GROUP.fullmatch(text):
        groups = roles.get(match[1], "group") == "group"
        return Decimal(text.replace(match[1], "" if groups else "."))
    if match := MANY_GROUPS.fullmatch(text):
        return Decimal(text.replace(match[1], ""))
    if (match := GROUPS_AND_DECIMALS.fullmatch(text)) and match[2] != match[3]:
        return Decimal(match[1].replace(match[2], "") + "." + match[4])
    if match := DECIMALS.fullmatch(text):
        return Decimal(f"{match[1]}.{match[3]}{match[4]}")
    raise NotANumber(text)
