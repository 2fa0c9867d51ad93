"""What a written number means, decided with the evidence of its whole column: plain and slow."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

GREATEST = 2**53
MISSING_WORDS = {"#n/a", "n/a", "nan", "null", "none", "unknown", "skipped"}
MISSING_NUMBERS = {"-1", "-2", "-3"}

SPACES = " \u00a0\u202f"
SEPARATORS = rf"[.,'\u2019{SPACES}]"
ONE_GROUP = re.compile(rf"\d{{1,3}}({SEPARATORS})\d{{3}}")
MANY_GROUPS = re.compile(rf"\d{{1,3}}({SEPARATORS})\d{{3}}(?:\1\d{{3}})+")
GROUPS_AND_DECIMALS = re.compile(rf"(\d{{1,3}}({SEPARATORS})\d{{3}}(?:\2\d{{3}})*)([.,])(\d+)")
DECIMALS = re.compile(r"(\d+)([.,])(\d+)((?:[eE][+-]?\d+)?)")
WHOLE = re.compile(r"[0-9]+(?:[eE]\+?[0-9]+)?")

# What `.` and `,` were seen to do: group digits, begin decimals, or both.
Evidence = dict[str, set[str]]


class NotANumber(ValueError):
    """A cell that is neither a whole number nor missing."""


def is_missing(cell: object) -> bool:
    """Whether a cell of counts says that the value is not known."""
    return is_missing_text(cell) or bare(str(cell)) in MISSING_NUMBERS


def is_missing_text(cell: object) -> bool:
    """Whether a cell of text is empty or one of the words for a value that is not known."""
    text = bare(cell).lower() if isinstance(cell, str) else None
    return cell is None or text == "" or text in MISSING_WORDS


def bare(text: str) -> str:
    """A cell's text without the white space around it."""
    return text.strip(SPACES + "\t\r\n")


def evidence(cells: Iterable[object]) -> Evidence:
    """What the unambiguous numbers of a column show of `.` and `,`."""
    shown: Evidence = {".": set(), ",": set()}
    for cell in cells:
        text = bare(cell) if isinstance(cell, str) else ""
        if match := MANY_GROUPS.fullmatch(text):
            shown.setdefault(match[1], set()).add("groups")
        elif (match := GROUPS_AND_DECIMALS.fullmatch(text)) and match[2] != match[3]:
            shown.setdefault(match[2], set()).add("groups")
            shown[match[3]].add("decimals")
        elif (match := DECIMALS.fullmatch(text)) and not ONE_GROUP.fullmatch(text):
            shown[match[2]].add("decimals")
    return shown


def is_group_separator(separator: str, column: Evidence, file: Evidence) -> bool:
    """Whether one separator before three digits groups them, as in `3.355` for 3355.

    The column decides, by this separator or else by the other one, which means the opposite; a
    column that shows neither is decided by the file, and with no evidence counts are whole.
    Raises `NotANumber` where both meanings were seen.
    """
    if separator not in ".,":
        return True
    other = "," if separator == "." else "."
    for shown in (column, file):
        if len(shown[separator] or shown[other]) == 2:
            raise NotANumber(separator)
        if shown[separator]:
            return shown[separator] == {"groups"}
        if shown[other]:
            return shown[other] == {"decimals"}
    return True


def whole_number(cell: object, column: Evidence, file: Evidence) -> int | None:
    """A cell's whole number, or `None` where it is missing.

    Raises `NotANumber` for anything else, for what has a fraction and for what passes 2^53.
    """
    if is_missing(cell):
        return None
    value = _value(cell, column, file)
    if value != value.to_integral_value() or not 0 <= value <= GREATEST:
        raise NotANumber(str(cell))
    return int(value)


def _value(cell: object, column: Evidence, file: Evidence) -> Decimal:
    if isinstance(cell, (int, Decimal)) and not isinstance(cell, bool):
        return Decimal(cell)
    if not isinstance(cell, str):
        raise NotANumber(str(cell))
    text = bare(cell)
    if WHOLE.fullmatch(text):
        return Decimal(text)
    if match := ONE_GROUP.fullmatch(text):
        groups = is_group_separator(match[1], column, file)
        return Decimal(text.replace(match[1], "" if groups else "."))
    if match := MANY_GROUPS.fullmatch(text):
        return Decimal(text.replace(match[1], ""))
    if (match := GROUPS_AND_DECIMALS.fullmatch(text)) and match[2] != match[3]:
        return Decimal(match[1].replace(match[2], "") + "." + match[4])
    if match := DECIMALS.fullmatch(text):
        return Decimal(f"{match[1]}.{match[3]}{match[4]}")
    raise NotANumber(text)
