"""What a written number means, decided with the evidence of its whole column: plain and slow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

GREATEST = 2**53
MISSING_WORDS = {"#n/a", "n/a", "nan", "null", "none", "unknown", "skipped"}
MISSING_NUMBERS = (-1, -2, -3)

SPACES = " \u00a0\u2009\u202f"
SEPARATOR = rf"[.,'\u2019{SPACES}]"
HEAD = r"[+-]?[1-9][0-9]{0,2}"
ONE_GROUP = re.compile(rf"{HEAD}({SEPARATOR})[0-9]{{3}}")
MANY_GROUPS = re.compile(rf"{HEAD}({SEPARATOR})[0-9]{{3}}(?:\1[0-9]{{3}})+")
GROUPS_AND_DECIMALS = re.compile(
    rf"({HEAD}({SEPARATOR})[0-9]{{3}}(?:\2[0-9]{{3}})*)(?!\2)([.,])([0-9]+)"
)
DECIMALS = re.compile(r"([+-]?[0-9]*)([.,])([0-9]+)((?:[eE][+-]?[0-9]+)?)")
WHOLE = re.compile(r"[+-]?[0-9]+(?:[eE][+-]?[0-9]+)?")

# What `.` and `,` were seen to do: group digits, begin decimals, or both.
Evidence = dict[str, set[str]]


class NotANumber(ValueError):
    """A cell that is neither a whole number nor missing."""


def is_missing_text(cell: object) -> bool:
    """Whether a cell is empty or one of the words for a value that is not known."""
    text = bare(cell).lower() if isinstance(cell, str) else None
    return cell is None or text == "" or text in MISSING_WORDS


def bare(text: str) -> str:
    """A cell's text without the white space around it."""
    return text.strip(SPACES + "\t\r\n")


def states_a_number(cell: object) -> bool:
    """Whether a cell is a number of 0 or more, or a text that some grammar reads as one."""
    if isinstance(cell, str):
        text, forms = bare(cell), (WHOLE, ONE_GROUP, MANY_GROUPS, GROUPS_AND_DECIMALS, DECIMALS)
        return not text.startswith("-") and any(form.fullmatch(text) for form in forms)
    return isinstance(cell, (int, Decimal)) and not isinstance(cell, bool) and cell >= 0


def evidence(cells: Iterable[object]) -> Evidence:
    """What the unambiguous numbers of a column show of `.` and `,`."""
    shown: Evidence = {".": set(), ",": set()}
    for cell in cells:
        text = bare(cell) if isinstance(cell, str) and states_a_number(cell) else ""
        if match := MANY_GROUPS.fullmatch(text):
            shown.setdefault(match[1], set()).add("groups")
        elif match := GROUPS_AND_DECIMALS.fullmatch(text):
            shown.setdefault(match[2], set()).add("groups")
            shown[match[3]].add("decimals")
        elif (match := DECIMALS.fullmatch(text)) and not ONE_GROUP.fullmatch(text):
            shown[match[2]].add("decimals")
    return shown


def is_group_separator(separator: str, levels: Sequence[Evidence]) -> bool:
    """Whether one separator before three digits groups them, as in `3.355` for 3355.

    The first level of evidence that shows anything decides: by this separator, or else by the
    other one, which means the opposite. With no evidence at all it groups, as counts are whole.
    Raises `NotANumber` where this separator was seen to do both.
    """
    if separator not in ".,":
        return True
    other = "," if separator == "." else "."
    for shown in levels:
        if len(shown[separator]) == 2:
            raise NotANumber(separator)
        if shown[separator]:
            return shown[separator] == {"groups"}
        if len(shown[other]) == 1:
            return shown[other] == {"decimals"}
    return True


def whole_number(cell: object, levels: Sequence[Evidence]) -> int | None:
    """A cell's whole number, or `None` where it is missing.

    `levels` are the evidence of the cell's column and, after it, of wider surroundings. Raises
    `NotANumber` for anything else, for what has a fraction and for what passes 2^53.
    """
    if is_missing_text(cell):
        return None
    value = _value(cell, levels)
    if value in MISSING_NUMBERS:
        return None
    if value != value.to_integral_value() or not 0 <= value <= GREATEST:
        raise NotANumber(str(cell))
    return int(value)


def _value(cell: object, levels: Sequence[Evidence]) -> Decimal:
    if isinstance(cell, (int, Decimal)) and not isinstance(cell, bool):
        return Decimal(cell)
    if not isinstance(cell, str):
        raise NotANumber(str(cell))
    text = bare(cell)
    if WHOLE.fullmatch(text):
        return Decimal(text)
    if match := ONE_GROUP.fullmatch(text):
        return Decimal(text.replace(match[1], "" if is_group_separator(match[1], levels) else "."))
    if match := MANY_GROUPS.fullmatch(text):
        return Decimal(text.replace(match[1], ""))
    if match := GROUPS_AND_DECIMALS.fullmatch(text):
        return Decimal(match[1].replace(match[2], "") + "." + match[4])
    if match := DECIMALS.fullmatch(text):
        return Decimal(f"{match[1]}.{match[3]}{match[4]}")
    raise NotANumber(text)
