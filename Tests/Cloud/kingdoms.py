"""Generated kingdoms: uploads of every shape that makes ranking hard, and their boards."""

from __future__ import annotations

import random
import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[1] / "Acceptance"))

from expectation import COLUMNS, COUNTERS, DKP_WEIGHTS, TIERS, expect  # noqa: E402
from gains_expectation import Snapshot, weights_text  # noqa: E402
from ranking import METRICS, leaderboard  # noqa: E402
from uploads import ALLIANCES, NAMES, json_array  # noqa: E402

Row = dict[str, Any]

SHAPES = ["ties", "nulls", "all null", "one player", "many", "large numbers"]
GREATEST_COUNT = 2**53 - 1


@dataclass(frozen=True)
class Kingdom:
    """An upload and what was expected of it."""

    upload: bytes
    rows: list[Row]
    # Whether it states a DKP of its own, and by which weights it is to be taken in.
    brings_dkp: bool
    weights: dict[str, int]

    def board(self, number: int, metric: str, date: str, limit: int = 100) -> dict[str, object]:
        """The board that the upload must give."""
        return leaderboard(self.rows, metric, number, date, limit)

    def at(self, date: str) -> Snapshot:
        """What gains are worked out from where it was uploaded for a date."""
        return Snapshot(date, self.rows, self.brings_dkp, self.weights)


def kingdom(
    rows: list[Row],
    without: Collection[str] = (),
    weights: dict[str, int] = DKP_WEIGHTS,
) -> Kingdom:
    """The upload that states these rows, but for some columns that it does not have."""
    columns = [column for column in COLUMNS if column not in without]
    table = [[row.get(column) for column in columns] for row in rows]
    upload = json_array(columns, table).encode()
    brings_dkp = "dkp" in columns and any(row.get("dkp") is not None for row in rows)
    return Kingdom(upload, expect(upload, weights).rows, brings_dkp, weights)


def generated(shape: str, seed: int) -> Kingdom:
    """A kingdom of one of the shapes that `number` and `count` tell apart."""
    chance = random.Random(f"{shape} {seed}")
    count = {"one player": 1, "many": chance.randrange(1_001, 2_600)}.get(
        shape, chance.randrange(2, 400)
    )
    ids = chance.sample(range(1, 10**9), count)
    return kingdom(players_of(shape, ids, chance))


def players_of(shape: str, ids: Iterable[int], chance: random.Random) -> list[Row]:
    """Players with these ids, whose numbers are of one of the shapes."""

    def number() -> int | None:
        match shape:
            case "all null":
                return None
            case "nulls":
                return None if chance.random() < 0.7 else chance.randrange(50)
            case "ties":
                return chance.randrange(4)
            case "large numbers":
                return GREATEST_COUNT - chance.randrange(1_000)
            case _:
                return None if chance.random() < 0.1 else chance.randrange(1_000_000_000)

    return [
        {
            "id": player_id,
            "name": chance.choice(NAMES),
            "alliance": chance.choice(ALLIANCES),
            **{counter: number() for counter in COUNTERS},
        }
        for player_id in ids
    ]


def later(earlier: Kingdom, shape: str, seed: int) -> Kingdom:
    """What may have become of a kingdom's players at another date.

    Most numbers rose, some fell, some are not known any more or for the first time; profiles hide
    their kills; some players are gone and some are new.
    """
    chance = random.Random(f"later {shape} {seed}")
    rows = []
    for row in earlier.rows:
        fate = chance.random()
        if fate < 0.1 and len(earlier.rows) > 1:
            continue
        changed = row | {counter: _changed(row[counter], chance) for counter in COUNTERS}
        if fate < 0.3:
            changed |= dict.fromkeys(TIERS, 0)
        elif fate < 0.35:
            changed |= dict.fromkeys(TIERS)
        if fate > 0.9:
            changed |= {"name": chance.choice(NAMES), "alliance": chance.choice(ALLIANCES)}
        rows.append(changed)
    known = {row["id"] for row in earlier.rows}
    count = 0 if shape == "one player" else len(known) // 8 + 1
    new = [number for number in chance.sample(range(1, 10**9), count) if number not in known]
    rows += players_of(shape, new, chance)
    chance.shuffle(rows)
    return kingdom(rows)


def _changed(count: int | None, chance: random.Random) -> int | None:
    fate = chance.random()
    if count is None or fate < 0.05:
        return chance.randrange(1_000) if count is None and fate < 0.1 else None
    if fate < 0.3:
        return count
    if fate < 0.4:
        return count - chance.randrange(count + 1)
    return min(GREATEST_COUNT, count + chance.randrange(1 + min(count, 1_000_000)))


__all__ = ["METRICS", "SHAPES", "Kingdom", "generated", "kingdom", "later", "weights_text"]
