"""Uploads written for the tests: the headers of every family, and each way of writing a number."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable, Iterable, Sequence
from typing import Any

Row = dict[str, Any]
Family = list[tuple[str, "str | None"]]
Writing = Callable[[int], str]

IGNORED, EMPTY = None, "empty"


def _family(headers: str, **columns: str | None) -> Family:
    """Headers in order; `columns` tells what a header (blanks as `_`) stands for, if anything."""
    meaning = {header.replace("_", " "): column for header, column in columns.items()}
    return [(header, meaning.get(header, IGNORED)) for header in headers.split(",")]


def _tiers(pattern: str) -> dict[str, str]:
    return {pattern.format(n): f"t{n}_kills" for n in range(1, 6)}


# What each header of a family stands for in the curated table.
FAMILIES: dict[str, Family] = {
    "RokTracker": _family(
        "ID,Name,Power,Killpoints,Acclaim,Highest Acclaim,Deads,T1 Kills,T2 Kills,T3 Kills,"
        "T4 Kills,T5 Kills,Total Kills,T45 Kills,Ranged,Rss Gathered,Rss Assistance,Helps,Alliance",
        ID="id", Name="name", Power="power", Killpoints="kill_points", Deads="deaths",
        Total_Kills="kills", Alliance="alliance", **_tiers("T{}_Kills"),
    ),
    "RokTracker without acclaim": _family(
        "ID,Name,Power,Killpoints,Deads,T1 Kills,T2 Kills,T3 Kills,T4 Kills,T5 Kills,"
        "Total Kills,T45 Kills,Ranged,Rss Gathered,Rss Assistance,Helps,Alliance",
        ID="id", Name="name", Power="power", Killpoints="kill_points", Deads="deaths",
        Total_Kills="kills", Alliance="alliance", **_tiers("T{}_Kills"),
    ),
    "RokTracker with T45 kills alone": _family(
        "ID,Name,Power,Killpoints,Deads,T45 Kills,Ranged,Helps,Alliance",
        ID="id", Name="name", Power="power", Killpoints="kill_points", Deads="deaths",
        T45_Kills="kills", Alliance="alliance",
    ),
    "Hero Scrolls": _family(
        "Kingdom,Governor Name,Governor ID,Power,Domain ID,Alliance Tag,Deads,Kill Points,Acclaim,"
        "T1 Kills,T2 Kills,T3 Kills,T4 Kills,T5 Kills,Helps Given,Resources Gathered,"
        "Resources Given,Troop Power,Tech Power,Building Power,Commander Power,Town Hall",
        Governor_Name="name", Governor_ID="id", Power="power", Alliance_Tag="alliance",
        Deads="deaths", Kill_Points="kill_points", **_tiers("T{}_Kills"),
    ),
    "in-game range export": _family(
        "Character ID,Username,Current Power,Highest Power,Deaths,Total Kill Points,"
        "Resources Gathered,T5,T4,T3,T2,T1,Alliance Helps,Healed",
        Character_ID="id", Username="name", Current_Power="power", Deaths="deaths",
        Total_Kill_Points="kill_points", **_tiers("T{}"),
    ),
    "ROKstats": _family(
        "#,Governor ID,Governor Name,Camp,KD,Power,Power Diff,KP,T4,T5,Dead,Acclaim,Healed,PTS,"
        "Trades,Kill Points,Death Points,Heal Points",
        Governor_ID="id", Governor_Name="name", Power="power", KP="kill_points", Dead="deaths",
        T4="t4_kills", T5="t5_kills",
        Kill_Points=EMPTY, Death_Points=EMPTY, Heal_Points=EMPTY,
    ),
    "hand-kept": _family(
        "Date,Name,ASCII Name,Governor ID,Alliance,Power,Total Kills,Kill Points,T1 Kills,"
        "T2 Kills,T3 Kills,T4 Kills,T5 Kills,RSS Assistance,Alliance Helps,Dead Troops",
        Name="name", Governor_ID="id", Alliance="alliance", Power="power", Total_Kills="kills",
        Kill_Points="kill_points", Dead_Troops="deaths", **_tiers("T{}_Kills"),
    ),
    "older RokTracker": _family(
        "Governor Name,Governor ID,Power,Kill Points,Deads,Tier 1 Kills,Tier 2 Kills,Tier 3 Kills,"
        "Tier 4 Kills,Tier 5 Kills,Rss Assistance,Alliance Helps,Alliance",
        Governor_Name="name", Governor_ID="id", Power="power", Kill_Points="kill_points",
        Deads="deaths", Alliance="alliance", **_tiers("Tier_{}_Kills"),
    ),
    "script": [
        ("governor_id", "id"), ("governor_name", "name"), ("power", "power"), ("deads", "deaths"),
        ("kill_points", "kill_points"), ("t4_kills", "t4_kills"), ("t5_kills", "t5_kills"),
    ],
    "script of scores": [
        ("id", "id"), ("name", "name"), ("kills", "kills"), ("deaths", "deaths"), ("dkp", "dkp"),
    ],
}  # fmt: skip

# What columns without a place in the curated table say of the scan.
ABOUT_THE_SCAN = {"Kingdom": "51", "Date": "2026-01-26"}

# Every way of writing a count that uploads are known to use.
WRITINGS: dict[str, Writing] = {
    "digits": str,
    "comma groups": lambda n: f"{n:,}",
    "dot groups": lambda n: f"{n:,}".replace(",", "."),
    "space groups": lambda n: f"{n:,}".replace(",", " "),
    "no-break space groups": lambda n: f"{n:,}".replace(",", "\u00a0"),
    "narrow space groups": lambda n: f"{n:,}".replace(",", "\u202f"),
    "apostrophe groups": lambda n: f"{n:,}".replace(",", "'"),
    "typographic apostrophe groups": lambda n: f"{n:,}".replace(",", "\u2019"),
    "point zero": lambda n: f"{n}.0",
    "scientific": lambda n: f"{n:.2E}",
}

# Every way of saying that a count is not known.
MISSING_WRITINGS = [
    "", "-1", "-2", "-3", "#N/A", "N/A", "NaN", "null", "None", "Unknown", "Skipped",
]  # fmt: skip

NAMES = [
    "Silent Otter", "Тихий Волк", "نسر الشمال", "אריה", "青山 将军", "さくら", "바람의늑대", "007",
    "two  spaces", " leading", "trailing ", 'A"S', '"quoted"', "a,b", "a;b", "a\tb", "line\nbreak",
    "<b>", "99&", "=1+1", "-ICE", "@ROK", "None", "NaN", "-1", "Ⅱ²ﾒｘ", "e\u0301", "🏴‍☠️",
    "3.355", "",
]  # fmt: skip
WESTERN_NAMES = ["Größe", "Señor", "Crème “fraîche”", "Øre", "plain", 'A"S', "a,b", "a;b", "50 €"]
ALLIANCES = ["<AB>", 'A"S', "99&", "-ICE", "@ROK", "51st", None]


def players(
    count: int = 40, seed: int = 1, names: list[str] = NAMES, ambiguous: bool = True
) -> list[Row]:
    """Players with every magnitude of count, missing ones too, sound kill points and distinct ids.

    Without `ambiguous` no count lies from 1,000 to 999,999: `3.355` needs the rest of its column.
    """
    chance = random.Random(seed)
    ids = chance.sample(range(1, 10), 4) + chance.sample(range(10_000, 9_999_999_999), count - 4)
    return [_player(n, player_id, names, ambiguous, chance) for n, player_id in enumerate(ids)]


def _player(
    n: int, player_id: int, names: list[str], ambiguous: bool, chance: random.Random
) -> Row:
    def count(greatest: int) -> int | None:
        shape = chance.random()
        if shape < 0.06:
            return None
        if shape < 0.2:
            return chance.randrange(0, 1_000)
        return chance.randrange(1_000 if ambiguous and shape < 0.4 else 1_000_000, greatest)

    row: Row = {"id": player_id, "name": names[n % len(names)]}
    row["alliance"] = chance.choice(ALLIANCES)
    row |= {f"t{tier}_kills": count(2_000_000_000) for tier in range(1, 6)}
    t1, t2, t3, t4, t5 = (row[f"t{tier}_kills"] or 0 for tier in range(1, 6))
    points = t1 // 5 + 2 * t2 + 4 * t3 + 10 * t4 + 20 * t5
    row["kill_points"] = points if ambiguous or not 1_000 <= points < 1_000_000 else None
    row |= {"power": count(900_000_000), "deaths": count(90_000_000)}
    row |= {"kills": count(5_000_000_000), "dkp": count(400_000_000_000)}
    return row


def cells(
    family: Family, rows: Iterable[Row], *writings: Writing, missing: str = "", seed: int = 1
) -> list[list[str]]:
    """The cells of a family's table; each count takes one of the writings by chance."""
    chance = random.Random(seed)

    def cell(row: Row, header: str, column: str | None) -> str:
        if header in ABOUT_THE_SCAN:
            return ABOUT_THE_SCAN[header]
        if column in (IGNORED, EMPTY):
            return "" if column == EMPTY else str(chance.randrange(10))
        value = row[column]
        if value is None:
            return "" if column == "alliance" else missing
        if column == "id" or isinstance(value, str):
            return str(value)
        return chance.choice(writings or (str,))(value)

    return [[cell(row, header, column) for header, column in family] for row in rows]


def headers(family: Family) -> list[str]:
    """The headers of a family, in order."""
    return [header for header, _ in family]


def meanings(family: Family) -> dict[str, str]:
    """The curated column that each known header of a family stands for."""
    return {header: column for header, column in family if column not in (IGNORED, EMPTY)}


def csv_text(
    header: list[str], rows: Iterable[Sequence[str]], delimiter: str = ",", newline: str = "\n"
) -> str:
    """A CSV text, quoted where it must be (RFC 4180)."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def json_array(header: list[str], rows: Iterable[Sequence[object]]) -> str:
    """A JSON array of objects."""
    return json.dumps([dict(zip(header, row)) for row in rows], ensure_ascii=False, indent=1)


def json_object(header: list[str], rows: Iterable[Sequence[object]]) -> str:
    """A JSON object around one array of objects, escaped to ASCII."""
    players = [dict(zip(header, row)) for row in rows]
    return json.dumps({"kingdom": "51", "scanned": {"by": "a tool"}, "players": players})


def json_lines(header: list[str], rows: Iterable[Sequence[object]]) -> str:
    """A JSON object on each line."""
    lines = [json.dumps(dict(zip(header, row)), ensure_ascii=False) for row in rows]
    return "\n".join(lines) + "\n"
