"""What must be known of players: facts, histories and searches, worked out apart from the product."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable
from typing import Any

from expectation import COUNTERS
from ranking import METRICS, leaderboard

Row = dict[str, Any]


def standing(rows: list[Row], player: int) -> dict[str, object] | None:
    """What a snapshot tells of a player, without the id; `None` where it does not list them."""
    found = next((row for row in rows if row["id"] == player), None)
    if found is None:
        return None
    ranks: dict[str, dict[str, int] | None] = {}
    for metric in METRICS:
        ranked = [row[metric] for row in rows if row[metric] is not None]
        ranks[metric] = None
        if found[metric] is None:
            continue
        ranks[metric] = {
            "rank": sum(value > found[metric] for value in ranked) + 1,
            "ranked_players": len(ranked),
        }
    return {
        "name": found["name"],
        "alliance": found["alliance"],
        "values": {counter: found[counter] for counter in COUNTERS},
        "ranks": ranks,
    }


def player(rows: list[Row], kingdom: int, date: str, player_id: int) -> dict[str, object]:
    """A player's page; the snapshot must list the player."""
    known = standing(rows, player_id)
    assert known is not None
    return {
        "kingdom": kingdom,
        "date": date,
        "total_players": len(rows),
        "id": player_id,
        **known,
    }


def history(
    snapshots: Iterable[tuple[str, list[Row]]], kingdom: int, player_id: int
) -> dict[str, object]:
    """A player's history, of snapshots in any order; one of them must list the player."""
    dated = []
    for date, rows in sorted(snapshots, key=lambda snapshot: snapshot[0], reverse=True):
        known = standing(rows, player_id)
        dated.append({"date": date, "listed": known is not None, **(known or {})})
    newest = next(entry for entry in dated if entry["listed"])
    return {
        "kingdom": kingdom,
        "id": player_id,
        "name": newest["name"],
        "alliance": newest["alliance"],
        "snapshots": dated,
    }


@functools.cache
def folded(text: str) -> str:
    """Without case, marks, controls and other widths, blanks alike."""
    plain = ""
    for character in unicodedata.normalize("NFKD", text):
        match unicodedata.category(character):
            case "Mn" | "Me" | "Cf" | "Cc":
                continue
            case "Zs" | "Zl" | "Zp":
                plain += " "
            case _:
                plain += character.lower()
    return unicodedata.normalize("NFC", plain)


def grade(row: Row, search: str) -> int | None:
    """How well a row fits a search: 0 is best, `None` is not at all."""
    needle = folded(search).strip(" ")
    if not needle:
        return None
    name, alliance = folded(row["name"]), folded(row["alliance"] or "")
    identity = str(row["id"])
    is_number = needle.isascii() and needle.isdigit()
    begins_word = any(
        name.startswith(needle, place) and not _is_of_word(name[place - 1])
        for place in range(1, len(name))
    )
    grades = [
        is_number and identity == needle,
        name == needle,
        name.startswith(needle),
        begins_word,
        alliance == needle,
        is_number and identity.startswith(needle),
        needle in name,
        needle in alliance,
    ]
    return next((number for number, fits in enumerate(grades) if fits), None)


def _is_of_word(character: str) -> bool:
    return not character.isascii() or character.isalnum()


def search(
    rows: list[Row], kingdom: int, date: str, text: str, limit: int = 20
) -> dict[str, object]:
    """The players that fit a search: those that fit best first, then those of more power."""
    found = [row for row in rows if grade(row, text) is not None]

    def order(row: Row) -> tuple[object, ...]:
        return (grade(row, text), row["power"] is None, -(row["power"] or 0), row["id"])

    return {
        "kingdom": kingdom,
        "date": date,
        "total_matches": len(found),
        "players": [
            {name: row[name] for name in ("id", "name", "alliance", "power")}
            for row in sorted(found, key=order)[:limit]
        ],
    }


def searched_board(
    rows: list[Row], metric: str, kingdom: int, date: str, text: str, limit: int = 100
) -> dict[str, object]:
    """The part of a board that fits a search, with the ranks of the whole."""
    board = leaderboard(rows, metric, kingdom, date, len(rows))
    fitting = {row["id"] for row in rows if grade(row, text) is not None}
    entries = [entry for entry in board["entries"] if entry["id"] in fitting]
    return board | {"entries": entries[:limit]}


def board_around(
    rows: list[Row], metric: str, kingdom: int, date: str, player_id: int, limit: int
) -> dict[str, object]:
    """The page of a board in whose middle a player stands, without its cursors."""
    return around(leaderboard(rows, metric, kingdom, date, len(rows)), player_id, limit)


def around(board: dict[str, Any], player_id: int, limit: int) -> dict[str, object]:
    """The page of a whole board in whose middle a player stands, without its cursors."""
    entries = board["entries"]
    place = next(n for n, entry in enumerate(entries) if entry["id"] == player_id)
    start = max(0, place - limit // 2)
    return board | {"entries": entries[start : start + limit]}


def compared_board(
    rows: list[Row],
    metric: str,
    kingdom: int,
    date: str,
    earlier: tuple[str, list[Row]] | None,
    limit: int = 100,
) -> dict[str, object]:
    """A board whose entries tell where the players stood at an earlier date, if there is one."""
    board = leaderboard(rows, metric, kingdom, date, limit)
    was: dict[int, dict[str, int]] = {}
    if earlier is not None:
        ranked = leaderboard(earlier[1], metric, kingdom, earlier[0], len(earlier[1]))["entries"]
        was = {one["id"]: {"rank": one["rank"], "value": one["value"]} for one in ranked}
    return board | {
        "previous_date": None if earlier is None else earlier[0],
        "entries": [entry | {"previous": was.get(entry["id"])} for entry in board["entries"]],
    }
