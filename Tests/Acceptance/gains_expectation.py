"""The gains that two snapshots must give, worked out apart from the product and plainly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from expectation import DKP_WEIGHTS, TIERS
from written_numbers import GREATEST

Row = dict[str, Any]
Value = Callable[[Row], "int | None"]

OTHERS_LISTED = 1_000


@dataclass(frozen=True)
class Snapshot:
    """What stands at a date: its rows, and what is known of their DKP.

    `brings_dkp` says whether the upload had a DKP of its own; `weights` are those that it was
    taken in with.
    """

    date: str
    rows: list[Row]
    brings_dkp: bool = True
    weights: dict[str, int] = field(default_factory=lambda: DKP_WEIGHTS)


def weights_text(weights: dict[str, int]) -> str:
    """The weights as requests and answers write them."""
    return "t4:{t4_kills},t5:{t5_kills},deaths:{deaths}".format(**weights)


def gains(
    before: Snapshot,
    after: Snapshot,
    metric: str,
    kingdom: int,
    limit: int = 100,
    weights: dict[str, int] | None = None,
) -> dict[str, object]:
    """The first page of gains; where there is another one, its cursor stands as `None` here."""
    used, value = _measure(before, after, metric, weights)
    old = {row["id"]: row for row in before.rows}
    new = {row["id"]: row for row in after.rows}
    both = [player for player in new if player in old]
    compared = [
        player
        for player in both
        if value(old[player]) is not None and value(new[player]) is not None
    ]
    without = sorted(set(both) - set(compared))
    arrived = _greatest_first([row for player, row in new.items() if player not in old], value)
    departed = _greatest_first([row for player, row in old.items() if player not in new], value)
    return {
        "kingdom": kingdom,
        "metric": metric,
        "from": before.date,
        "to": after.date,
        "weights": used,
        "compared_players": len(compared),
        "entries": _entries(compared, old, new, metric, value)[:limit],
        "arrived": _others(arrived, limit, lambda row: {"value": value(row)}),
        "departed": _others(departed, limit, lambda row: {"value": value(row)}),
        "without_value": _others(
            [new[player] for player in without],
            limit,
            lambda row: {"value_before": value(old[row["id"]]), "value_after": value(row)},
        ),
        "previous_cursor": None,
        "next_cursor": None,
    }


def _measure(
    before: Snapshot, after: Snapshot, metric: str, weights: dict[str, int] | None
) -> tuple[str | None, Value]:
    """What is compared of a row, and by which weights where it is worked out."""
    if metric != "dkp" or (weights is None and before.brings_dkp and after.brings_dkp):
        return None, lambda row: row[metric]
    used = weights if weights is not None else after.weights

    def dkp(row: Row) -> int | None:
        if any(row[column] is None for column in used):
            return None
        total = sum(row[column] * weight for column, weight in used.items())
        return total if total <= GREATEST else None

    return weights_text(used), dkp


def _entries(
    compared: list[int], old: dict[int, Row], new: dict[int, Row], metric: str, value: Value
) -> list[dict[str, object]]:
    gained = {player: max(0, value(new[player]) - value(old[player])) for player in compared}
    order = sorted(compared, key=lambda player: (-gained[player], player))
    ranks = _ranks(list(gained.values()))
    old_ranks = _ranks([value(row) for row in old.values()])
    new_ranks = _ranks([value(row) for row in new.values()])
    entries = []
    for player in order:
        was, became = value(old[player]), value(new[player])
        flags = ["fell"] if became < was else []
        if metric in ("dkp", "kills"):
            flags += ["hidden_at_from"] if _hides_kills(old[player]) else []
            flags += ["hidden_at_to"] if _hides_kills(new[player]) else []
        entries.append(
            {
                "rank": ranks[gained[player]],
                **{name: new[player][name] for name in ("id", "name", "alliance")},
                "gain": gained[player],
                "before": {"rank": old_ranks[was], "value": was},
                "after": {"rank": new_ranks[became], "value": became},
                "rank_change": old_ranks[was] - new_ranks[became],
                "flags": flags,
            }
        )
    return entries


def _ranks(values: list[int | None]) -> dict[int, int]:
    """The rank of each value: one more than there are greater ones."""
    ordered = sorted((value for value in values if value is not None), reverse=True)
    ranks: dict[int, int] = {}
    for place, value in enumerate(ordered):
        ranks.setdefault(value, place + 1)
    return ranks


def _hides_kills(row: Row) -> bool:
    """Whether there are kill points, but none of the kills that make them; some tier is stated."""
    known = [row[tier] for tier in TIERS if row[tier] is not None]
    return (row["kill_points"] or 0) > 0 and known != [] and not any(known)


def _greatest_first(rows: list[Row], value: Value) -> list[Row]:
    """By value, those without one last, then by id."""
    return sorted(
        rows, key=lambda row: (value(row) is None, -(value(row) or 0), row["id"])
    )


def _others(
    rows: list[Row], limit: int, values: Callable[[Row], dict[str, object]]
) -> dict[str, object]:
    players = [
        {name: row[name] for name in ("id", "name", "alliance")} | values(row)
        for row in rows[: min(limit, OTHERS_LISTED)]
    ]
    return {"total_players": len(rows), "players": players}
