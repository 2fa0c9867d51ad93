"""Generated kingdoms: uploads of every shape that makes ranking hard, and their boards."""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[1] / "Acceptance"))

from expectation import COLUMNS, COUNTERS, expect  # noqa: E402
from ranking import METRICS, leaderboard  # noqa: E402
from uploads import ALLIANCES, NAMES, json_array  # noqa: E402

Row = dict[str, Any]

GREATEST_COUNT = 2**53 - 1


@dataclass(frozen=True)
class Kingdom:
    """An upload and what was expected of it."""

    upload: bytes
    rows: list[Row]

    def board(self, number: int, metric: str, date: str, limit: int = 100) -> dict[str, object]:
        """The board that the upload must give."""
        return leaderboard(self.rows, metric, number, date, limit)


def kingdom(rows: list[Row]) -> Kingdom:
    """The upload that states these rows."""
    table = [[row.get(column) for column in COLUMNS] for row in rows]
    upload = json_array(COLUMNS, table).encode()
    return Kingdom(upload, expect(upload).rows)


def generated(shape: str, seed: int) -> Kingdom:
    """A kingdom of one of the shapes that `number` and `count` tell apart."""
    chance = random.Random(f"{shape} {seed}")
    count = {"one player": 1, "many": chance.randrange(1_001, 2_600)}.get(
        shape, chance.randrange(2, 400)
    )

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

    ids = chance.sample(range(1, 10**9), count)
    return kingdom(
        [
            {
                "id": player_id,
                "name": chance.choice(NAMES),
                "alliance": chance.choice(ALLIANCES),
                **{counter: number() for counter in COUNTERS},
            }
            for player_id in ids
        ]
    )

__all__ = ["METRICS", "Kingdom", "generated", "kingdom"]
